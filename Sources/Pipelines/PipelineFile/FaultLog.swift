/// Collects the faults of one file while it is read. A class, because every reader of every
/// section adds to the same one; it lives for one call of `PipelineFile.read`.
final class FaultLog {
  private var faults: [PipelineFault] = []

  var isEmpty: Bool { faults.isEmpty }

  func add(_ problem: Problem, at place: FilePlace) {
    faults.append(
      PipelineFault(
        line: place.line, column: place.column, kind: problem.kind, message: problem.message,
        suggestions: problem.suggestions))
  }

  /// By place, then in the order they were added, each once: what an alias repeats has one place.
  func sorted() -> [PipelineFault] {
    var seen: Set<PipelineFault> = []
    return faults.enumerated()
      .sorted {
        ($0.element.line, $0.element.column, $0.offset)
          < ($1.element.line, $1.element.column, $1.offset)
      }
      .map(\.element)
      .filter { seen.insert($0).inserted }
  }
}
