import AdModel
import Files
import Runs

/// Tells the commands of a pipeline how its runs go: once when runs begin to fail or fail for another
/// reason, once when they go well again, not every night.
///
/// What was told last stands in `<runs>/.told.json`. A command that fails is called again next time.
struct RunHook {
  /// What was told last.
  private struct Told: Codable, Equatable {
    /// `success` or `failure`.
    var status: String
    /// The kind of the failure; blank for success.
    var kind: String
  }

  private let lineage: OpenLineage
  private let text: PipelineText
  private let surroundings: RunSurroundings

  init(_ lineage: OpenLineage, _ surroundings: RunSurroundings) {
    self.lineage = lineage
    self.text = lineage.text
    self.surroundings = surroundings
  }

  func tell(_ report: RunReport) {
    let results = report.results
    let sizes = results.segments.map { "\($0.id) \($0.after)" }.joined(separator: ", ")
    tell(
      Told(status: "success", kind: ""), text.pipeline.onSuccess, results,
      summary: "\(text.pipeline.name): run \(results.run) is published; \(sizes)")
  }

  func tell(_ error: any Error, _ results: RunResults) {
    guard let failure = RunFailure(any: error) else { return }
    tell(
      Told(status: "failure", kind: failure.kind), text.pipeline.onFailure, results,
      summary: "\(text.pipeline.name): no run is published; \(failure.place): \(failure.what)")
  }

  private func tell(_ told: Told, _ command: [String], _ results: RunResults, summary: String) {
    guard !text.pipeline.onSuccess.isEmpty || !text.pipeline.onFailure.isEmpty else { return }
    let path = "\(lineage.runs)/.told.json"
    let last = (try? InputFile(path: path).readAll()).flatMap {
      try? RunJSON.read(Told.self, from: $0)
    }
    guard last != told else { return }
    do {
      if !command.isEmpty {
        let words = command.map { word in
          word.replacing("{status}", with: told.status).replacing("{run}", with: results.run)
            .replacing("{summary}", with: summary)
        }
        if let fault = surroundings.runCommand(resolved(words), try RunJSON.bytes(results)) {
          surroundings.report(.hookFailed(command: command[0], fault: fault))
          return
        }
      }
      // Somebody else's folder takes no notes of this run.
      guard lineage.isInPlace else { return }
      try OutputFile.replace(path, with: try RunJSON.bytes(told))
    } catch {
      surroundings.report(.hookFailed(command: command.first ?? path, fault: "\(error)"))
    }
  }

  /// A program with a slash in its name lies as seen from the pipeline file.
  private func resolved(_ command: [String]) -> [String] {
    guard let program = command.first, program.contains("/") else { return command }
    return [text.resolve(program)] + command.dropFirst()
  }
}
