import AdModel
import Export
import Ingest
import Normalize
import Runs
import Workflows

extension RunPlan {
  /// Decides tonight's run, and when the pipeline file was edited since the base run, once more
  /// with the pipeline that the base recorded. Writes nothing at all.
  ///
  /// - Throws: what a run would end with, guards apart: those stand in the plan.
  package static func decide(
    _ request: RunRequest, _ surroundings: RunSurroundings
  ) throws -> RunPlan {
    let tonight = try PipelineRun.decide(
      request, surroundings, givens: RunGivens(readsContacts: true))
    guard let recorded = tonight.lineage.base?.pipelineText, recorded != tonight.text.text else {
      return RunPlan(tonight, newData: tonight, isChanged: false)
    }
    do {
      let text = try PipelineText(path: tonight.text.path, text: recorded)
      var asRecorded = request
      asRecorded.asOf = tonight.asOf
      // What is accepted tonight may name what the recorded pipeline does not have.
      asRecorded.acceptedGuards = []
      let unedited = try PipelineRun.decide(
        asRecorded, surroundings, text: text, givens: RunGivens(lineage: tonight.lineage))
      return RunPlan(tonight, newData: unedited, isChanged: true)
    } catch {
      var plan = RunPlan(tonight, newData: nil, isChanged: true)
      plan.not_apart = RunPlan.reason(error)
      return plan
    }
  }

  private static func reason(_ error: any Error) -> String {
    if let faults = error as? PipelineFileError {
      return "the recorded pipeline can no longer be read: \(faults.faults[0].message)"
    }
    guard let failure = RunFailure(any: error) else { return "\(error)" }
    return "the recorded pipeline can no longer be run: \(failure.place): \(failure.what)"
  }

  /// - Parameter newData: the night as the recorded pipeline decides it; the same as `tonight`
  ///   when it was not edited, nil when it cannot be decided.
  private init(_ tonight: DecidedRun, newData: DecidedRun?, isChanged: Bool) {
    let pipeline = tonight.pipeline
    let base = tonight.memberships(tonight.accounts.before)
    let new = newData.map { $0.memberships($0.applied.output.memberships) } ?? base
    var moved: [(Effect, [AccountMovement])] = []
    if let newData {
      moved.append((.newData, newData.movements(from: base, to: new, [newData])))
    }
    if isChanged {
      let after = tonight.memberships(tonight.applied.output.memberships)
      let nights = [tonight, newData].compactMap(\.self)
      moved.append((.pipelineFile, tonight.movements(from: new, to: after, nights)))
    }
    self.pipeline = pipeline.name
    self.as_of = tonight.asOf.description
    self.base = tonight.lineage.base?.name.description
    self.is_pipeline_changed = isChanged
    self.segments = RunPlan.segments(tonight, moved)
    self.movements = moved.flatMap { effect, movements in
      movements.map { Movement($0, effect, name: tonight.name(of: $0.account, or: newData)) }
    }
    self.uploads = tonight.exported.uploadResults
    self.uploadsOfOtherPeople = zip(pipeline.exports, tonight.exported.uploadResults)
      .filter { pipeline.isOfContacts($0) && $1.added + $1.removed > 0 }.map(\.1)
    self.held = tonight.exported.plan.holds.map { hold in
      Held(
        segment: hold.segment.text, account_id: tonight.table[hold.account].id.text,
        name: tonight.table[hold.account].name, reason: hold.reason)
    }
    self.held_by_rule = tonight.applied.output.decisions
      .filter { [.heldByHigherRung, .heldByOverride].contains($0.outcome) }
      .map { decision in
        HeldByRule(
          workflow: tonight.applied.output.workflow(of: decision).text,
          account_id: tonight.table[decision.account].id.text,
          name: tonight.table[decision.account].name, outcome: decision.outcome.rawValue)
      }
    self.guards = tonight.guardTrips.map { TrippedGuard(guard: $0.shown, what: $0.what) }
    self.warnings = tonight.warnings
    self.workflowNames = RunPlan.workflowNames(tonight, newData)
    self.segmentNames = Dictionary(
      pipeline.segments.map { ($0.id.text, $0.name) }, uniquingKeysWith: { $1 })
    self.failure =
      tonight.guardTrips.isEmpty ? nil : .guardsTripped(tonight.guardTrips)
  }

  private static func segments(
    _ tonight: DecidedRun, _ moved: [(Effect, [AccountMovement])]
  ) -> [Segment] {
    zip(tonight.pipeline.segments, tonight.exported.results).map { segment, result in
      var shown = Segment(
        id: segment.id.text, name: segment.name, before: result.before, after: result.after,
        uploaded: result.uploaded, held: result.held)
      for (effect, movements) in moved {
        let counts = Counts(
          entered: movements.count { $0.to.contains(segment.id) },
          left: movements.count { $0.from.contains(segment.id) })
        switch effect {
        case .newData: shown.new_data = counts
        case .pipelineFile: shown.pipeline_file = counts
        }
      }
      return shown
    }
  }

  private static func workflowNames(
    _ tonight: DecidedRun, _ recorded: DecidedRun?
  ) -> [String: String] {
    let all = (recorded?.pipeline.workflows ?? []) + tonight.pipeline.workflows
    return Dictionary(all.map { ($0.id.text, $0.name) }, uniquingKeysWith: { $1 })
  }
}

extension RunPlan.Movement {
  init(_ movement: AccountMovement, _ effect: RunPlan.Effect, name: String) {
    self.effect = effect
    self.action = movement.action.rawValue
    self.account_id = movement.account.text
    self.name = name
    self.from = movement.from.map(\.text)
    self.to = movement.to.map(\.text)
    self.causes = movement.causes.map {
      RunPlan.Cause(workflow: $0.workflow.text, engagements: $0.engagements, is_gone: $0.isGone)
    }
  }
}

extension DecidedRun {
  /// The segments of each account that is in any.
  fileprivate func memberships(_ memberships: [Membership]) -> [AccountID: Set<SegmentID>] {
    var segments: [AccountID: Set<SegmentID>] = [:]
    for membership in memberships {
      segments[table[membership.account].id, default: []].insert(membership.segment)
    }
    return segments
  }

  fileprivate func name(of account: AccountID, or other: DecidedRun?) -> String {
    if let index = table.index(of: account) { return table[index].name }
    guard let other, let index = other.table.index(of: account) else { return "" }
    return other.table[index].name
  }

  /// The movements between two memberships, by account id, with the changes behind them.
  ///
  /// - Parameter nights: this run, and the one that it is compared with when the first membership
  ///   is not what it started from.
  fileprivate func movements(
    from old: [AccountID: Set<SegmentID>], to new: [AccountID: Set<SegmentID>],
    _ nights: [DecidedRun]
  ) -> [AccountMovement] {
    let changed = Set(old.keys).union(new.keys).filter { (old[$0] ?? []) != (new[$0] ?? []) }
    let changes = nights.map { $0.changes(of: changed) }
    var segments = pipeline.segments.map(\.id)
    for night in nights.dropFirst() {
      segments += night.pipeline.segments.map(\.id).filter { !segments.contains($0) }
    }
    let grouping = MovementGrouping(segments: segments, ladders: pipeline.ladders)
    return changed.sorted { $0.text.precedesInBytes($1.text) }.flatMap { account in
      let before = old[account] ?? []
      let after = new[account] ?? []
      let own = changes.map { $0[account] ?? [] }
      return grouping.movements(
        of: account, left: before.subtracting(after), entered: after.subtracting(before),
        changes: own.flatMap(\.self)
      ).map { $0.caused(by: own[0], notBy: own.dropFirst().first ?? []) }
    }
  }

  private func changes(of accounts: Set<AccountID>) -> [AccountID: [Change]] {
    var changes: [AccountID: [Change]] = [:]
    for change in applied.output.changes where accounts.contains(table[change.account].id) {
      changes[table[change.account].id, default: []].append(change)
    }
    return changes
  }
}

extension AccountMovement {
  /// - Parameters:
  ///   - changes: those of the night this movement leads to.
  ///   - old: those of the night it is compared with.
  fileprivate func caused(by changes: [Change], notBy old: [Change]) -> AccountMovement {
    var movement = self
    movement.causes = changes.filter(isMade).map {
      Cause(workflow: $0.workflow, engagements: $0.engagements, isGone: false)
    }
    let gone = old.filter { change in
      isUndone(by: change)
        && !changes.contains {
          $0.workflow == change.workflow && $0.from == change.from && $0.to == change.to
        }
    }
    movement.causes += gone.map {
      Cause(workflow: $0.workflow, engagements: $0.engagements, isGone: true)
    }
    return movement
  }
}
