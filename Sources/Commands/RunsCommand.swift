import ArgumentParser
import Pipelines

/// `adsegments runs`: the history of a pipeline.
struct RunsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runs",
    abstract: "List the runs of a pipeline: day, base, sizes, status.",
    discussion: """
      A run is current; replaced, when its day was run again; stale, when it started from another \
      run than it would today, which backfill mends; broken, when its manifest cannot be read; or \
      failed.
      """)

  @Argument(help: "The pipeline file.", completion: .file(extensions: ["yaml", "yml"]))
  var pipeline: String

  @Option(help: "How to print: text, json or csv (one line a run).")
  var format: OutputFormat = .text

  func run() throws {
    try describingErrors {
      let list = try RunList(pipelinePath: pipeline)
      switch format {
      case .text: try StandardOutput.write(RunsText.text(list, pipeline: pipeline))
      case .json: _ = try StandardOutput.write(list.json())
      case .csv: _ = try StandardOutput.write(list.csv())
      }
    }
  }
}

/// A history, for people.
enum RunsText {
  static func text(_ list: RunList, pipeline: String) -> String {
    guard !list.runs.isEmpty else { return "No runs of \(pipeline) yet".onOnePlainLine + "\n" }
    let ids = list.segmentIDs
    let header = ["Run", "base"] + ids + ["warnings", "status"]
    let rows = list.runs.map { run in
      [run.run, base(run)]
        + ids.map { id in run.segments.first { $0.id == id }.map { "\($0.members)" } ?? "-" }
        + ["\(run.warning_count)", status(run)]
    }
    var lines = TextTable.lines([header] + rows, texts: [0, 1, header.count - 1])
    let reasons = list.runs.filter { !$0.reason.isEmpty }
    if !reasons.isEmpty { lines += [""] + reasons.map { "\($0.run): \($0.reason)" } }
    if let range = list.backfill {
      lines += [
        "", "To make stale runs anew:",
        "  adsegments backfill \(pipeline) --from \(range.from) --to \(range.to)",
      ]
    }
    return lines.map(\.onOnePlainLine).joined(separator: "\n") + "\n"
  }

  private static func base(_ run: RunList.Run) -> String {
    (run.base ?? "-") + (run.is_base_picked ? " (picked)" : "")
  }

  private static func status(_ run: RunList.Run) -> String {
    run.status + (run.is_pruned ? ", pruned" : "")
  }
}
