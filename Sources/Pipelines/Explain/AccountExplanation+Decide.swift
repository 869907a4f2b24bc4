import AdModel
import Normalize
import Runs
import Workflows

extension AccountExplanation {
  /// Decides a run for its as-of day and says of one account why it is where it is. Writes nothing
  /// at all.
  ///
  /// - Parameter account: an id, else a name, domain or LinkedIn page.
  /// - Throws: what the run would end with, guards apart; `RunFailure` for a text that means several
  ///   accounts or none.
  package static func decide(
    _ request: RunRequest, account text: String, _ surroundings: RunSurroundings
  ) throws -> AccountExplanation {
    let run = try PipelineRun.decide(
      request, surroundings, givens: RunGivens(readsContacts: true))
    var log = RunLog(surroundings)
    let resolver = try AccountStage.resolver(
      run.pipeline, run.inputs, base: run.lineage.base?.accounts ?? AccountRecords(),
      jobs: request.jobs,
      log: &log)
    let (account, foundBy) = try AccountQuery(text: text, run: run, resolver: resolver).account()
    let rows = try AccountRows([account], in: run, resolver, jobs: request.jobs)
    return AccountExplanation(run, account, foundBy: foundBy, rows)
  }

  private init(
    _ run: DecidedRun, _ index: AccountIndex, foundBy: String, _ rows: AccountRows
  ) {
    let account = run.table[index]
    self.pipeline = run.pipeline.name
    self.as_of = run.asOf.description
    self.base = run.lineage.base?.name.description
    self.account = Account(
      account_id: account.id.text, name: account.name, domain: account.domain,
      linkedin: account.linkedIn, country: account.country,
      parent_id: account.parentID?.text ?? "")
    self.takes_part = run.table.isActive(index)
    self.found_by = foundBy
    self.identities = AccountExplanation.identities(index, run)
    self.workflows =
      run.order.indices.map { WorkflowExplanation($0, index, rows, in: run) }
      + run.pipeline.workflows.filter { !$0.isActive }.map(WorkflowExplanation.init(inactive:))
    self.changes = run.applied.output.changes.filter { $0.account == index }.map(Change.init)
    self.segments = run.pipeline.segments.map { SegmentExplanation($0, index, in: run) }
    self.overrides = run.applied.overrides.filter { $0.account == index }
      .map { Override($0, on: run.asOf) }
    self.overridesPath = run.pipeline.overrides ?? ""
    self.warnings = run.warningsWithGuards
  }

  /// The lines of `identities.csv`.
  private static func identities(_ account: AccountIndex, _ run: DecidedRun) -> [Identity] {
    let lines = NormalizeTables.identityRows(run.accounts.batches, of: account, in: run.table)
    return lines.map { fields in
      Identity(
        source: fields[0], account_key: fields[1], name: fields[2], domain: fields[3],
        linkedin: fields[4], country: fields[5], matched_by: fields[7],
        engagements: Int(fields[8]) ?? 0)
    }
  }
}

extension AccountExplanation.Change {
  fileprivate init(_ change: Change) {
    self.order = change.order
    self.workflow = change.workflow.text
    self.action = change.action.rawValue
    self.from = change.from.map(\.text)
    self.to = change.to.map(\.text)
    self.engagements = change.engagements
  }
}

extension AccountExplanation.Override {
  fileprivate init(_ override: Override, on asOf: CalendarDay) {
    self.segment = override.segment.text
    self.action = override.action.rawValue
    self.until = override.until?.description
    self.reason = override.reason
    self.line = override.lineNumber
    self.is_in_force = override.holds(on: asOf)
  }
}
