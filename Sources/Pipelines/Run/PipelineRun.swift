import AdModel
import Aggregate
import CSV
import Export
import Files
import Ingest
import Normalize
package import Runs
import Workflows

/// What a run that went through has to show.
package struct RunReport: Sendable {
  package let results: RunResults
  /// The run's folder.
  package let path: String
  /// One per segment of the results.
  package let movements: [SegmentNames]
  /// Relative to the run's folder: the files to upload.
  package let uploads: [String]
  package let exportCount: Int
  package let engagedAccountCount: Int
  package let unmatchedCount: Int
  package let rejectedCount: Int
}

/// Who entered and left a segment, by name.
package struct SegmentNames: Sendable {
  package let entered: [String]
  package let left: [String]
}

/// One execution of a pipeline for one as-of day.
package struct PipelineRun {
  private let request: RunRequest
  private let surroundings: RunSurroundings
  private let text: PipelineText
  private var log: RunLog
  private var guards: GuardCheck
  /// Rows set aside so far, for the folder of a run that fails.
  private var rejects: [IngestTables.FileRejects] = []
  private var asOf: CalendarDay?
  private var base: BaseRun?

  private var pipeline: Pipeline { text.pipeline }

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
    let order = try orderedWorkflows(text)
    let runs = text.resolve(text.pipeline.runsFolder)
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
    let restated = try Restatement(
      of: exports, sources: pipeline.sources, asOf: asOf,
      withinDays: order.map(\.trigger.withinDays).max() ?? 0)
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

    // 4. Apply: workflows in dependency order.
    let before = try membershipBefore(lineage, initial, accounts.resolution, asOf)
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
    let engaged = Set(accounts.accountOfIdentity.compactMap(\.self))
    tables.append(
      NormalizeTables.accounts(
        table, used: engaged.union(applied.memberships.map(\.account))))
    tables += [
      ApplyTables.decisions(applied.decisions, accounts: table),
      ApplyTables.changes(applied.changes, accounts: table),
      ApplyTables.membership(applied.memberships, accounts: table),
    ]

    // 5. Export: one table per segment and per upload.
    let upload = uploads(applied, overrides, lineage, accounts, asOf)
    tables += upload.tables
    let movements = SegmentMovements(pipeline, before: before, after: applied.memberships)
    let segments = segmentResults(movements, upload.plan, lineage, table)
    try guards.check()
    log.finish(.export, [("held", upload.plan.holds.count), ("uploads", pipeline.exports.count)])

    let results = results(
      order, counting.windows, applied, segments, run: lineage.name.description)
    let path = try publish(
      tables, manifest(restated, lineage), results, lineage, runs: runs)
    return RunReport(
      results: results, path: path,
      movements: pipeline.segments.map { movements[$0.id].names(table) },
      uploads: upload.tables.map(\.path).filter(isWholeUpload),
      exportCount: exports.count, engagedAccountCount: engaged.count,
      unmatchedCount: accounts.batches.reduce(0) { $0 + $1.unmatchedCount },
      rejectedCount: exports.reduce(0) { $0 + $1.rejectedCount })
  }

  private func isWholeUpload(_ path: String) -> Bool {
    path.hasPrefix("uploads/") && !path.hasSuffix(".added.csv") && !path.hasSuffix(".removed.csv")
      && path != "uploads/held.csv"
  }

  // MARK: - As-of day

  /// The day of the command line or of the time zone's calendar; nil for the newest day.
  private func statedAsOf() throws -> CalendarDay? {
    if let asOf = request.asOf { return asOf }
    guard case .today(let lagDays) = pipeline.asOf else { return nil }
    guard let today = surroundings.today(pipeline.timeZone) else {
      throw RunFailure.unknownTimeZone(pipeline.timeZone, pipeline: text.path)
    }
    return today.advanced(by: -lagDays)
  }

  private func newestDay(_ exports: [Export]) throws -> CalendarDay {
    guard let day = Restatement.newestDay(of: exports) else { throw RunFailure.noDays(text.path) }
    return day
  }

  // MARK: - Inputs

  private mutating func readExports() throws -> [Export] {
    let files = try SourceFiles(text)
    guards.look(atMissing: files.missing)
    log.warnings += files.missing.map {
      RunWarning(
        kind: "missing_source", place: "source '\($0)'", message: "no export file was found")
    }
    if files.requests.isEmpty { try guards.check() }
    let report = surroundings.report
    report(.willRead(byteCount: files.byteCount))
    let exports = try ExportReading.read(files.requests, jobs: request.jobs) {
      report(.didRead(byteCount: $0))
    }
    for export in exports {
      log.inputs.append(
        .init(
          at: export.shownPath, role: "export", sha256: export.digest, bytes: export.byteCount))
      rejects.append(
        .init(
          source: pipeline.sources[export.source].name.text, shownPath: export.shownPath,
          rejects: export.rejects))
    }
    guards.look(at: exports, sources: pipeline.sources)
    return exports
  }

  private mutating func readSegmentFiles(
    _ asOf: CalendarDay
  ) throws -> [(segment: SegmentID, file: SegmentFile)] {
    var files: [(segment: SegmentID, file: SegmentFile)] = []
    for segment in pipeline.segments {
      guard let origin = segment.origin else { continue }
      let file = try SegmentFile(segment, origin, text, asOf: asOf)
      log.inputs.append(try InputRecord.of(file.shownPath, path: file.path, role: "segment"))
      rejects.append(
        .init(
          source: "segment:\(segment.id)", shownPath: file.shownPath, rejects: file.rejects))
      files.append((segment.id, file))
    }
    return files
  }

  private mutating func readOverrides() throws -> OverrideFile? {
    guard let file = pipeline.overrides else { return nil }
    let path = text.resolve(file)
    log.inputs.append(try InputRecord.of(file, path: path, role: "overrides"))
    return try OverrideFile(file, path: path, pipeline: pipeline)
  }

  private mutating func readInitialMembers() throws -> [SegmentID: InitialMembers] {
    var initial: [SegmentID: InitialMembers] = [:]
    for segment in pipeline.segments {
      guard let file = segment.initial else { continue }
      let path = text.resolve(file)
      log.inputs.append(try InputRecord.of(file, path: path, role: "initial"))
      initial[segment.id] = try InitialMembers(file, path: path)
    }
    return initial
  }

  // MARK: - Membership

  /// The members this run starts from: those of the base, else the initial ones.
  private func membershipBefore(
    _ lineage: Lineage, _ initial: [SegmentID: InitialMembers], _ resolution: AccountResolution,
    _ asOf: CalendarDay
  ) throws -> [Membership] {
    if let base = lineage.base {
      return base.members.compactMap { member in
        resolution.table.index(of: member.account).map {
          Membership(
            segment: member.segment, account: $0, since: member.since,
            qualifiedOn: member.qualifiedOn, workflow: member.workflow)
        }
      }
    }
    var members: [Membership] = []
    for segment in pipeline.segments {
      for line in initial[segment.id]?.lines ?? [] {
        guard let account = resolution.index(of: line.account) else {
          throw RunFailure.initialAccount(
            "\(segment.initial ?? ""):\(line.lineNumber)", line.account)
        }
        members.append(
          Membership(
            segment: segment.id, account: account, since: asOf, qualifiedOn: asOf, workflow: nil))
      }
    }
    var seen: Set<Membership> = []
    return members.filter { seen.insert($0).inserted }
  }

  private mutating func apply(
    _ order: [Workflow], _ windows: [WindowCounts], _ before: [Membership],
    _ overrides: [Override], _ overridesPath: String, _ accounts: AccountStage,
    _ asOf: CalendarDay
  ) throws -> WorkflowEngine.Output {
    let resolution = accounts.resolution
    let input = WorkflowEngine.Input(
      asOf: asOf, workflows: order, segments: pipeline.segments, ladders: pipeline.ladders,
      counts: windows, base: before,
      joins: resolution.joins.compactMap { join in
        resolution.table.index(of: join.old).map {
          Workflows.AccountJoin(old: $0, new: join.new)
        }
      },
      overrides: overrides, fileMembers: accounts.fileMembers, exclude: pipeline.exclude,
      onExclude: pipeline.onExclude, isActive: resolution.table.isActive)
    let output: WorkflowEngine.Output
    do {
      output = try WorkflowEngine.run(input)
    } catch {
      guard let fault = error.faults.first else { throw error }
      throw RunFailure.overridesContradict(fault, path: overridesPath)
    }
    log.warnings += output.expiredOverrides.map {
      .overrideExpired($0, account: resolution.table[$0.account].id, path: overridesPath)
    }
    log.warnings += output.warnings.compactMap {
      RunWarning($0, accounts: resolution.table)
    }
    return output
  }

  // MARK: - Uploads

  private func uploads(
    _ applied: WorkflowEngine.Output, _ overrides: [Override], _ lineage: Lineage,
    _ accounts: AccountStage, _ asOf: CalendarDay
  ) -> (plan: UploadPlan, tables: [OutputTable]) {
    let table = accounts.resolution.table
    var bans: [SegmentID: Set<AccountIndex>] = [:]
    for override in overrides where override.action == .ban && override.holds(on: asOf) {
      bans[override.segment, default: []].insert(override.account)
    }
    let plan = UploadPlan(
      pipeline, memberships: applied.memberships, accounts: table,
      exclusions: Dictionary(
        applied.exclusionHolds.map { ($0.account, $0.segments) }, uniquingKeysWith: { $1 }),
      bans: bans)
    let base = Dictionary(
      pipeline.exports.map { ($0, lineage.base?.uploadedAccounts($0) ?? []) },
      uniquingKeysWith: { $1 })
    let baseAccounts = Dictionary(
      (lineage.base?.accounts ?? []).map { ($0.id, $0) }, uniquingKeysWith: { $1 })
    return (
      plan,
      ExportTables.segments(
        pipeline.segments, memberships: applied.memberships, accounts: table)
        + ExportTables.uploads(
          pipeline.exports, plan: plan, accounts: table, base: base, baseAccounts: baseAccounts)
        + [ExportTables.held(plan, accounts: table)]
    )
  }

  /// Sizes and movements of every segment, each shown to the guards.
  private mutating func segmentResults(
    _ movements: SegmentMovements, _ plan: UploadPlan, _ lineage: Lineage,
    _ accounts: AccountTable
  ) -> [RunResults.SegmentResult] {
    return pipeline.segments.map { segment in
      let movement = movements[segment.id]
      if lineage.base != nil { guards.look(at: movement.guarded(segment.id)) }
      if lineage.base != nil {
        for upload in pipeline.exports where upload.segment == segment.id {
          guards.look(
            at: movements.guarded(
              upload, old: lineage.base?.uploadedAccounts(upload) ?? [],
              new: plan.members[segment.id] ?? [], accounts: accounts))
        }
      }
      return RunResults.SegmentResult(
        id: segment.id.text, name: segment.name, before: movement.before,
        entered: movement.entered.count, movedIn: movement.movedInCount,
        left: movement.left.count, movedOut: movement.movedOutCount, after: movement.after,
        uploaded: plan.members[segment.id]?.count,
        held: plan.members[segment.id].map { movement.after - $0.count })
    }
  }

  // MARK: - Results

  private func ingestCounts(
    _ exports: [Export], _ restated: Restatement
  ) -> [(name: String, value: Int)] {
    [
      ("exports", exports.count),
      ("rows", exports.reduce(0) { $0 + $1.recordCount }),
      ("rejected", exports.reduce(0) { $0 + $1.rejectedCount }),
      ("superseded_rows", restated.fates.reduce(0) { $0 + $1.supersededRows }),
      ("rows_after_as_of", restated.fates.reduce(0) { $0 + $1.laterRows }),
    ]
  }

  private func normalizeCounts(_ accounts: AccountStage) -> [(name: String, value: Int)] {
    [
      ("identities", accounts.batches.reduce(0) { $0 + $1.identities.count }),
      ("unmatched", accounts.batches.reduce(0) { $0 + $1.unmatchedCount }),
      ("accounts", Set(accounts.accountOfIdentity.compactMap(\.self)).count),
    ]
  }

  private func results(
    _ order: [Workflow], _ windows: [WindowCounts], _ applied: WorkflowEngine.Output,
    _ segments: [RunResults.SegmentResult], run: String
  ) -> RunResults {
    let decisions = Dictionary(grouping: applied.decisions, by: \.workflow)
    let workflows = pipeline.workflows.map { workflow in
      let window = windows.first { $0.workflow == workflow.id }
      let outcomes = (decisions[workflow.id] ?? []).reduce(into: [String: Int]()) {
        $0[$1.outcome.rawValue, default: 0] += 1
      }
      return RunResults.WorkflowResult(
        id: workflow.id.text, name: workflow.name,
        status: window.map { $0.isSkipped ? "skipped" : "ran" } ?? "inactive",
        order: order.firstIndex { $0.id == workflow.id }.map { $0 + 1 },
        counted: window?.rows.count ?? 0, outcomes: outcomes)
    }
    return RunResults(
      status: request.to == nil ? "published" : "written", run: run, as_of: asOf?.description,
      base: base?.name.description, seconds: log.elapsedSeconds,
      stages: log.allStages(failed: false), workflows: workflows, segments: segments,
      warnings: messages, failure: nil)
  }

  private var messages: [RunResults.Message] {
    log.warnings.map { .init(kind: $0.kind, place: $0.place, message: $0.message) }
  }

  private func manifest(_ restated: Restatement?, _ lineage: Lineage?) -> Manifest {
    Manifest(
      tool: .init(named: "adsegments", version: AdSegmentsVersion.current),
      pipeline: .init(
        named: pipeline.name, file: Path.name(of: text.path), text: text.text,
        sha256: text.digest.hex),
      as_of: asOf?.description ?? "", until: request.until.rawValue,
      base: base.map { .init(of: $0.name.description, sha256: $0.manifestDigest) },
      inputs: log.inputs.sorted { ($0.role, $0.path) < ($1.role, $1.path) },
      sources: pipeline.sources.enumerated().map { place, source in
        .init(
          of: source.name.text,
          lagDaysUsed: restated.map { $0.counts.coverage[place].lagUsed } ?? 0)
      },
      accepted_guards: guards.accepted,
      reference_data: ReferenceData.allCases.map {
        .init(named: $0.rawValue, sha256: Digest(of: $0.bytes).hex)
      }, outputs: [])
  }

  // MARK: - Publishing

  private func publish(
    _ tables: [OutputTable], _ manifest: Manifest, _ results: RunResults, _ lineage: Lineage,
    runs: String
  ) throws -> String {
    let destination = request.to ?? "\(runs)/\(lineage.name)"
    try checkFree(destination)
    let folder = Path.parent(of: destination)
    let staging = try RunStaging(
      path: "\(folder)/\(RunStaging.prefix)\(Path.name(of: destination))")
    do {
      var manifest = manifest
      for table in tables where isWanted(table) { try staging.write(table) }
      manifest.outputs = staging.outputs.sorted { $0.path.precedesInBytes($1.path) }
      try staging.writeUnlisted(try RunJSON.bytes(manifest), to: "manifest.json")
      try staging.writeUnlisted(try RunJSON.bytes(results), to: "run_results.json")
      try staging.publish(as: destination)
    } catch {
      try staging.discard()
      throw error
    }
    if request.to == nil { try pointLatest(lineage, runs: runs) }
    return destination
  }

  /// Whether a table belongs to a stage that was asked for.
  private func isWanted(_ table: OutputTable) -> Bool {
    let stages: [(prefix: String, stage: Stage)] = [
      ("1-", .ingest), ("2-", .normalize), ("3-", .aggregate), ("4-", .apply),
    ]
    let stage = stages.first { table.path.hasPrefix($0.prefix) }?.stage ?? .export
    return stage <= request.until
  }

  private func checkFree(_ destination: String) throws {
    guard let kind = Folder.kind(of: destination) else { return }
    guard kind == .folder, try Folder.names(in: destination).isEmpty else {
      throw RunFailure.destinationTaken(destination)
    }
  }

  private func pointLatest(_ lineage: Lineage, runs: String) throws {
    let newest = (lineage.history.runs + [lineage.name]).max() ?? lineage.name
    try Folder.link("\(runs)/latest", to: newest.description)
    try Folder.sync(runs)
  }

  /// Leaves manifest, results and rejects of a run that failed; a fault in that is not worth
  /// hiding the first one for.
  private func leaveFailure(_ error: any Error, in runs: String) {
    guard let failure = RunFailure(any: error) else { return }
    let results = RunResults(
      status: "failed", run: "", as_of: asOf?.description, base: base?.name.description,
      seconds: log.elapsedSeconds, stages: log.allStages(failed: true), workflows: [],
      segments: [], warnings: messages,
      failure: .init(kind: failure.kind, place: failure.place, message: failure.what))
    try? FailedRun.leave(
      in: "\(runs)/failed", day: asOf, manifest: manifest(nil, nil), results: results,
      rejects: IngestTables.rejects(rejects))
  }
}

extension ResolvedBatch {
  fileprivate var unmatchedCount: Int {
    outcomes.count { if case .unmatched = $0 { true } else { false } }
  }
}
