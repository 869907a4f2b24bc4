import ArgumentParser
import Foundation
import Pipelines

/// `adsegments diff`: what is other in one run than in another, and why.
struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Compare two runs, or two folders of segment CSVs; write nothing at all.",
    discussion: """
      Says segment by segment who entered, left, moved and stayed, and the same of the uploads. Of \
      two runs it says why: both are decided again from their recorded inputs, and from the first \
      to the second one ingredient is exchanged after the other; the first that moves an account is \
      the cause of its change. It names the rule that made the change and the rows behind it.

      Causes, in the order they are tried: pipeline, identity, override_or_exclusion, base, lag, \
      window_slid, restated, new_data.

      Exit codes: 0 done; 1 one of the two cannot be read; 2 with --detailed-exitcode, when there \
      are changes; 3 a fault of the program; 64 wrong usage.
      """)

  @Argument(help: "The first: latest, previous, a day, a rerun such as 2026-11-20.2, or a path.")
  var first: String

  @Argument(help: "The second, named in the same ways.")
  var second: String

  @Option(
    help: "The pipeline file of the runs; found by where they lie without it.",
    completion: .file(extensions: ["yaml", "yml"]))
  var pipeline: String?

  @Option(help: "How to print: text, json or csv (one line a change).")
  var format: OutputFormat = .text

  @Flag(help: "Exit with 2 when there are changes.")
  var detailedExitcode = false

  @Option(help: "Threads to read with; every number gives the same result.")
  var jobs: Int = ProcessInfo.processInfo.activeProcessorCount

  func validate() throws {
    guard (1...256).contains(jobs) else { throw ValidationError("--jobs takes 1 to 256.") }
    if first.isEmpty || second.isEmpty {
      throw ValidationError("A run is named by latest, previous, a day or a path.")
    }
  }

  func run() throws {
    try describingErrors {
      let diff = try RunDiff.decide(
        DiffRequest(first: first, second: second, pipelinePath: pipeline, jobs: jobs), .here)
      StandardError.write(RunSummary.warnings(diff.warnings))
      switch format {
      case .text: try StandardOutput.write(DiffText.text(diff))
      case .json: _ = try StandardOutput.write(diff.json())
      case .csv: _ = try StandardOutput.write(diff.csv())
      }
      if detailedExitcode && diff.hasChanges { throw ExitStatus.changes }
    }
  }
}
