import AdModel

/// Who the companies of the exports are, where nothing more is asked.
struct ResolvedAccounts {
  let pipeline: Pipeline
  let accounts: AccountStage
}

extension PipelineRun {
  /// Reads exports and account list as a run would, and decides nothing.
  ///
  /// - Throws: what `decide` would, up to the second stage.
  static func resolveAccounts(
    _ request: RunRequest, _ surroundings: RunSurroundings
  ) throws -> ResolvedAccounts {
    let text = try PipelineText(path: request.pipelinePath)
    var run = PipelineRun(request, surroundings, text)
    let ingested = try run.ingest(try run.checkedOrder())
    let lineage = try run.findLineage(ingested)
    return ResolvedAccounts(
      pipeline: text.pipeline, accounts: try run.normalize(ingested, lineage))
  }
}
