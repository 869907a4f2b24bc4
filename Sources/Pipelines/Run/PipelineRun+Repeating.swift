import AdModel
import Ingest
import Runs

/// Whether running a day anew would start from what its run started from.
extension PipelineRun {
  /// Whether a run with a manifest was made from the same pipeline file, base and inputs as the
  /// request would be now; a base that was picked stays picked. Writes nothing.
  static func isMade(
    _ recorded: Manifest, from request: RunRequest, _ surroundings: RunSurroundings,
    _ text: PipelineText
  ) throws -> Bool {
    let isPicked = recorded.base_picked ?? false
    var request = request
    if isPicked && recorded.base == nil { request.base = .none }
    var run = PipelineRun(request, surroundings, text)
    let ingested = try run.ingest(try run.checkedOrder())
    let lineage = try run.findLineage(ingested)
    _ = try run.normalize(ingested, lineage)
    var now = run.manifest(ingested.restated, lineage)
    let later = PipelineRun.laterExports(ingested)
    if isPicked {
      now.base = recorded.base
      now.base_picked = true
    }
    now.inputs.removeAll { input in
      later.contains(input.path) && !recorded.inputs.contains(input)
    }
    now.outputs = recorded.outputs
    now.uploads = recorded.uploads
    now.accepted_guards = recorded.accepted_guards
    return now == recorded
  }

  /// The exports that speak for later days alone, as those of the nights after a run do.
  private static func laterExports(_ ingested: IngestStage) -> Set<String> {
    Set(
      ingested.exports.filter { export in
        export.firstDay.map { $0 > ingested.asOf } ?? false
      }.map(\.shownPath))
  }
}
