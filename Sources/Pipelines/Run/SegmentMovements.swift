import AdModel

/// Who entered and left each segment between two memberships.
struct SegmentMovements {
  struct Movement {
    var before = 0
    var after = 0
    /// Sorted, as are those that left.
    var entered: [AccountIndex] = []
    var left: [AccountIndex] = []
    /// Of the entered, those that left another rung of the segment's ladder.
    var movedInCount = 0
    /// Of the left, those that entered another rung.
    var movedOutCount = 0
    /// Of the left, those that entered a higher rung.
    var movedUpCount = 0

    /// The names of those that entered and left, in the order of their ids.
    func names(_ accounts: AccountTable) -> SegmentNames {
      func names(_ indices: [AccountIndex]) -> [String] {
        indices.map { index in
          let name = accounts.accounts.text(.name, of: Int(index.number))
          return name.isEmpty ? accounts.id(of: index).text : name
        }
      }
      return SegmentNames(entered: names(entered), left: names(left))
    }

    /// As the guards look at it.
    func guarded(_ segment: SegmentID) -> GuardCheck.Movement {
      GuardCheck.Movement(
        segment: segment, subject: "segment '\(segment)'", before: before,
        added: entered.count, removed: left.count - movedUpCount, after: after)
    }
  }

  private let pipeline: Pipeline
  /// By segment: its members, sorted.
  private let after: [SegmentID: [AccountIndex]]
  private var movements: [SegmentID: Movement] = [:]

  init(_ pipeline: Pipeline, before: [Membership], after: [Membership]) {
    let old = before.accountsBySegment
    let new = after.accountsBySegment
    self.pipeline = pipeline
    self.after = new
    for segment in pipeline.segments.map(\.id) {
      let was = old[segment] ?? []
      let isNow = new[segment] ?? []
      var movement = Movement(before: was.count, after: isNow.count)
      movement.entered = isNow.without(was)
      movement.left = was.without(isNow)
      let others = (SegmentMovements.ladder(of: segment, pipeline) ?? []).filter { $0 != segment }
      func isIn(_ account: AccountIndex, _ members: [SegmentID: [AccountIndex]], _ id: SegmentID)
        -> Bool
      {
        (members[id] ?? []).holds(account)
      }
      movement.movedInCount = movement.entered.count { account in
        others.contains { isIn(account, old, $0) && !isIn(account, new, $0) }
      }
      movement.movedOutCount = movement.left.count { account in
        others.contains { isIn(account, new, $0) }
      }
      let higher = SegmentMovements.above(segment, pipeline)
      movement.movedUpCount = movement.left.count { account in
        higher.contains { isIn(account, new, $0) }
      }
      movements[segment] = movement
    }
  }

  subscript(segment: SegmentID) -> Movement { movements[segment] ?? Movement() }

  /// The movement of an upload, as the guards look at it.
  ///
  /// - Parameters:
  ///   - old: by their indices of today, sorted, each once; and how many have none.
  ///   - new: sorted, each once.
  func guarded(
    _ upload: Upload, old: (accounts: [AccountIndex], goneCount: Int), new: [AccountIndex]
  ) -> GuardCheck.Movement {
    let left = old.accounts.without(new)
    let higher = SegmentMovements.above(upload.segment, pipeline)
    let leftCount = left.count { account in
      !higher.contains { (after[$0] ?? []).holds(account) }
    }
    return GuardCheck.Movement(
      segment: upload.segment, subject: "upload \(upload.format)/\(upload.segment).csv",
      before: old.accounts.count + old.goneCount,
      added: new.count - (old.accounts.count - left.count), removed: leftCount + old.goneCount,
      after: new.count)
  }

  /// The accounts on higher rungs, sorted.
  func membersAbove(_ segment: SegmentID) -> [AccountIndex] {
    Set(SegmentMovements.above(segment, pipeline).flatMap { after[$0] ?? [] }).sorted()
  }

  private static func ladder(of segment: SegmentID, _ pipeline: Pipeline) -> [SegmentID]? {
    pipeline.ladders.first { $0.contains(segment) }
  }

  /// The rungs higher than a segment.
  private static func above(_ segment: SegmentID, _ pipeline: Pipeline) -> [SegmentID] {
    guard let ladder = ladder(of: segment, pipeline), let rung = ladder.firstIndex(of: segment)
    else { return [] }
    return Array(ladder[(rung + 1)...])
  }
}

extension [AccountIndex] {
  /// Whether an account is among these, which are sorted.
  func holds(_ account: AccountIndex) -> Bool {
    var range = indices
    while let middle = range.dropFirst(range.count / 2).first {
      if self[middle] == account { return true }
      range = self[middle] < account ? middle + 1..<range.upperBound : range.lowerBound..<middle
    }
    return false
  }

  /// Those of these that are not among others; both are sorted.
  fileprivate func without(_ others: [AccountIndex]) -> [AccountIndex] {
    var place = 0
    return filter { account in
      while place < others.count, others[place] < account { place += 1 }
      return place == others.count || others[place] != account
    }
  }
}
