import AdModel
internal import Files

/// What an account may enter of a workflow's `to`, and what stands against the rest.
private struct Admission {
  /// Segments it enters; it is in none of them.
  var entered: [SegmentNumber] = []
  /// Whether it may be in any of the `to` segments, those it is in already included.
  var isPermitted = false
  var isHeldByOverride = false
  var isHeldByHigherRung = false

  /// The outcome when nothing was entered.
  var outcomeOfNone: Outcome {
    if isHeldByOverride { return .heldByOverride }
    return isHeldByHigherRung ? .heldByHigherRung : .alreadyIn
  }
}

extension WorkflowPass {
  mutating func runWorkflows() {
    var countsByWorkflow: [WorkflowID: Int] = [:]
    for (place, counts) in input.counts.enumerated() { countsByWorkflow[counts.workflow] = place }
    let windows = input.workflows.map { workflow in
      guard let place = countsByWorkflow[workflow.id] else {
        preconditionFailure("no counts for workflow \(workflow.id)")
      }
      return (counts: input.counts[place], test: workflow.trigger.test)
    }
    // Which rows there is something to do for depends on nothing that a workflow does.
    let matches = Parallel.map(windows, jobs: input.jobs) { window -> [WindowCounts.Row] in
      guard case .atLeast(let threshold) = window.test, !window.counts.isSkipped else { return [] }
      return window.counts.rows.filter { $0.engagements >= threshold }
    }
    // Cooling rules, which look at members alone, are left out.
    decisions.reserveCapacity(matches.reduce(0) { $0 + $1.count })
    for (place, workflow) in input.workflows.enumerated() {
      let counts = windows[place].counts
      if counts.isSkipped {
        warnings.append(.skipped(workflow.id))
        continue
      }
      let plan = WorkflowPlan(
        workflow, order: place + 1, cause: causes.number(of: workflow.id), segments, roster)
      switch plan.test {
      case .atLeast:
        for row in matches[place] where takesPart(row.account) {
          decide(plan, row.account, engagements: row.engagements)
        }
      case .fewerThan(let threshold):
        runCooling(plan, below: threshold, over: counts.rows)
      }
    }
  }

  /// Looks at every account in a `from` segment, for those without a row count zero.
  private mutating func runCooling(
    _ plan: WorkflowPlan, below threshold: Int, over rows: [WindowCounts.Row]
  ) {
    var cursor = 0
    for account in allAccounts
    where roster.contains(account, inAnyOf: plan.anyFrom) && takesPart(account) {
      while cursor < rows.count, rows[cursor].account < account { cursor += 1 }
      let isCounted = cursor < rows.count && rows[cursor].account == account
      let engagements = isCounted ? rows[cursor].engagements : 0
      if engagements < threshold { decide(plan, account, engagements: engagements) }
    }
  }

  private mutating func decide(
    _ plan: WorkflowPlan, _ account: AccountIndex, engagements: Int
  ) {
    let outcome = act(plan, account, engagements: engagements)
    for segment in plan.to where roster.contains(account, in: segment) {
      roster.renew(account, segment)
    }
    decisions.append(
      Decision(
        order: plan.step.order, account: account, engagements: engagements, outcome: outcome))
  }

  private mutating func act(
    _ plan: WorkflowPlan, _ account: AccountIndex, engagements: Int
  ) -> Outcome {
    if isNarrowedOut(plan, account) { return .narrowedOut }
    let word = overrides[account]
    if word == nil, let outcome = outcomeAtRest(plan, account) { return outcome }
    if case .add = plan.action {
      let admission = admission(plan, account)
      apply(plan, account, left: [], entered: admission.entered, engagements: engagements)
      return admission.entered.isEmpty ? admission.outcomeOfNone : .added
    }
    let held = plan.from.filter { roster.contains(account, in: $0) }
    if held.isEmpty { return .notInSource }
    let left = held.filter { word?.pins.contains($0) != true }
    if case .remove = plan.action {
      apply(plan, account, left: left, entered: [], engagements: engagements)
      return left.isEmpty ? .heldByOverride : .removed
    }
    var admission = admission(plan, account)
    guard admission.isPermitted else { return admission.outcomeOfNone }
    if left.count < held.count { admission.isHeldByOverride = true }
    apply(plan, account, left: left, entered: admission.entered, engagements: engagements)
    return admission.entered.isEmpty ? admission.outcomeOfNone : .moved
  }

  /// What comes of a workflow for an account that nobody speaks of, where it changes nothing; nil
  /// where it may. Most decisions are such, so this allocates nothing.
  private func outcomeAtRest(_ plan: WorkflowPlan, _ account: AccountIndex) -> Outcome? {
    var isMove = false
    switch plan.action {
    case .add: break
    case .move: isMove = true
    case .remove: return roster.contains(account, inAnyOf: plan.anyFrom) ? nil : .notInSource
    }
    if isMove, !roster.contains(account, inAnyOf: plan.anyFrom) { return .notInSource }
    var outcome = Outcome.alreadyIn
    for target in plan.targets {
      guard let segment = target.candidates.first else { continue }
      if roster.contains(account, in: segment) {
        // A move leaves its `from` all the same.
        if isMove { return nil }
      } else if roster.contains(account, inAnyOf: target.higher),
        isHeldHigher(plan, account, target, than: segment)
      {
        outcome = .heldByHigherRung
      } else {
        return nil
      }
    }
    return outcome
  }

  private func isNarrowedOut(_ plan: WorkflowPlan, _ account: AccountIndex) -> Bool {
    if let onlyIn = plan.onlyIn, !roster.contains(account, inAnyOf: onlyIn) { return true }
    return roster.contains(account, inAnyOf: plan.notIn)
  }

  private func admission(_ plan: WorkflowPlan, _ account: AccountIndex) -> Admission {
    let word = overrides[account]
    var admission = Admission()
    for target in plan.targets {
      let allowed = target.candidates.first { word?.forbids($0, segments) != true }
      if allowed != target.candidates.first { admission.isHeldByOverride = true }
      guard let segment = allowed else { continue }
      if roster.contains(account, in: segment) {
        admission.isPermitted = true
      } else if isHeldHigher(plan, account, target, than: segment) {
        admission.isHeldByHigherRung = true
      } else {
        admission.isPermitted = true
        admission.entered.append(segment)
      }
    }
    return admission
  }

  /// Whether entering a rung would lower the account without leave: an add never may, a move only
  /// from a rung that its `from` names.
  private func isHeldHigher(
    _ plan: WorkflowPlan, _ account: AccountIndex, _ target: WorkflowPlan.Target,
    than rung: SegmentNumber
  ) -> Bool {
    guard let held = roster.heldRung(account, of: target.ladder) else { return false }
    return segments.rung(of: held) > segments.rung(of: rung) && !plan.from.contains(held)
  }

  /// Makes the change; entering a rung leaves the others of its ladder.
  private mutating func apply(
    _ plan: WorkflowPlan, _ account: AccountIndex, left: [SegmentNumber],
    entered: [SegmentNumber], engagements: Int
  ) {
    if left.isEmpty && entered.isEmpty { return }
    var left = left
    for segment in entered {
      guard let ladder = segments.ladder(of: segment),
        let rung = roster.heldRung(account, of: segments.ladders[ladder]), !left.contains(rung)
      else { continue }
      left.append(rung)
    }
    for segment in left { roster.leave(account, segment) }
    for segment in entered {
      roster.enter(account, segment, by: plan.cause)
    }
    note(plan.step, account, left: left, entered: entered, engagements: engagements)
  }
}
