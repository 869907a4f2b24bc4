import AdModel
import Aggregate
import CSV
import Export
import Files
import Ingest
import Normalize
import Runs
import Workflows

/// One execution of a pipeline for one as-of day.
package struct PipelineRun {
  let request: RunRequest
  let surroundings: RunSurroundings
  let text: PipelineText
  /// Whether it holds the lineage's lock, and so may change what is kept beside its runs.
  private(set) var isInLineage = false
  var log: RunLog
  var guards: GuardCheck
  /// Rows set aside so far, for the folder of a run that fails.
  var rejects: [IngestTables.FileRejects] = []
  /// How many those are, the ones that are not kept included.
  var rejectedCount = 0
  /// What is no row, of the exports that have any.
  var leftOut: [RunResults.LeftOut] = []
  /// The zones that had a say in the day of some row.
  var zonesUsed: [ZoneTable] = []
  var asOf: CalendarDay?
  var base: BaseRun?

  var pipeline: Pipeline { text.pipeline }

  /// Runs the five stages and publishes the run.
  ///
  /// A run that fails publishes nothing and leaves `latest` alone; what it knows by then goes to
  /// `failed/`, unless it was to be written outside the lineage.
  ///
  /// - Throws: `PipelineFileError`, `FileFault` or `RunFailure`.
  package static func execute(
    _ request: RunRequest, _ surroundings: RunSurroundings
  ) throws -> RunReport {
    guard request.to != nil || request.until == .export else { throw RunFailure.untilNeedsTo() }
    let text = try PipelineText(path: request.pipelinePath)
    guard surroundings.today(text.pipeline.timeZone) != nil else {
      throw RunFailure.unknownTimeZone(text.pipeline.timeZone, pipeline: text.path)
    }
    try checkAcceptedGuards(request.acceptedGuards, text.pipeline)
    let order = try orderedWorkflows(text)
    let runs = text.resolve(text.pipeline.runsFolder)
    try checkOutside(request.to, runs: runs)
    if let destination = request.to { try checkFree(destination) }
    let lock = request.to == nil ? try lock(runs) : nil
    defer { withExtendedLifetime(lock) {} }

    var run = PipelineRun(request, surroundings, text)
    run.isInLineage = lock != nil
    do {
      return try run.perform(order, runs: runs)
    } catch {
      if request.to == nil { run.leaveFailure(error, in: runs) }
      throw error
    }
  }

  private init(_ request: RunRequest, _ surroundings: RunSurroundings, _ text: PipelineText) {
    self.request = request
    self.surroundings = surroundings
    self.text = text
    self.log = RunLog(surroundings)
    self.guards = GuardCheck(text.pipeline.guards, accepted: request.acceptedGuards)
  }

  /// Refuses a guard that is accepted for a segment or source the pipeline does not have.
  private static func checkAcceptedGuards(_ accepted: [String], _ pipeline: Pipeline) throws {
    let known =
      pipeline.segments.map(\.id.text) + pipeline.sources.map(\.name.text)
      + [GuardCheck.accountsSubject]
    for name in accepted {
      guard let colon = name.firstIndex(of: ":") else { continue }
      let subject = String(name[name.index(after: colon)...])
      if !known.contains(subject) {
        throw RunFailure.acceptedSubjectUnknown(name, subject: subject, known: known)
      }
    }
  }

  private static func orderedWorkflows(_ text: PipelineText) throws -> [Workflow] {
    do {
      return try WorkflowOrder(text.pipeline).workflows
    } catch {
      throw RunFailure.workflowCircle(error.circles.map(\.workflows), pipeline: text.path)
    }
  }

  /// Takes the lineage's lock and clears what a crashed run left.
  private static func lock(_ runs: String) throws -> FileLock {
    try Folder.make(runs)
    guard let lock = try FileLock(path: "\(runs)/.lock") else { throw RunFailure.locked(runs) }
    try RunStaging.removeLeftovers(in: runs)
    if Folder.kind(of: "\(runs)/failed") == .folder {
      try RunStaging.removeLeftovers(in: "\(runs)/failed")
    }
    try checkLatest(in: runs)
    return lock
  }

  /// Decides a run for its as-of day as `execute` would, and writes nothing at all.
  ///
  /// - Parameters:
  ///   - text: what to decide by instead of the file at the request's path.
  ///   - base: where to start from; nil for the run that `execute` would start from.
  ///   - longestWindow: how far back counts are kept, in days; nil for what the workflows need.
  /// - Throws: what `execute` would, but for guards: those that tripped stand in the result.
  static func decide(
    _ request: RunRequest, _ surroundings: RunSurroundings, text: PipelineText? = nil,
    base: Lineage? = nil, longestWindow: Int? = nil
  ) throws -> DecidedRun {
    let text = try text ?? PipelineText(path: request.pipelinePath)
    try checkAcceptedGuards(request.acceptedGuards, text.pipeline)
    let order = try orderedWorkflows(text)
    var run = PipelineRun(request, surroundings, text)
    let ingested = try run.ingest(order, longestWindow: longestWindow)
    let lineage = try base ?? run.findLineage(ingested)
    let accounts = try run.normalize(ingested, lineage)
    let counted = try run.aggregate(ingested, accounts)
    let applied = try run.apply(order, counted, accounts, ingested.asOf)
    let exported = run.export(applied, accounts, lineage, ingested.asOf)
    return DecidedRun(
      text: text, order: order, ingested: ingested, lineage: lineage, accounts: accounts,
      counted: counted, applied: applied, exported: exported, guardTrips: run.guards.trips,
      warnings: run.messages)
  }

  // MARK: - The pipeline, top to bottom

  private mutating func perform(_ order: [Workflow], runs: String) throws -> RunReport {
    // 1. Ingest: exports to standing counts per raw identity, campaign and period.
    let ingested = try ingest(order)
    let lineage = try findLineage(ingested)
    var made = tables(ingested)
    if request.until == .ingest {
      return try finish(made, results(lineage), ingested, nil, lineage, runs: runs)
    }

    // 2. Normalize: raw identities to accounts.
    let accounts = try normalize(ingested, lineage)
    made += tables(accounts, isLast: request.until < .apply)
    if request.until == .normalize {
      return try finish(made, results(lineage), ingested, accounts, lineage, runs: runs)
    }

    // 3. Aggregate: counts per account, then per workflow window.
    let counted = try aggregate(ingested, accounts)
    made += tables(counted, accounts)
    if request.until == .aggregate {
      return try finish(made, results(lineage), ingested, accounts, lineage, runs: runs)
    }

    // 4. Apply: workflows in dependency order.
    let applied = try apply(order, counted, accounts, ingested.asOf)
    made += tables(applied, accounts)
    let workflows = workflowResults(order, counted.counting.windows, applied.output)
    if request.until == .apply {
      return try finish(
        made, results(lineage, workflows), ingested, accounts, lineage, runs: runs)
    }

    // 5. Export: one table per segment and per upload.
    let exported = export(applied, accounts, lineage, ingested.asOf)
    made += tables(exported, applied, accounts, lineage)
    try guards.check()
    log.finish(
      .export, [("held", exported.plan.holds.count), ("uploads", pipeline.exports.count)])
    return try finish(
      made, results(lineage, workflows, exported.results), ingested, accounts, lineage,
      runs: runs,
      movements: pipeline.segments.map {
        exported.movements[$0.id].names(accounts.table)
      })
  }

  /// Writes what was made, up to the stage that was asked for, and says so.
  private func finish(
    _ tables: [OutputTable], _ results: RunResults, _ ingested: IngestStage,
    _ accounts: AccountStage?, _ lineage: Lineage, runs: String, movements: [SegmentNames] = []
  ) throws -> RunReport {
    try guards.check()
    let path = try publish(
      tables, manifest(ingested.restated, lineage), results, lineage, runs: runs)
    return RunReport(
      results: results, path: path, movements: movements,
      uploads: tables.map(\.path).filter(isWholeUpload),
      exportCount: ingested.exports.count, engagedAccountCount: accounts?.engagedCount,
      unmatchedCount: accounts?.batches.reduce(0) { $0 + $1.unmatchedCount },
      rejectedCount: rejectedCount)
  }

  private func isWholeUpload(_ path: String) -> Bool {
    path.hasPrefix("uploads/") && !path.hasSuffix(".added.csv") && !path.hasSuffix(".removed.csv")
      && path != "uploads/held.csv"
  }
}

extension ResolvedBatch {
  var unmatchedCount: Int {
    outcomes.count { if case .unmatched = $0 { true } else { false } }
  }
}
