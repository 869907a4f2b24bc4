import AdModel
import Ingest
import Runs

/// The exports of a pipeline as far as they can be read.
///
/// Read together when that goes well; when it does not, file by file, so that each file's fault is
/// found and the rest can still be looked at.
struct CheckedExports {
  let asOf: CalendarDay?
  /// As they were downloaded.
  let downloaded: [Export]
  /// With the differences of snapshots to date instead of their counts.
  let exports: [Export]
  /// What stands of the sources that could be read; nil when nothing says which day it is.
  private(set) var counts: StandingCounts?
  /// Indices of sources with a file that could not be read, or with no file at all. What such a
  /// source holds is not known, so no lint speaks of it.
  private(set) var unreadSources: Set<Int>
  /// Sources without a file that the pipeline lets pass with a warning.
  let emptySources: [SourceName]
  private let sources: [Source]
  private let limits: Guards
  private let withinDays: Int

  /// - Parameter asOf: nil for the newest day of the exports.
  /// - Throws: an error that is none of ours.
  init(
    _ text: PipelineText, asOf: CalendarDay?, jobs: Int, _ surroundings: RunSurroundings,
    _ failures: FailureList
  ) throws {
    let pipeline = text.pipeline
    let sources = pipeline.sources
    self.sources = sources
    self.limits = pipeline.guards
    self.withinDays = pipeline.workflows.filter(\.isActive).map(\.trigger.withinDays).max() ?? 0
    CheckedExports.checkZones(text, surroundings, failures)
    let files = try failures.value {
      // A zone that is not known has a fault of its own; the files can be read all the same.
      try SourceFiles(text, RunInputs(of: text)) { surroundings.zone($0) ?? .utc }
    }
    let missing = files?.missing ?? []
    self.emptySources = pipeline.guards.missingSource == .warn ? missing : []
    if pipeline.guards.missingSource == .error {
      for source in missing { failures.add(.missingSource(source)) }
    }
    var unread = Set(sources.indices.filter { files == nil || missing.contains(sources[$0].name) })
    let downloaded = try CheckedExports.read(
      files?.requests ?? [], jobs: jobs,
      store: ExportCache(of: text, surroundings, isWritable: false), unread: &unread, failures)
    var guards = GuardCheck(pipeline.guards, accepted: [])
    guards.look(at: downloaded, sources: sources)
    for trip in guards.trips { failures.add(.guardsTripped([trip])) }
    self.downloaded = downloaded
    self.exports =
      try failures.value {
        try CumulativeSnapshots(downloaded, sources: sources).exports
      } ?? []
    self.unreadSources = unread
    self.asOf = asOf ?? CheckedExports.newestDay(downloaded, text, failures)
    if self.asOf != nil {
      try settle(failures)
      checkFreshness(failures)
    }
  }

  /// What would stand if a source were set up otherwise; nil when that cannot be told.
  func counts(with source: Source, at place: Int) -> StandingCounts? {
    var changed = sources
    changed[place] = source
    return asOf.flatMap { day in
      (try? Restatement(of: exports, sources: changed, asOf: day, withinDays: withinDays))?.counts
    }
  }

  private static func checkZones(
    _ text: PipelineText, _ surroundings: RunSurroundings, _ failures: FailureList
  ) {
    for name in [text.pipeline.timeZone] + text.pipeline.sources.compactMap(\.timeZone)
    where name != ZoneTable.utc.name && surroundings.zone(name) == nil {
      failures.add(.unknownTimeZone(name, pipeline: text.path))
    }
  }

  /// Nil, with a fault, when a pipeline whose day its exports say has none that says one.
  private static func newestDay(
    _ exports: [Export], _ text: PipelineText, _ failures: FailureList
  ) -> CalendarDay? {
    // Today of an unknown zone is a fault already.
    guard case .newestDay = text.pipeline.asOf else { return nil }
    guard let day = Restatement.newestDay(of: exports) else {
      failures.add(.noDays(text.path))
      return nil
    }
    return day
  }
}

// MARK: - Reading

extension CheckedExports {
  private static func read(
    _ requests: [ExportReading.Request], jobs: Int, store: ExportCache,
    unread: inout Set<Int>, _ failures: FailureList
  ) throws -> [Export] {
    if let all = try? ExportReading.read(requests, jobs: jobs, store: store) { return all }
    var exports: [Export] = []
    var places: [ExportReading.Request] = []
    for request in requests {
      if let read = try failures.value(of: {
        try ExportReading.read([request], jobs: jobs, store: store)
      }) {
        exports += read
        places.append(request)
      } else {
        unread.insert(request.sourceIndex)
      }
    }
    for source in Set(requests.map(\.sourceIndex)).sorted() {
      let own = exports.indices.filter { exports[$0].source == source }
      let isOfOneGrain: Void? = try failures.value {
        try ExportReading.checkGrains(own.map { exports[$0] }, own.map { places[$0] })
      }
      if isOfOneGrain == nil { unread.insert(source) }
    }
    return exports
  }

  /// Lets newer exports replace older ones, source by source where that ends in a failure.
  private mutating func settle(_ failures: FailureList) throws {
    guard let asOf else { return }
    func restated(_ exports: [Export]) throws -> Restatement {
      try Restatement(of: exports, sources: sources, asOf: asOf, withinDays: withinDays)
    }
    if let restated = try? restated(exports) {
      self.counts = restated.counts
      var guards = GuardCheck(limits, accepted: [])
      guards.look(at: restated.drops)
      for trip in guards.trips { failures.add(.guardsTripped([trip])) }
      return
    }
    for source in sources.indices {
      let own = exports.filter { $0.source == source }
      if try failures.value(of: { try restated(own) }) == nil { unreadSources.insert(source) }
    }
    let readable = exports.filter { !unreadSources.contains($0.source) }
    self.counts = try? restated(readable).counts
  }

  private func checkFreshness(_ failures: FailureList) {
    guard let asOf, let counts else { return }
    for source in sources.indices where !unreadSources.contains(source) {
      do {
        _ = try Freshness.warnings([sources[source]], [counts.coverage[source]], asOf: asOf)
      } catch {
        failures.add(error)
      }
    }
  }
}

extension RunFailure {
  /// What the guard of this name says, one source at a time.
  fileprivate static func missingSource(_ source: SourceName) -> RunFailure {
    RunFailure(
      kind: "missing_source", place: "source '\(source)'", what: "no export file was found",
      mend: "put exports in place, or correct its 'files'; --accept missing_source:\(source) runs "
        + "without")
  }
}
