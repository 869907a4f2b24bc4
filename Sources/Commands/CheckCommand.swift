import ArgumentParser
import Pipelines

/// `adsegments check`: the order of the workflows and why, lints, and what would end a run.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Show the order of a pipeline's workflows and what is wrong with them.",
    discussion: """
      Reads the pipeline file and everything it names, decides nothing and writes nothing. Lints are \
      what a marketer would be burnt by, each with the reason and a remedy; faults are what would \
      end a run, all together. --format mermaid prints the order alone, as a flowchart to paste; \
      lints and faults then go to stderr.

      Exit codes: 0 done, also with lints; 1 there are faults; 3 a fault of the program; 64 wrong \
      usage; 75 try again later.
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text
    case json
    case mermaid
  }

  @OptionGroup var input: PipelineArguments

  @Option(help: "How to print: text, json or mermaid (a flowchart of the order).")
  var format: Format = .text

  func run() throws {
    try describingErrors {
      let check = try PipelineCheck.check(input.request(), .here)
      switch format {
      case .text: try StandardOutput.write(CheckText.text(check))
      case .json: _ = try StandardOutput.write(CheckReport(check).json())
      case .mermaid:
        StandardError.write(CheckText.findings(check))
        try StandardOutput.write(WorkflowGraph.mermaid(check))
      }
      if !check.faults.isEmpty { throw ExitStatus.failed }
    }
  }
}
