import AdModel

/// What a workflow does to accounts on one ladder, which says when it runs.
enum LadderPhase: Hashable {
  /// Takes accounts down to a rung (0 is the lowest), or off the ladder.
  case lowering(target: Int)
  case raising

  /// Below every rung: where a remove leads.
  static let offTheLadder = -1

  /// Nil for a workflow that neither enters a rung of the ladder nor removes from one.
  init?(_ action: Workflow.Action, on ladder: [SegmentID]) {
    let highestLeft = ladder.lastIndex { action.from.contains($0) }
    // Of several rungs an account ends on the highest.
    let target = ladder.lastIndex { action.to.contains($0) }
    switch (action, highestLeft, target) {
    case (.remove, .some, _):
      self = .lowering(target: LadderPhase.offTheLadder)
    case (.move, .some(let left), .some(let target)) where target < left:
      self = .lowering(target: target)
    case (.add, _, .some), (.move, _, .some):
      self = .raising
    default:
      return nil
    }
  }

  /// Why a workflow of this phase runs before one of the other on the same ladder, or nil.
  func reasonToPrecede(_ other: LadderPhase, ladder: Int) -> WorkflowOrder.Reason? {
    switch (self, other) {
    case (.lowering, .raising): .loweringFirst(ladder: ladder)
    case (.lowering(let mine), .lowering(let theirs)) where mine < theirs:
      .lowerTargetFirst(ladder: ladder)
    default: nil
    }
  }
}
