import AdModel
import Aggregate
import Export
import Files
import Ingest
import Normalize
import Runs
import Workflows

/// The five stages, each from what the ones before it made.
extension PipelineRun {
  /// - Parameters:
  ///   - longestWindow: how far back counts are kept, in days; nil for what the workflows need.
  ///   - readsBase: whether to read what the run will start from, beside the exports.
  mutating func ingest(
    _ order: [Workflow], longestWindow: Int? = nil, readsBase: Bool = true
  ) throws -> IngestStage {
    // The day may be known before anything is read; a failure then goes under its name.
    self.asOf = try statedAsOf()
    accountsAhead = Ahead(jobs: request.jobs) { [pipeline, inputs] in
      try AccountStage.read(pipeline, inputs)
    }
    // A folder that cannot be read is told of when it is its turn.
    if readsBase, let history = try? RunHistory(folder: text.resolve(pipeline.runsFolder)) {
      baseAhead = Lineage.expected(history, asOf: asOf, request.base, jobs: request.jobs)
    }
    let cache = exportCache()
    let (requests, exports) = try readExports(cache)
    defer { cache?.finish() }
    let asOf = try self.asOf ?? newestDay(exports)
    self.asOf = asOf
    let snapshots = try CumulativeSnapshots(exports, sources: pipeline.sources)
    log.warnings += snapshots.drops.map(RunWarning.cumulativeDrop)
    let restated = try Restatement(
      of: snapshots.exports, sources: pipeline.sources, asOf: asOf,
      withinDays: longestWindow ?? order.map(\.trigger.withinDays).max() ?? 0, store: cache,
      jobs: request.jobs)
    log.warnings += try Freshness.warnings(
      pipeline.sources, restated.counts.coverage, asOf: asOf)
    let segmentFiles = try readSegmentFiles(asOf)
    let contacts = try readContacts()
    guards.look(at: restated.drops)
    log.finish(.ingest, ingestCounts(exports, restated))
    return IngestStage(
      asOf: asOf, requests: requests, exports: exports, restated: restated,
      segmentFiles: segmentFiles, contacts: contacts)
  }

  /// Where the run starts from and where it goes.
  mutating func findLineage(_ ingested: IngestStage) throws -> Lineage {
    let runs = text.resolve(pipeline.runsFolder)
    let lineage = try Lineage(
      text, asOf: ingested.asOf, history: try RunHistory(folder: runs), request.base,
      expected: baseAhead, jobs: request.jobs)
    self.base = lineage.base
    self.isBasePicked = lineage.isBasePicked
    log.warnings += lineage.warnings
    if asOfIsFromClock {
      try PipelineRun.checkNotBehind(ingested.asOf, lineage.history)
      try PipelineRun.checkNotAhead(ingested.asOf, lineage.history, ingested.exports)
    }
    return lineage
  }

  mutating func normalize(_ ingested: IngestStage, _ lineage: Lineage) throws -> AccountStage {
    let overrideFile = try readOverrides()
    let initial = try lineage.base == nil ? readInitialMembers() : [:]
    var accounts = try AccountStage(
      .init(
        pipeline: pipeline, inputs: inputs, counts: ingested.restated.counts,
        segmentFiles: ingested.segmentFiles,
        base: lineage.base?.accounts ?? AccountRecords(),
        extraIDs: (overrideFile?.lines.map(\.account) ?? [])
          + initial.values.flatMap { $0.lines.map(\.account) },
        jobs: request.jobs, reading: accountsAhead, keepsResolver: ingested.contacts != nil),
      log: &log)
    log.warnings += accounts.warnings
    if let base = lineage.base, accounts.missingCount > 0 {
      log.warnings.append(.accountsGone(accounts.missingCount, of: base.accounts.count))
    }
    guards.look(
      atMissingAccounts: accounts.missingCount, of: lineage.base?.accounts.count ?? 0)
    log.finish(.normalize, normalizeCounts(accounts))
    accounts.before = try membershipBefore(lineage, initial, accounts.resolution, ingested.asOf)
    accounts.overrideFile = overrideFile
    return accounts
  }

  mutating func aggregate(
    _ ingested: IngestStage, _ accounts: AccountStage
  ) throws -> AggregateStage {
    let standing = ingested.restated.counts
    let counts = AccountCounts(
      standing, accounts: accounts.accountOfIdentity, jobs: request.jobs)
    let counting = try WindowCounting(
      pipeline, counts: standing, accounts: counts, asOf: ingested.asOf,
      jobs: request.jobs)
    log.warnings += counting.warnings
    let daily = DailyCounts(
      counts, counts: standing, sources: pipeline.sources,
      isWithinLongestWindow: counting.isWithinLongestWindow, jobs: request.jobs)
    log.finish(
      .aggregate,
      [
        ("daily_rows", daily.rowCount),
        ("window_rows", counting.windows.reduce(0) { $0 + $1.rows.count }),
      ])
    return AggregateStage(counts: counts, counting: counting, daily: daily)
  }

  mutating func apply(
    _ order: [Workflow], _ counted: AggregateStage, _ accounts: AccountStage, _ asOf: CalendarDay
  ) throws -> ApplyStage {
    let overrides =
      try accounts.overrideFile?.overrides(asOf: asOf, index: accounts.resolution.index) ?? []
    let input = engineInput(order, counted.counting.windows, overrides, accounts, asOf)
    let output = try runWorkflows(input, accounts)
    log.finish(
      .apply,
      [
        ("decisions", output.decisions.count), ("changes", output.changes.count),
        ("members", output.memberships.count),
      ])
    return ApplyStage(overrides: overrides, input: input, output: output)
  }
}
