import ArgumentParser
import Pipelines

/// `adsegments prune`: keep a history small.
struct PruneCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prune",
    abstract: "Drop the stage tables of old runs.",
    discussion: """
      Of runs more than N days before the newest one, the tables of the stages go. Manifests, \
      results, memberships, accounts, change logs, segments and uploads stay, so that every run can \
      still be a base, be compared and be verified.

      Exit codes: 0 done; 1 failed; 3 a fault of the program; 64 wrong usage; 75 a run of the \
      pipeline, or somebody who reads one, is under way.
      """)

  @Argument(help: "The pipeline file.", completion: .file(extensions: ["yaml", "yml"]))
  var pipeline: String

  @Option(help: "How many days before the newest run to keep whole, 0 or more.")
  var keepDays: Int

  @Flag(help: "Wait while the pipeline's runs are in use, instead of exiting with 75.")
  var wait = false

  func validate() throws {
    if keepDays < 0 { throw ValidationError("--keep-days takes 0 or more.") }
  }

  func run() throws {
    try describingErrors {
      let report = try HistoryPruning.prune(
        pipelinePath: pipeline, keepDays: keepDays, waits: wait)
      let shown = report.runs.map { "\($0)" }.joined(separator: ", ")
      try StandardOutput.write(
        report.runs.isEmpty
          ? "Nothing to drop\n"
          : "Dropped the stage tables of \(shown): \(report.byteCount) bytes\n")
    }
  }
}
