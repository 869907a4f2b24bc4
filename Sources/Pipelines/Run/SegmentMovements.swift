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
  private let after: [SegmentID: Set<AccountIndex>]
  private var movements: [SegmentID: Movement] = [:]

  init(_ pipeline: Pipeline, before: [Membership], after: [Membership]) {
    func grouped(_ memberships: [Membership]) -> [SegmentID: Set<AccountIndex>] {
      Dictionary(grouping: memberships, by: \.segment).mapValues { Set($0.map(\.account)) }
    }
    let old = grouped(before)
    let new = grouped(after)
    self.pipeline = pipeline
    self.after = new
    for segment in pipeline.segments.map(\.id) {
      let was = old[segment] ?? []
      let isNow = new[segment] ?? []
      var movement = Movement(before: was.count, after: isNow.count)
      movement.entered = isNow.subtracting(was)
      movement.left = was.subtracting(isNow)
      let others = (SegmentMovements.ladder(of: segment, pipeline) ?? []).filter { $0 != segment }
      let leftElsewhere = others.reduce(into: Set<AccountIndex>()) {
        $0.formUnion((old[$1] ?? []).subtracting(new[$1] ?? []))
      }
      let nowElsewhere = others.reduce(into: Set<AccountIndex>()) { $0.formUnion(new[$1] ?? []) }
      movement.movedInCount = movement.entered.intersection(leftElsewhere).count
      movement.movedOutCount = movement.left.intersection(nowElsewhere).count
      movement.movedUpCount =
        movement.left.intersection(
          SegmentMovements.above(segment, pipeline, new)
        ).count
      movements[segment] = movement
    }
  }

  subscript(segment: SegmentID) -> Movement { movements[segment] ?? Movement() }

  /// The movement of an upload, as the guards look at it.
  func guarded(
    _ upload: Upload, old: Set<AccountID>, new: [AccountIndex], accounts: AccountTable
  ) -> GuardCheck.Movement {
    let ids = Set(new.map { accounts[$0].id })
    let higher = SegmentMovements.above(upload.segment, pipeline, after)
    let removed = old.subtracting(ids).filter { id in
      accounts.index(of: id).map { !higher.contains($0) } ?? true
    }
    return GuardCheck.Movement(
      segment: upload.segment, subject: "upload \(upload.format)/\(upload.segment).csv",
      before: old.count, added: ids.subtracting(old).count, removed: removed.count,
      after: ids.count)
  }

  private static func ladder(of segment: SegmentID, _ pipeline: Pipeline) -> [SegmentID]? {
    pipeline.ladders.first { $0.contains(segment) }
  }

  /// Accounts on a higher rung than a segment.
  private static func above(
    _ segment: SegmentID, _ pipeline: Pipeline, _ members: [SegmentID: Set<AccountIndex>]
  ) -> Set<AccountIndex> {
    guard let ladder = ladder(of: segment, pipeline), let rung = ladder.firstIndex(of: segment)
    else { return [] }
    return ladder[(rung + 1)...].reduce(into: []) { $0.formUnion(members[$1] ?? []) }
  }
}
