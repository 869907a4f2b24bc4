import AdModel

/// Who entered and left each segment between two memberships.
struct SegmentMovements {
  struct Movement {
    var before = 0
    var after = 0
    var entered: Set<AccountIndex> = []
    var left: Set<AccountIndex> = []
    /// Of the entered, those that left another rung of the segment's ladder.
    var movedInCount = 0
    /// Of the left, those that entered another rung.
    var movedOutCount = 0
    /// Of the left, those that entered a higher rung.
    var movedUpCount = 0

    /// The names of those that entered and left, in the order of their ids.
    func names(_ accounts: AccountTable) -> SegmentNames {
      func names(_ indices: Set<AccountIndex>) -> [String] {
        indices.sorted().map { accounts[$0] }.map { $0.name.isEmpty ? $0.id.text : $0.name }
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
      movement.entered = Set(isNow.without(was))
      movement.left = Set(was.without(isNow))
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
  /// - Parameter new: sorted, each once.
  func guarded(
    _ upload: Upload, old: Set<AccountID>, new: [AccountIndex], accounts: AccountTable
  ) -> GuardCheck.Movement {
    // Counted and not collected: an upload has many accounts, and most of them stay.
    let keptCount = new.count { old.contains(accounts.accounts[Int($0.number)].id) }
    let higher = SegmentMovements.above(upload.segment, pipeline)
    let removedCount =
      keptCount == old.count
      ? 0
      : old.count { id in
        guard let index = accounts.index(of: id) else { return true }
        return !new.holds(index) && !higher.contains { (after[$0] ?? []).holds(index) }
      }
    return GuardCheck.Movement(
      segment: upload.segment, subject: "upload \(upload.format)/\(upload.segment).csv",
      before: old.count, added: new.count - keptCount, removed: removedCount, after: new.count)
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
  fileprivate func holds(_ account: AccountIndex) -> Bool {
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
