import AdModel
import Files
import Runs

/// Finds runs by what people call them, and the pipeline file that made them.
package struct RunLookup {
  /// Nil when nobody said it.
  private let pipelinePath: String?

  /// - Parameter pipelinePath: the pipeline file; nil to find it by what lies where.
  package init(pipelinePath: String?) {
    self.pipelinePath = pipelinePath
  }

  /// The folder that is meant: of a run by name in its history, or at a path.
  ///
  /// - Parameter other: another run named beside it, whose history is meant when nothing says
  ///   which.
  /// - Throws: `RunFailure` when there is no such run, or nothing says of which pipeline.
  package func path(of text: String, beside other: String? = nil) throws -> String {
    let reference = RunReference(text)
    if !reference.isInHistory { return RunRequest.withoutSlashAtEnd(text) }
    return try RunHistory(folder: try runs(beside: other, for: text)).path(of: reference)
  }

  /// The `runs` folder that names are looked up in: the pipeline's; else where the other run lies;
  /// else the current folder, when runs lie in it; else that of the only pipeline in `pipelines`.
  private func runs(beside other: String?, for text: String) throws -> String {
    if let pipelinePath { return try RunLookup.runs(of: pipelinePath) }
    if let other, case .path(let path) = RunReference(other), let place = Path.real(path) {
      return Path.parent(of: place)
    }
    if Folder.linkTarget(of: "latest") != nil { return "." }
    let pipelines = ((try? Folder.names(in: "pipelines")) ?? [])
      .filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }
    guard pipelines.count == 1 else { throw RunFailure.pipelineNotSaid(text) }
    return try RunLookup.runs(of: "pipelines/\(pipelines[0])")
  }

  private static func runs(of pipelinePath: String) throws -> String {
    let text = try PipelineText(path: pipelinePath)
    return text.resolve(text.pipeline.runsFolder)
  }

  /// The pipeline file that made a run; its text may have changed since.
  ///
  /// - Throws: `RunFailure` when nothing says it.
  func pipeline(of run: RunFolder) throws(RunFailure) -> String {
    if let pipelinePath { return pipelinePath }
    let folders =
      [Path.parent(of: run.path)] + [Path.real(run.path).map(Path.parent)].compactMap(\.self)
    guard let found = folders.lazy.compactMap(PipelinePointer.pipeline).first else {
      throw .pipelineNotSaid(run.path)
    }
    return found
  }
}

extension RunFailure {
  static func pipelineNotSaid(_ run: String) -> RunFailure {
    RunFailure(
      kind: "pipeline_not_said", place: run,
      what: "nothing says which pipeline file this run belongs to",
      mend: "give it with --pipeline")
  }
}
