import ArgumentParser
import Pipelines

/// `adsegments whatif`: a workflow with other thresholds and windows.
struct WhatIfCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "whatif",
    abstract: "Show how many accounts a workflow would match with other thresholds and windows.",
    discussion: """
      Decides tonight's run for every threshold and window of a table, all other rules as they \
      are, and prints the sizes of the segments that the workflow names. Writes nothing at all.

      Exit codes: 0 done, also when a guard would stop the run, which is a warning; 1 the run \
      would fail; 3 a fault of the program; 64 wrong usage.
      """)

  @OptionGroup var input: PipelineArguments

  @Argument(help: "The id or the name of a workflow; an inactive one counts as active.")
  var workflow: String

  @Option(help: "How to print: text, json or csv (one line a cell and segment).")
  var format: OutputFormat = .text

  func run() throws {
    try describingErrors {
      let table = try ThresholdTable.decide(input.request(), workflow: workflow, .here)
      StandardError.write(RunSummary.warnings(table.warnings))
      switch format {
      case .text: try StandardOutput.write(WhatIfText.text(table))
      case .json: _ = try StandardOutput.write(table.json())
      case .csv: _ = try StandardOutput.write(table.csv())
      }
    }
  }
}
