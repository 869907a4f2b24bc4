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
  let inputs: RunInputs
  /// Whether exports may be taken as an earlier run read them.
  private(set) var takesKeptExports = true
  private(set) var readsContacts = true
  /// Of the pipeline's `runs` folder; nil for a run that is not published there, which changes
  /// nothing of what is kept beside its runs.
  private(set) var lock: FileLock?
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
  /// What the second stage needs and is read beside the first.
  var accountsAhead: Ahead<AccountStage.Reading>?
  /// The base, which is read beside the first stage too.
  var baseAhead: Lineage.Expected?
  var base: BaseRun?
  var isBasePicked = false

  var pipeline: Pipeline { text.pipeline }

  /// Runs the five stages and publishes the run, with `--catch-up` the days before it first.
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
    if request.to != nil { return try write(request, surroundings, text) }
    let lineage = try OpenLineage(text, waits: request.waits)
    // Holds the lineage, so that no other run tells at the same time.
    let hook = RunHook(lineage, surroundings)
    // Until the hook has ended, so that what is told comes in the order of the runs.
    defer { withExtendedLifetime(lineage) {} }
    do throws(FailedRun) {
      let report = try publish(request, surroundings, in: lineage)
      hook.tell(report)
      return report
    } catch {
      hook.tell(error.error, error.results)
      throw error.error
    }
  }

  /// Publishes a run, with `--catch-up` the days before it first.
  ///
  /// - Throws: `FailedRun`.
  private static func publish(
    _ request: RunRequest, _ surroundings: RunSurroundings, in lineage: OpenLineage
  ) throws(FailedRun) -> RunReport {
    if request.catchesUp {
      let days = try missingDays(request, surroundings, lineage)
      for day in days {
        var earlier = request
        earlier.asOf = day
        earlier.lastRemade = days.last?.advanced(by: 1)
        surroundings.report(.willRun(day))
        surroundings.report(.didRun(try lineage.publish(earlier, surroundings)))
      }
    }
    return try lineage.publish(request, surroundings)
  }

  /// Writes a run outside its lineage.
  ///
  /// - Parameters:
  ///   - text: what to run instead of the file at the request's path.
  ///   - inputs: what to read; nil for the files as they lie there now.
  static func write(
    _ request: RunRequest, _ surroundings: RunSurroundings, _ text: PipelineText,
    inputs: RunInputs? = nil
  ) throws -> RunReport {
    var run = PipelineRun(request, surroundings, text, inputs: inputs)
    // A run that is made again to prove it proves also what was kept.
    run.takesKeptExports = inputs == nil
    let order = try run.checkedOrder()
    let runs = text.resolve(text.pipeline.runsFolder)
    try checkOutside(request.to, runs: runs)
    if let destination = request.to { try checkFree(destination) }
    return try run.perform(order, runs: runs)
  }

  /// Publishes a run of a lineage that nobody else writes to meanwhile.
  ///
  /// - Throws: what ended the run, with what is known of it.
  static func publish(
    _ request: RunRequest, _ surroundings: RunSurroundings, _ text: PipelineText, runs: String,
    _ lock: FileLock
  ) throws(FailedRun) -> RunReport {
    var run = PipelineRun(request, surroundings, text)
    run.lock = lock
    do {
      return try run.perform(try run.checkedOrder(), runs: runs)
    } catch {
      throw run.failed(error, in: runs)
    }
  }

  /// The days between the run that a request would start from and its as-of day.
  private static func missingDays(
    _ request: RunRequest, _ surroundings: RunSurroundings, _ lineage: OpenLineage
  ) throws(FailedRun) -> [CalendarDay] {
    var run = PipelineRun(request, surroundings, lineage.text)
    run.lock = lineage.lock
    do {
      _ = try run.checkedOrder()
      let asOf = try run.statedAsOf() ?? run.newestDay(try run.readExportsAlone())
      run.asOf = asOf
      let history = try RunHistory(folder: lineage.runs)
      if run.asOfIsFromClock { try PipelineRun.checkNotBehind(asOf, history) }
      guard let base = history.base(for: asOf),
        let days = Lineage.daysBetween(base.asOf, asOf)
      else { return [] }
      guard days.dayCount <= longestGapDays else {
        if run.asOfIsFromClock { try checkNotAhead(asOf, history, try run.readExportsAlone()) }
        throw RunFailure.gapTooLong(days)
      }
      return days.days
    } catch {
      throw run.failed(error, in: lineage.runs)
    }
  }

  init(
    _ request: RunRequest, _ surroundings: RunSurroundings, _ text: PipelineText,
    inputs: RunInputs? = nil
  ) {
    self.request = request
    self.surroundings = surroundings
    self.text = text
    self.inputs = inputs ?? RunInputs(of: text)
    self.log = RunLog(surroundings)
    self.guards = GuardCheck(text.pipeline.guards, accepted: request.acceptedGuards)
  }

  /// The active workflows in the order they run, once the request is known to make sense.
  func checkedOrder() throws -> [Workflow] {
    guard surroundings.today(pipeline.timeZone) != nil else {
      throw RunFailure.unknownTimeZone(pipeline.timeZone, pipeline: text.path)
    }
    try checkAcceptedGuards()
    return try orderedWorkflows()
  }

  /// Refuses a guard that is accepted for a segment or source the pipeline does not have.
  private func checkAcceptedGuards() throws {
    let known =
      pipeline.segments.map(\.id.text) + pipeline.sources.map(\.name.text)
      + [GuardCheck.accountsSubject, GuardCheck.contactsSubject]
    for name in request.acceptedGuards {
      guard let colon = name.firstIndex(of: ":") else { continue }
      let subject = String(name[name.index(after: colon)...])
      if !known.contains(subject) {
        throw RunFailure.acceptedSubjectUnknown(name, subject: subject, known: known)
      }
    }
  }

  private func orderedWorkflows() throws -> [Workflow] {
    do {
      return try WorkflowOrder(pipeline).workflows
    } catch {
      throw RunFailure.workflowCircle(error.circles.map(\.workflows), pipeline: text.path)
    }
  }

  /// Decides a run for its as-of day as `execute` would, and writes nothing at all.
  ///
  /// - Parameters:
  ///   - text: what to decide by instead of the file at the request's path.
  ///   - givens: what to decide from, where that is not what lies there now.
  ///   - longestWindow: how far back counts are kept, in days; nil for what the workflows need.
  /// - Throws: what `execute` would, but for guards: those that tripped stand in the result.
  static func decide(
    _ request: RunRequest, _ surroundings: RunSurroundings, text: PipelineText? = nil,
    givens: RunGivens = RunGivens(), longestWindow: Int? = nil
  ) throws -> DecidedRun {
    let text = try text ?? PipelineText(path: request.pipelinePath)
    var run = PipelineRun(request, surroundings, text, inputs: givens.inputs)
    run.readsContacts = givens.readsContacts
    try run.checkAcceptedGuards()
    let order = try run.orderedWorkflows()
    let ingested =
      try givens.ingested
      ?? run.ingest(
        order, longestWindow: longestWindow, readsBase: givens.lineage == nil)
    run.asOf = ingested.asOf
    let lineage = try givens.lineage ?? run.findLineage(ingested)
    let accounts = try run.normalize(ingested, lineage)
    let counted = try run.aggregate(ingested, accounts)
    let applied = try run.apply(order, counted, accounts, ingested.asOf)
    let exported = try run.export(applied, accounts, lineage, ingested)
    return DecidedRun(
      text: text, inputs: run.inputs, order: order, ingested: ingested, lineage: lineage,
      accounts: accounts, counted: counted, applied: applied, exported: exported,
      guardTrips: run.guards.trips, warnings: run.messages)
  }

  // MARK: - The pipeline, top to bottom

  private mutating func perform(_ order: [Workflow], runs: String) throws -> RunReport {
    // 1. Ingest: exports to standing counts per raw identity, campaign and period.
    let ingested = try ingest(order)
    let lineage = try findLineage(ingested)
    let writing = try beginWriting(lineage, runs: runs)
    defer { writing.discard() }
    writing.begin(tables(ingested))
    if request.until == .ingest {
      return try finish(writing, results(lineage), ingested, nil, lineage, runs: runs)
    }

    // 2. Normalize: raw identities to accounts.
    let accounts = try normalize(ingested, lineage)
    writing.begin(tables(accounts, isLast: request.until < .apply))
    if request.until == .normalize {
      return try finish(writing, results(lineage), ingested, accounts, lineage, runs: runs)
    }

    // 3. Aggregate: counts per account, then per workflow window.
    let counted = try aggregate(ingested, accounts)
    writing.begin(tables(counted, accounts))
    let daily = DailyEngagements(counted.daily)
    if request.until == .aggregate {
      return try finish(
        writing, results(lineage), ingested, accounts, lineage, runs: runs, daily: daily)
    }

    // 4. Apply: workflows in dependency order.
    let applied = try apply(order, counted, accounts, ingested.asOf)
    writing.begin(tables(applied, accounts))
    let workflows = workflowResults(order, counted.counting.windows, applied.output)
    if request.until == .apply {
      return try finish(
        writing, results(lineage, workflows), ingested, accounts, lineage, runs: runs,
        daily: daily)
    }

    // 5. Export: one table per segment and per upload.
    let exported = try export(applied, accounts, lineage, ingested)
    try guards.check()
    let uploads = try UploadTables(
      exported.uploads, pipeline, accounts.table, jobs: request.jobs)
    writing.begin(tables(exported, uploads, applied, accounts))
    log.finish(.export, exportCounts(exported, ingested.contacts))
    if request.endsProcess {
      FreedMemory.leaveToTheEnd(self, ingested, lineage, accounts, counted, applied, exported)
    }
    return try finish(
      writing, results(lineage, workflows, exported.results, exported.uploadResults), ingested,
      accounts, lineage, runs: runs, daily: daily, uploads: uploads.records,
      movements: pipeline.segments.map {
        exported.movements[$0.id].names(accounts.table)
      })
  }

  /// Publishes what was made, up to the stage that was asked for, and says so.
  private func finish(
    _ writing: RunWriting, _ results: RunResults, _ ingested: IngestStage,
    _ accounts: AccountStage?, _ lineage: Lineage, runs: String, daily: DailyEngagements? = nil,
    uploads: [Manifest.UploadRecord]? = nil, movements: [SegmentNames] = []
  ) throws -> RunReport {
    try guards.check()
    var manifest = manifest(ingested.restated, lineage)
    manifest.uploads = uploads
    let results = try publish(
      writing, manifest, results, lineage, runs: runs, daily: daily)
    return RunReport(
      results: results, path: writing.destination, movements: movements,
      uploads: uploads?.flatMap(\.files) ?? [],
      exportCount: ingested.exports.count, engagedAccountCount: accounts?.engagedCount,
      unmatchedCount: accounts?.batches.reduce(0) { $0 + $1.unmatchedCount },
      rejectedCount: rejectedCount)
  }
}

extension ResolvedBatch {
  var unmatchedCount: Int {
    outcomes.count { if case .unmatched = $0 { true } else { false } }
  }
}

extension DailyEngagements {
  /// What `daily.csv` adds up to.
  fileprivate init(_ daily: DailyCounts) {
    self.init()
    for (series, total) in zip(daily.series, daily.totals) {
      guard let total else { continue }
      add(campaign: series.campaign, period: series.period, engagements: Int(total))
    }
  }
}
