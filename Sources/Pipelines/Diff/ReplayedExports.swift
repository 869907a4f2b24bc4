import AdModel
import Files
import Ingest
import Runs

/// The exports of several replays: each file is read once, and which rows stand is decided once per
/// pipeline, set of exports and day.
struct ReplayedExports {
  /// What makes a file give the same counts.
  private struct Content: Hashable {
    var source: Source
    var shownPath: String
    var path: String
    var sha256: String?
    var facts: NamedFacts
    var zones: [String]
  }

  private struct Key: Hashable {
    var pipelineSHA256: String
    var exports: [String]
    var asOf: CalendarDay
  }

  private struct Standing {
    var requests: [ExportReading.Request]
    var exports: [Export]
    var restated: Restatement
  }

  /// The most days that a window is slid back; so many more are kept, so that a lag that is set
  /// finds its rows.
  private static let longestLag = 7

  private let jobs: Int
  private let surroundings: RunSurroundings
  private var read: [Content: Export] = [:]
  private var standing: [Key: Standing] = [:]

  init(jobs: Int, _ surroundings: RunSurroundings) {
    self.jobs = jobs
    self.surroundings = surroundings
  }

  /// The first stage of a replay, without its guards and limits.
  ///
  /// - Throws: what ends it; `RunFailure` for an export with other bytes than its run recorded.
  mutating func ingest(_ ingredients: RunIngredients) throws -> IngestStage {
    let inputs = ingredients.recordedInputs
    let standing = try standing(ingredients, inputs)
    var restated = standing.restated
    let pipeline = ingredients.text.pipeline
    for (place, source) in pipeline.sources.enumerated() {
      if let lag = ingredients.lags[source.name.text] {
        restated.counts.coverage[place].lagUsed = lag
      }
    }
    var segmentFiles: [(segment: SegmentID, file: SegmentFile)] = []
    for segment in pipeline.segments {
      guard let origin = segment.origin else { continue }
      segmentFiles.append(
        (segment.id, try SegmentFile(segment, origin, inputs, asOf: ingredients.asOf)))
    }
    return IngestStage(
      asOf: ingredients.asOf, requests: standing.requests, exports: standing.exports,
      restated: restated, segmentFiles: segmentFiles, contacts: nil)
  }

  private mutating func standing(
    _ ingredients: RunIngredients, _ inputs: RunInputs
  ) throws -> Standing {
    let key = Key(
      pipelineSHA256: ingredients.text.digest.hex, exports: ingredients.exportsKey,
      asOf: ingredients.asOf)
    if let known = standing[key] { return known }
    var spoken: SpokenDays?
    if ingredients.exports == .secondRestated {
      let first = ingredients.withFirstExports
      spoken = SpokenDays(try standing(first, first.recordedInputs).restated.counts)
    }
    let pipeline = ingredients.text.pipeline
    let (requests, exports) = try readExports(ingredients.text, inputs)
    let longest = pipeline.workflows.filter(\.isActive).map(\.trigger.withinDays).max() ?? 0
    let restated = try Restatement(
      of: CumulativeSnapshots(exports, sources: pipeline.sources).exports,
      sources: pipeline.sources, asOf: ingredients.asOf,
      withinDays: longest + ReplayedExports.longestLag,
      only: spoken)
    let found = Standing(requests: requests, exports: exports, restated: restated)
    standing[key] = found
    return found
  }

  private mutating func readExports(
    _ text: PipelineText, _ inputs: RunInputs
  ) throws -> (requests: [ExportReading.Request], exports: [Export]) {
    let requests = try SourceFiles(text, inputs, zone: surroundings.zone).requests
    let contents = requests.map { request in
      Content(
        source: request.source.asRead, shownPath: request.match.shownPath, path: request.path,
        sha256: inputs.digest(of: request.match.shownPath, .export), facts: request.match.facts,
        zones: [request.zones.pipeline.name, request.zones.source?.name ?? ""])
    }
    let unread = requests.indices.filter { read[contents[$0]] == nil }
    let fresh = try ExportReading.read(unread.map { requests[$0] }, jobs: jobs)
    for (place, export) in zip(unread, fresh) {
      try inputs.check(
        Manifest.Input(
          at: export.shownPath, role: InputRole.export.rawValue, sha256: export.digest,
          bytes: export.byteCount), .export)
      read[contents[place]] = export
    }
    let exports = zip(requests, contents).compactMap { request, content in
      read[content].map { export in
        var export = export
        export.source = request.sourceIndex
        return export
      }
    }
    try ExportReading.checkGrains(exports, requests)
    return (requests, exports)
  }
}

extension Source {
  /// Without what has no say in how a file of it is read.
  fileprivate var asRead: Source {
    var source = self
    source.files = []
    source.lagDays = 0
    source.freshness = Freshness()
    return source
  }
}
