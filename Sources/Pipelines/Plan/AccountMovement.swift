import AdModel

/// What happened to one account between two memberships: one enter, leave or move, and the lines
/// of `changes.csv` that made it so.
struct AccountMovement: Equatable {
  let account: AccountID
  let action: Change.Action
  /// In the order of the pipeline file.
  let from: [SegmentID]
  /// In the order of the pipeline file.
  let to: [SegmentID]
  var causes: [Cause] = []

  struct Cause: Equatable {
    var workflow: WorkflowID
    var engagements: Int?
    /// Whether it is a change that is made no longer.
    var isGone: Bool
  }

  /// Whether a change enters what this movement enters, or leaves what it leaves.
  func isMade(by change: Change) -> Bool { isMade(from: change.from, to: change.to) }

  /// Whether a change from and to some segments does.
  func isMade(from left: [SegmentID], to entered: [SegmentID]) -> Bool {
    entered.contains { to.contains($0) } || left.contains { from.contains($0) }
  }

  /// Whether a change does the contrary.
  func isUndone(by change: Change) -> Bool {
    change.to.contains { from.contains($0) } || change.from.contains { to.contains($0) }
  }
}

/// Tells which of the segments that an account left and entered belong together.
///
/// Two do when they are rungs of one ladder, or when one line of `changes.csv` moved the account
/// from or to both of them.
struct MovementGrouping {
  /// In the order of the pipeline file.
  let segments: [SegmentID]
  let ladders: [[SegmentID]]

  /// One movement per group with something left or entered, by the texts of both lists.
  func movements(
    of account: AccountID, left: Set<SegmentID>, entered: Set<SegmentID>, changes: [Change]
  ) -> [AccountMovement] {
    movements(
      of: account, left: left, entered: entered,
      moves: changes.filter { $0.action == .move }.map { $0.from + $0.to })
  }

  /// - Parameter moves: segments between which one line each of `changes.csv` moved the account.
  func movements(
    of account: AccountID, left: Set<SegmentID>, entered: Set<SegmentID>, moves: [[SegmentID]]
  ) -> [AccountMovement] {
    if left.count + entered.count == 1 {
      return [
        AccountMovement(
          account: account, action: left.isEmpty ? .enter : .leave, from: Array(left),
          to: Array(entered))
      ]
    }
    var groups: [[SegmentID]] = []
    func join(_ members: [SegmentID]) {
      let (touched, others) = groups.divided { group in group.contains(where: members.contains) }
      groups = others + [touched.flatMap(\.self) + members]
    }
    for ladder in ladders { join(ladder) }
    for move in moves { join(move) }
    for segment in left.union(entered) { join([segment]) }

    return groups.compactMap { group in
      let members = Set(group)
      let from = segments.filter { left.contains($0) && members.contains($0) }
      let to = segments.filter { entered.contains($0) && members.contains($0) }
      let action: Change.Action
      switch (from.isEmpty, to.isEmpty) {
      case (true, true): return nil
      case (true, false): action = .enter
      case (false, true): action = .leave
      case (false, false): action = .move
      }
      return AccountMovement(account: account, action: action, from: from, to: to)
    }
    .sorted { $0.texts.lexicographicallyPrecedes($1.texts) { $0.precedesInBytes($1) } }
  }
}

extension AccountMovement {
  /// Its lists as they are written.
  fileprivate var texts: [String] {
    [from, to].map { list in list.map(\.text).joined(separator: " | ") }
  }
}

extension Array {
  /// The elements that fulfil a condition, and the others.
  fileprivate func divided(_ isWanted: (Element) -> Bool) -> (wanted: [Element], others: [Element])
  {
    (filter(isWanted), filter { !isWanted($0) })
  }
}
