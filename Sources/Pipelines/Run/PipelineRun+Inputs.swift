import AdModel
import Files
import Ingest
import Runs

/// The as-of day, and the files a run reads.
extension PipelineRun {
  /// The day of the command line or of the time zone's calendar; nil for the newest day.
  func statedAsOf() throws -> CalendarDay? {
    if let asOf = request.asOf { return asOf }
    guard case .today(let lagDays) = pipeline.asOf else { return nil }
    guard let today = surroundings.today(pipeline.timeZone) else {
      throw RunFailure.unknownTimeZone(pipeline.timeZone, pipeline: text.path)
    }
    return today.advanced(by: -lagDays)
  }

  func newestDay(_ exports: [Export]) throws -> CalendarDay {
    guard let day = Restatement.newestDay(of: exports) else { throw RunFailure.noDays(text.path) }
    try checkNotAlone(day, exports)
    return day
  }

  /// Where exports are kept from run to run; nil for a run that reads every file.
  func exportCache() -> ExportCache? {
    takesKeptExports ? ExportCache(of: text, surroundings, isWritable: lock != nil) : nil
  }

  /// The exports for what they say of their days.
  mutating func readExportsAlone() throws -> [Export] {
    let cache = exportCache()
    defer { cache?.finish() }
    return try readExports(cache).exports
  }

  /// - Parameter cache: nil to read every file; to be finished by the caller.
  mutating func readExports(
    _ cache: ExportCache?
  ) throws -> (requests: [ExportReading.Request], exports: [Export]) {
    let files = try SourceFiles(text, inputs, zone: surroundings.zone)
    guards.look(atMissing: files.missing)
    log.warnings += files.missing.map {
      RunWarning(
        kind: "missing_source", place: "source '\($0)'", message: "no export file was found")
    }
    log.warnings += files.namesWithoutDay.map {
      RunWarning(
        kind: "name_without_day", place: $0,
        message: "what stands for a day in its name is none, so it is not read")
    }
    if files.requests.isEmpty { try guards.check() }
    let report = surroundings.report
    report(.willRead(byteCount: files.byteCount))
    let exports = try ExportReading.read(files.requests, jobs: request.jobs, store: cache) {
      report(.didRead(byteCount: $0))
    }
    for export in exports {
      report(
        .didReadExport(
          path: export.shownPath, source: pipeline.sources[export.source].name.text,
          rows: export.recordCount, rejected: export.rejectedCount))
      rejectedCount += export.rejectedCount
      let input = Manifest.Input(
        at: export.shownPath, role: InputRole.export.rawValue, sha256: export.digest,
        bytes: export.byteCount)
      try inputs.check(input, .export)
      log.inputs.append(input)
      rejects.append(
        .init(
          source: pipeline.sources[export.source].name.text, shownPath: export.shownPath,
          rejects: export.rejects))
    }
    leftOut = LeftOutRows.list(exports, pipeline.sources)
    zonesUsed = files.zones(usedBy: exports)
    log.warnings += exports.flatMap {
      RunWarning.oddities($0, pipeline.sources[$0.source])
    }
    guards.look(at: exports, sources: pipeline.sources)
    return (files.requests, exports)
  }

  mutating func readSegmentFiles(
    _ asOf: CalendarDay
  ) throws -> [(segment: SegmentID, file: SegmentFile)] {
    var files: [(segment: SegmentID, file: SegmentFile)] = []
    for segment in pipeline.segments {
      guard let origin = segment.origin else { continue }
      let file = try SegmentFile(segment, origin, inputs, asOf: asOf)
      if !file.isMissing {
        log.inputs.append(try inputs.record(file.shownPath, .segment))
      }
      rejects.append(
        .init(
          source: "segment:\(segment.id)", shownPath: file.shownPath,
          // What stands in a list of people stays there.
          rejects: file.shownPath == pipeline.contacts?.file
            ? file.rejects.map(\.withoutText) : file.rejects))
      rejectedCount += file.rejectedCount
      log.warnings += file.warnings(segment.id)
      guards.look(at: file, of: segment.id)
      files.append((segment.id, file))
    }
    return files
  }

  /// The contacts, when some upload is of people.
  mutating func readContacts() throws -> ContactFile? {
    guard readsContacts, pipeline.exports.contains(where: pipeline.isOfContacts),
      let settings = pipeline.contacts
    else { return nil }
    let file = try ContactFile(settings, inputs)
    if !file.isMissing { log.inputs.append(try inputs.record(file.shownPath, .contacts)) }
    rejects.append(
      .init(source: GuardCheck.contactsSubject, shownPath: file.shownPath, rejects: file.rejects))
    rejectedCount += file.rejectedCount
    log.warnings += file.warnings
    guards.look(at: file)
    return file
  }

  mutating func readOverrides() throws -> OverrideFile? {
    guard let file = pipeline.overrides else { return nil }
    log.inputs.append(try inputs.record(file, .overrides))
    return try OverrideFile(
      file, path: try inputs.path(of: file, .overrides), pipeline: pipeline)
  }

  mutating func readInitialMembers() throws -> [SegmentID: InitialMembers] {
    var initial: [SegmentID: InitialMembers] = [:]
    for segment in pipeline.segments {
      guard let file = segment.initial else { continue }
      log.inputs.append(try inputs.record(file, .initial))
      initial[segment.id] = try InitialMembers(
        file, path: try inputs.path(of: file, .initial))
    }
    return initial
  }
}
