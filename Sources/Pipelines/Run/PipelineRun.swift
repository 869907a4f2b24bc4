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

  // MARK: - The pipeline, top to bottom

  private mutating func perform(_ order: [Workflow], runs: String) throws -> RunReport {
    // The day may be known before anything is read; a failure then goes under its name.
    self.asOf = try statedAsOf()

    // 1. Ingest: exports to standing counts per raw identity, campaign and period.
    let exports = try readExports()
    let asOf = try self.asOf ?? newestDay(exports)
    self.asOf = asOf
    let snapshots = CumulativeSnapshots(exports, sources: pipeline.sources)
    log.warnings += snapshots.drops.map(RunWarning.cumulativeDrop)
    let restated = try Restatement(
      of: snapshots.exports, sources: pipeline.sources, asOf: asOf,
      withinDays: order.map(\.trigger.withinDays).max() ?? 0)
    log.warnings += try Freshness.warnings(
      pipeline.sources, restated.counts.coverage, asOf: asOf)
    let segmentFiles = try readSegmentFiles(asOf)
    guards.look(at: restated.drops)
    log.finish(.ingest, ingestCounts(exports, restated))

    let lineage = try Lineage(text, asOf: asOf, history: try RunHistory(folder: runs))
    self.base = lineage.base
    log.warnings += lineage.warnings
    var tables = [
      IngestTables.exports(exports, fates: restated.fates, sources: pipeline.sources),
      IngestTables.rejects(rejects),
    ]
    if request.until == .ingest {
      return try finish(tables, results(lineage), exports, restated, nil, lineage, runs: runs)
    }

    // 2. Normalize: raw identities to accounts.
    let overrideFile = try readOverrides()
    let initial = try lineage.base == nil ? readInitialMembers() : [:]
    let accounts = try AccountStage(
      .init(
        text: text, counts: restated.counts, segmentFiles: segmentFiles,
        base: lineage.base?.accounts ?? [],
        extraIDs: (overrideFile?.lines.map(\.account) ?? [])
          + initial.values.flatMap { $0.lines.map(\.account) }), log: &log)
    log.warnings += accounts.warnings
    guards.look(
      atMissingAccounts: accounts.missingCount, of: lineage.base?.accounts.count ?? 0)
    let table = accounts.resolution.table
    log.finish(.normalize, normalizeCounts(accounts))
    tables += [
      NormalizeTables.identities(accounts.batches, accounts: table),
      NormalizeTables.unmatched(accounts.batches),
    ]
    let before = try membershipBefore(lineage, initial, accounts.resolution, asOf)
    let mentioned = Set(accounts.accountOfIdentity.compactMap(\.self))
    if request.until < .apply {
      tables.append(
        NormalizeTables.accounts(table, used: mentioned.union(before.map(\.account))))
    }
    if request.until == .normalize {
      return try finish(tables, results(lineage), exports, restated, accounts, lineage, runs: runs)
    }

    // 3. Aggregate: counts per account, then per workflow window.
    let counts = AccountCounts(restated.counts, accounts: accounts.accountOfIdentity)
    let counting = try WindowCounting(
      pipeline, counts: restated.counts, accounts: counts, asOf: asOf)
    log.warnings += counting.warnings
    let daily = DailyCounts.rows(
      counts, counts: restated.counts, sources: pipeline.sources,
      isWithinLongestWindow: counting.isWithinLongestWindow)
    log.finish(
      .aggregate,
      [
        ("daily_rows", daily.count),
        ("window_rows", counting.windows.reduce(0) { $0 + $1.rows.count }),
      ])
    tables += [
      AggregateTables.daily(daily, accounts: table),
      AggregateTables.windows(counting.windows, workflows: pipeline.workflows, accounts: table),
    ]
    if request.until == .aggregate {
      return try finish(tables, results(lineage), exports, restated, accounts, lineage, runs: runs)
    }

    // 4. Apply: workflows in dependency order.
    let overrides =
      try overrideFile?.overrides(asOf: asOf, index: accounts.resolution.index) ?? []
    let applied = try apply(
      order, counting.windows, before, overrides, overrideFile?.shownPath ?? "", accounts, asOf)
    log.finish(
      .apply,
      [
        ("decisions", applied.decisions.count), ("changes", applied.changes.count),
        ("members", applied.memberships.count),
      ])
    tables.append(
      NormalizeTables.accounts(
        table, used: mentioned.union(applied.memberships.map(\.account))))
    tables += [
      ApplyTables.decisions(applied.decisions, accounts: table),
      ApplyTables.changes(applied.changes, accounts: table),
      ApplyTables.membership(applied.memberships, accounts: table),
    ]
    if request.until == .apply {
      let results = results(lineage, workflowResults(order, counting.windows, applied))
      return try finish(tables, results, exports, restated, accounts, lineage, runs: runs)
    }

    // 5. Export: one table per segment and per upload.
    let upload = uploads(applied, overrides, lineage, accounts, asOf)
    tables += upload.tables
    let movements = SegmentMovements(pipeline, before: before, after: applied.memberships)
    let segments = segmentResults(movements, upload.plan, lineage, table)
    try guards.check()
    log.finish(.export, [("held", upload.plan.holds.count), ("uploads", pipeline.exports.count)])
    let results = results(lineage, workflowResults(order, counting.windows, applied), segments)
    return try finish(
      tables, results, exports, restated, accounts, lineage, runs: runs,
      movements: pipeline.segments.map { movements[$0.id].names(table) })
  }

  /// Writes what was made, up to the stage that was asked for, and says so.
  private func finish(
    _ tables: [OutputTable], _ results: RunResults, _ exports: [Export], _ restated: Restatement,
    _ accounts: AccountStage?, _ lineage: Lineage, runs: String, movements: [SegmentNames] = []
  ) throws -> RunReport {
    try guards.check()
    let path = try publish(tables, manifest(restated, lineage), results, lineage, runs: runs)
    return RunReport(
      results: results, path: path, movements: movements,
      uploads: tables.map(\.path).filter(isWholeUpload),
      exportCount: exports.count, engagedAccountCount: accounts?.engagedCount,
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
