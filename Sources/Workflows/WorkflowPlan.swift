import AdModel

/// A workflow with its segments as numbers, ready to be asked about many accounts.
struct WorkflowPlan {
  /// Where a workflow leads: one segment, or the rungs it names of one ladder.
  struct Target {
    /// In the order they are tried: of rungs, the highest first.
    let candidates: [SegmentNumber]
    /// All rungs of the ladder, the lowest first; empty for a segment on no ladder.
    let ladder: [SegmentNumber]
  }

  let step: PassStep
  let test: Workflow.Test
  let action: Workflow.Action
  let from: [SegmentNumber]
  let to: [SegmentNumber]
  let targets: [Target]
  let onlyIn: [SegmentNumber]?
  let notIn: [SegmentNumber]

  init(_ workflow: Workflow, order: Int, _ segments: SegmentNumbers) {
    self.step = PassStep(order: order, workflow: workflow.id)
    self.test = workflow.trigger.test
    self.action = workflow.action
    self.from = segments.numbers(of: workflow.action.from)
    self.to = segments.numbers(of: workflow.action.to)
    self.targets = WorkflowPlan.targets(of: to, segments)
    self.onlyIn = workflow.onlyIn.map { segments.numbers(of: $0) }
    self.notIn = segments.numbers(of: workflow.notIn)
  }

  private static func targets(
    of to: [SegmentNumber], _ segments: SegmentNumbers
  ) -> [Target] {
    let onLadders = segments.ladders.map { ladder in
      Target(candidates: ladder.reversed().filter { to.contains($0) }, ladder: ladder)
    }
    let alone = to.filter { segments.ladder(of: $0) == nil }
    return onLadders.filter { !$0.candidates.isEmpty }
      + alone.map { Target(candidates: [$0], ladder: []) }
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
