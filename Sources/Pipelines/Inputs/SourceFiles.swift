import AdModel
import Files
import Ingest

/// Finds the export files of every source.
struct SourceFiles {
  let requests: [ExportReading.Request]
  /// Sources without a file.
  let missing: [SourceName]
  /// Files whose names would fit if they held a day where one is due.
  let namesWithoutDay: [String]

  /// - Parameter zone: the offsets of a time zone; nil when there is no such zone.
  /// - Throws: `FileFault` for a folder that cannot be listed; `RunFailure` for an unknown zone.
  init(_ text: PipelineText, _ inputs: RunInputs, zone: (String) -> ZoneTable?) throws {
    func table(_ name: String) throws -> ZoneTable {
      if name == ZoneTable.utc.name { return .utc }
      guard let table = zone(name) else {
        throw RunFailure.unknownTimeZone(name, pipeline: text.path)
      }
      return table
    }
    let pipelineZone = try table(text.pipeline.timeZone)
    var requests: [ExportReading.Request] = []
    var missing: [SourceName] = []
    var namesWithoutDay: Set<String> = []
    for (index, source) in text.pipeline.sources.enumerated() {
      let found = try SourceFiles.matches(source, inputs)
      for pattern in source.files {
        namesWithoutDay.formUnion(try inputs.namesWithoutDay(Ingest.FilePattern(pattern)))
      }
      let zones = DayZones(pipeline: pipelineZone, source: try source.timeZone.map(table))
      if found.isEmpty { missing.append(source.name) }
      requests += try found.map {
        .init(
          sourceIndex: index, source: source, match: $0,
          path: try inputs.path(of: $0.shownPath, .export), zones: zones)
      }
    }
    self.requests = requests
    self.missing = missing
    self.namesWithoutDay =
      namesWithoutDay.subtracting(requests.map(\.match.shownPath)).sorted {
        $0.precedesInBytes($1)
      }
  }

  /// The zones that had a say in the day of some row, by name, each once.
  func zones(usedBy exports: [Export]) -> [ZoneTable] {
    var zones: [String: ZoneTable] = [:]
    for (request, export) in zip(requests, exports) where export.layout.usesZones {
      for zone in [request.zones.pipeline, request.zones.source].compactMap(\.self) {
        zones[zone.name] = zone
      }
    }
    return zones.values.sorted { $0.name.precedesInBytes($1.name) }
  }

  /// A file that several patterns of a source find is taken once, as the first finds it.
  private static func matches(
    _ source: Source, _ inputs: RunInputs
  ) throws -> [Ingest.FilePattern.Match] {
    var seen: Set<String> = []
    var matches: [Ingest.FilePattern.Match] = []
    for pattern in source.files {
      for match in try inputs.matches(Ingest.FilePattern(pattern), .export)
      where seen.insert(match.shownPath).inserted {
        matches.append(match)
      }
    }
    return matches.sorted { $0.shownPath.precedesInBytes($1.shownPath) }
  }

  /// Bytes of all files together, as far as they can be told.
  var byteCount: Int {
    requests.reduce(0) { $0 + ((try? InputFile(path: $1.path).size) ?? 0) }
  }
}
