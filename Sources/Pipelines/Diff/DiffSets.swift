import AdModel

/// What differs between two sides, before anybody asks why.
struct DiffSets {
  let first: DiffSide
  let second: DiffSide
  /// By account id, then the texts of the segments.
  let movements: [AccountMovement]
  let uploadChanges: [UploadChange]
  private let movementsOfAccounts: [AccountID: [AccountMovement]]

  struct UploadChange {
    let upload: Upload
    let account: AccountID
    /// Whether it is there now.
    let isIn: Bool
  }

  /// - Parameter first: with the ids that the second side has for its segments.
  init(_ first: DiffSide, _ second: DiffSide, _ makers: ChangeMakers) {
    self.first = first
    self.second = second
    let old = first.segmentsOfAccounts
    let new = second.segmentsOfAccounts
    let grouping = MovementGrouping(
      segments: DiffSets.segments(first, second).map(\.id),
      ladders: second.pipeline?.ladders ?? first.pipeline?.ladders ?? [])
    self.movements = Set(old.keys).union(new.keys)
      .filter { (old[$0] ?? []) != (new[$0] ?? []) }
      .sorted { $0.text.precedesInBytes($1.text) }
      .flatMap { account in
        let left = (old[account] ?? []).subtracting(new[account] ?? [])
        let entered = (new[account] ?? []).subtracting(old[account] ?? [])
        // Nothing says which segments of plain folders belong together, so all do.
        let isUnknown = first.pipeline == nil && second.pipeline == nil
        return grouping.movements(
          of: account, left: left, entered: entered,
          moves: isUnknown ? [Array(left.union(entered))] : makers.moves(of: account))
      }
    self.movementsOfAccounts = Dictionary(grouping: movements, by: \.account)
    self.uploadChanges = DiffSets.uploads(first, second).flatMap { upload in
      let before = first.uploads?[upload] ?? []
      let after = second.uploads?[upload] ?? []
      return before.symmetricDifference(after).sorted { $0.text.precedesInBytes($1.text) }
        .map { UploadChange(upload: upload, account: $0, isIn: after.contains($0)) }
    }
  }

  var isEmpty: Bool { movements.isEmpty && uploadChanges.isEmpty }

  /// Those of the second side, then those that the first one has alone.
  private static func segments(
    _ first: DiffSide, _ second: DiffSide
  ) -> [(id: SegmentID, name: String)] {
    let there = Set(second.segments.map(\.id))
    return second.segments + first.segments.filter { !there.contains($0.id) }
  }

  /// By format and segment; none when one side has none to compare.
  private static func uploads(_ first: DiffSide, _ second: DiffSide) -> [Upload] {
    guard let old = first.uploads, let new = second.uploads else { return [] }
    return Set(old.keys).union(new.keys).sorted { left, right in
      left.format == right.format
        ? left.segment.text.precedesInBytes(right.segment.text)
        : left.format.precedesInBytes(right.format)
    }
  }

  // MARK: - Sizes

  var segments: [RunDiff.Segment] {
    DiffSets.segments(first, second).map { id, name in
      let before = first.members[id] ?? []
      let after = second.members[id] ?? []
      let moves = movements.filter { $0.action == .move }
      return RunDiff.Segment(
        id: id.text, name: name, before: before.count, entered: after.subtracting(before).count,
        left: before.subtracting(after).count, moved_in: moves.count { $0.to.contains(id) },
        moved_out: moves.count { $0.from.contains(id) },
        stayed: before.intersection(after).count, after: after.count)
    }
  }

  var uploads: [RunDiff.UploadCounts] {
    DiffSets.uploads(first, second).map { upload in
      let before = first.uploads?[upload] ?? []
      let after = second.uploads?[upload] ?? []
      return RunDiff.UploadCounts(
        format: upload.format, segment: upload.segment.text, before: before.count,
        entered: after.subtracting(before).count, left: before.subtracting(after).count,
        stayed: before.intersection(after).count, after: after.count)
    }
  }

  /// The movement by which an account entered the segment of an upload, or left it.
  func movement(behind change: UploadChange) -> AccountMovement? {
    movementsOfAccounts[change.account]?.first {
      (change.isIn ? $0.to : $0.from).contains(change.upload.segment)
    }
  }

  func name(of account: AccountID) -> String {
    if let name = second.names[account], !name.isEmpty { return name }
    return first.names[account] ?? ""
  }

  /// Why an account is held from an upload now, or was before.
  func holdReason(_ change: UploadChange) -> String {
    let side = change.isIn ? first : second
    return side.holds[change.upload.segment]?[change.account] ?? ""
  }
}
