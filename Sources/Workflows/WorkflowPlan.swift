import AdModel

/// A workflow with its segments as numbers, ready to be asked about many accounts.
struct WorkflowPlan {
  /// Where a workflow leads: one segment, or the rungs it names of one ladder.
  struct Target {
    /// In the order they are tried: of rungs, the highest first.
    let candidates: [SegmentNumber]
    /// All rungs of the ladder, the lowest first; empty for a segment on no ladder.
    let ladder: [SegmentNumber]
    /// The rungs above the candidate that is tried first.
    let higher: Roster.Mask
  }

  let step: PassStep
  let cause: CauseNumber
  let test: Workflow.Test
  let action: Workflow.Action
  let from: [SegmentNumber]
  let anyFrom: Roster.Mask
  let to: [SegmentNumber]
  let targets: [Target]
  let onlyIn: Roster.Mask?
  let notIn: Roster.Mask

  init(
    _ workflow: Workflow, order: Int, cause: CauseNumber, _ segments: SegmentNumbers,
    _ roster: Roster
  ) {
    self.step = PassStep(order: order, workflow: workflow.id)
    self.cause = cause
    self.test = workflow.trigger.test
    self.action = workflow.action
    self.from = segments.numbers(of: workflow.action.from)
    self.to = segments.numbers(of: workflow.action.to)
    self.anyFrom = roster.mask(of: from)
    self.targets = WorkflowPlan.targets(of: to, segments, roster)
    self.onlyIn = workflow.onlyIn.map { roster.mask(of: segments.numbers(of: $0)) }
    self.notIn = roster.mask(of: segments.numbers(of: workflow.notIn))
  }

  private static func targets(
    of to: [SegmentNumber], _ segments: SegmentNumbers, _ roster: Roster
  ) -> [Target] {
    let onLadders = segments.ladders.compactMap { ladder in
      let candidates = ladder.reversed().filter { to.contains($0) }
      return candidates.first.map { first in
        Target(
          candidates: candidates, ladder: ladder,
          higher: roster.mask(of: Array(ladder.drop { $0 != first }.dropFirst())))
      }
    }
    let alone = to.filter { segments.ladder(of: $0) == nil }
    return onLadders
      + alone.map { Target(candidates: [$0], ladder: [], higher: roster.mask(of: [])) }
  }
}

/// A step of a pass as `changes.csv` names it.
struct PassStep {
  /// The workflow's place in the run, from 1; 0 before the first.
  let order: Int
  let workflow: WorkflowID

  static let alias = PassStep(order: 0, workflow: WorkflowID("(alias)"))
  static let ladder = PassStep(order: 0, workflow: WorkflowID("(ladder)"))
  static let file = PassStep(order: 0, workflow: WorkflowID("(file)"))
  static let override = PassStep(order: 0, workflow: WorkflowID("(override)"))

  static func expiry(afterWorkflows count: Int) -> PassStep {
    PassStep(order: count + 1, workflow: WorkflowID("(expiry)"))
  }

  static func exclusion(afterWorkflows count: Int) -> PassStep {
    PassStep(order: count + 2, workflow: WorkflowID("(exclusion)"))
  }
}
