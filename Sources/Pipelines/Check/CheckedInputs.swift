import AdModel
import Ingest
import Normalize
import Runs
import Workflows

/// Everything a run would read, read as far as it can be, with all that would end the run.
struct CheckedInputs {
  let asOf: CalendarDay?
  let exports: CheckedExports
  let overrides: OverrideFile?
  /// Nil when there is none, or none that can be read.
  let base: BaseRun?
  /// Whether it is not known who is in which segment: there is a base, and it cannot be read.
  let isBaseBroken: Bool
  /// Segments that start with members of an `initial:` file; those without a line have none.
  let initial: [SegmentID: InitialMembers]
  let faults: [RunFailure]

  private typealias SegmentRows = [(segment: SegmentID, file: SegmentFile)]

  /// - Throws: an error that is none of ours.
  init(_ text: PipelineText, _ request: RunRequest, _ surroundings: RunSurroundings) throws {
    let failures = FailureList()
    let zone = surroundings.today(text.pipeline.timeZone)
    if zone == nil {
      failures.add(.unknownTimeZone(text.pipeline.timeZone, pipeline: text.path))
    }
    var asOf = request.asOf
    if asOf == nil, case .today(let lagDays) = text.pipeline.asOf {
      asOf = zone?.advanced(by: -lagDays)
    }
    let exports = try CheckedExports(
      text, asOf: asOf, jobs: request.jobs, surroundings, failures)
    self.exports = exports
    self.asOf = exports.asOf
    let segmentRows = try CheckedInputs.segmentRows(text, exports.asOf, failures)
    let lineage = try exports.asOf.flatMap { day in
      try failures.value {
        let runs = text.resolve(text.pipeline.runsFolder)
        return try Lineage(
          text, asOf: day, history: try RunHistory(folder: runs), request.base, jobs: request.jobs)
      }
    }
    self.base = lineage?.base
    self.isBaseBroken = lineage == nil
    self.overrides = try text.pipeline.overrides.flatMap { file in
      try failures.value {
        try OverrideFile(file, path: text.resolve(file), pipeline: text.pipeline)
      }
    }
    try CheckedInputs.checkContacts(text, failures)
    self.initial = base == nil ? try CheckedInputs.initialMembers(text, failures) : [:]
    try CheckedInputs.checkAccounts(
      text, exports, segmentRows, base, overrides, initial, surroundings, failures)
    self.faults = failures.failures
  }

  private static func segmentRows(
    _ text: PipelineText, _ asOf: CalendarDay?, _ failures: FailureList
  ) throws -> SegmentRows {
    guard let asOf else { return [] }
    var guards = GuardCheck(text.pipeline.guards, accepted: [])
    var rows: SegmentRows = []
    for segment in text.pipeline.segments {
      guard let origin = segment.origin,
        let file = try failures.value(of: {
          try SegmentFile(segment, origin, RunInputs(of: text), asOf: asOf)
        })
      else { continue }
      guards.look(at: file, of: segment.id)
      rows.append((segment.id, file))
    }
    for trip in guards.trips { failures.add(.guardsTripped([trip])) }
    return rows
  }

  /// Reads the contacts as a run would, when some upload is of people.
  private static func checkContacts(_ text: PipelineText, _ failures: FailureList) throws {
    let pipeline = text.pipeline
    guard let settings = pipeline.contacts, pipeline.exports.contains(where: pipeline.isOfContacts)
    else { return }
    let file = try failures.value { try ContactFile(settings, RunInputs(of: text)) }
    guard let file else { return }
    var guards = GuardCheck(pipeline.guards, accepted: [])
    guards.look(at: file)
    for trip in guards.trips { failures.add(.guardsTripped([trip])) }
  }

  private static func initialMembers(
    _ text: PipelineText, _ failures: FailureList
  ) throws -> [SegmentID: InitialMembers] {
    var initial: [SegmentID: InitialMembers] = [:]
    for segment in text.pipeline.segments {
      guard let file = segment.initial else { continue }
      initial[segment.id] = try failures.value {
        try InitialMembers(file, path: text.resolve(file))
      }
    }
    return initial
  }
}

// MARK: - Accounts

extension CheckedInputs {
  /// Resolves the accounts, for what is wrong with the list, the aliases, and the ids that people
  /// wrote into overrides and initial members.
  private static func checkAccounts(
    _ text: PipelineText, _ exports: CheckedExports, _ segmentRows: SegmentRows, _ base: BaseRun?,
    _ overrides: OverrideFile?, _ initial: [SegmentID: InitialMembers],
    _ surroundings: RunSurroundings, _ failures: FailureList
  ) throws {
    var log = RunLog(surroundings)
    let stage = try failures.value {
      try AccountStage(
        .init(
          pipeline: text.pipeline, inputs: RunInputs(of: text),
          counts: exports.counts ?? StandingCounts(), segmentFiles: segmentRows,
          base: base?.accounts ?? AccountRecords(),
          extraIDs: (overrides?.lines.map(\.account) ?? [])
            + initial.values.flatMap { $0.lines.map(\.account) },
          jobs: 1), log: &log)
    }
    if let stage {
      var guards = GuardCheck(text.pipeline.guards, accepted: [])
      guards.look(atMissingAccounts: stage.missingCount, of: base?.accounts.count ?? 0)
      for trip in guards.trips { failures.add(.guardsTripped([trip])) }
    }
    // An export that could not be read may be what mentions an account.
    guard let stage, let asOf = exports.asOf, exports.unreadSources.isEmpty else { return }
    for segment in text.pipeline.segments {
      for line in initial[segment.id]?.lines ?? []
      where stage.resolution.index(of: line.account) == nil {
        failures.add(
          .initialAccount("\(segment.initial ?? ""):\(line.lineNumber)", line.account))
      }
    }
    if let overrides { check(overrides, text.pipeline, stage, asOf, failures) }
  }

  private static func check(
    _ file: OverrideFile, _ pipeline: Pipeline, _ stage: AccountStage, _ asOf: CalendarDay,
    _ failures: FailureList
  ) {
    var known = file
    known.lines.removeAll { line in
      guard stage.resolution.index(of: line.account) == nil else { return false }
      if line.until.map({ asOf <= $0 }) ?? true {
        failures.add(.overrideAccount("\(file.shownPath):\(line.lineNumber)", line.account))
      }
      return true
    }
    guard
      let overrides = try? known.overrides(asOf: asOf, index: stage.resolution.index)
    else { return }
    do {
      try OverrideFaults.check(
        overrides, asOf: asOf, segments: pipeline.segments, ladders: pipeline.ladders,
        joins: stage.resolution.joins.compactMap { join in
          stage.table.index(of: join.old).map { .init(old: $0, new: join.new) }
        })
    } catch {
      for fault in error.faults {
        failures.add(.overridesContradict(fault, path: file.shownPath))
      }
    }
  }
}
