import ArgumentParser
import Pipelines

/// `adsegments explain`: why an account is where it is.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Show why an account is in its segments, or what is missing.",
    discussion: """
      Decides a run and says of one account in which segments it is and why; of each workflow the \
      days it looks at, the rows that count with file and line, those that were left out and why, \
      what came of it, and what is missing. Writes nothing at all.

      Exit codes: 0 done; 1 the run would fail, or no account goes by this, or several do; 3 a \
      fault of the program; 64 wrong usage.
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text
    case json
  }

  @OptionGroup var input: PipelineArguments

  @Argument(help: "The account's id, else its name, domain or LinkedIn page.")
  var account: String

  @Option(help: "How to print: text or json.")
  var format: Format = .text

  func validate() throws {
    if account.isEmpty { throw ValidationError("Missing expected argument '<account>'") }
  }

  func run() throws {
    try describingErrors {
      let explanation = try AccountExplanation.decide(input.request(), account: account, .here)
      StandardError.write(RunSummary.warnings(explanation.warnings))
      switch format {
      case .text: try StandardOutput.write(ExplainText(explanation).text)
      case .json: _ = try StandardOutput.write(explanation.json())
      }
    }
  }
}
