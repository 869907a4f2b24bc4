import AdModel
import Files
import Ingest

/// Finds the export files of every source.
struct SourceFiles {
  let requests: [ExportReading.Request]
  /// Sources without a file.
  let missing: [SourceName]

  /// - Throws: `FileFault` for a folder that cannot be listed.
  init(_ text: PipelineText) throws {
    var requests: [ExportReading.Request] = []
    var missing: [SourceName] = []
    for (index, source) in text.pipeline.sources.enumerated() {
      let found = try SourceFiles.matches(source, text)
      if found.isEmpty { missing.append(source.name) }
      requests += found.map {
        .init(
          sourceIndex: index, source: source, match: $0, path: text.resolve($0.shownPath))
      }
    }
    self.requests = requests
    self.missing = missing
  }

  /// A file that several patterns of a source find is taken once, as the first finds it.
  private static func matches(
    _ source: Source, _ text: PipelineText
  ) throws -> [Ingest.FilePattern.Match] {
    var seen: Set<String> = []
    var matches: [Ingest.FilePattern.Match] = []
    for pattern in source.files {
      for match in try Ingest.FilePattern(pattern).matches(in: text.patternFolder)
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
