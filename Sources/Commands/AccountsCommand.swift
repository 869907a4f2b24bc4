import ArgumentParser
import Pipelines

/// `adsegments accounts`: what can be done for an account list.
struct AccountsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "accounts",
    abstract: "Look for doubles in the account list, and for companies it does not know.",
    subcommands: [AccountsCheckCommand.self, AccountsSuggestCommand.self])
}

/// `adsegments accounts check`: doubles and conflicts within the list.
struct AccountsCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Show doubles and conflicts within the account list and its aliases.",
    discussion: """
      Reads the pipeline file, the account list and the aliases, and nothing else. Findings make \
      matching worse than it need be: one domain, page or name on several accounts, names that are \
      nearly the same, domains that identify nobody, aliases that decide nothing. A fault would end \
      a run.

      Exit codes: 0 done, also with findings; 1 there is a fault; 3 a fault of the program; 64 wrong \
      usage; 75 try again later.
      """)

  @Argument(help: "The pipeline file.", completion: .file(extensions: ["yaml", "yml"]))
  var pipeline: String

  @OptionGroup var threads: ThreadCount

  @Option(help: "How to print: text, json or csv (one line a finding).")
  var format: OutputFormat = .text

  func run() throws {
    try describingErrors {
      let check = try AccountListCheck.check(pipelinePath: pipeline, jobs: threads.jobs)
      switch format {
      case .text: try StandardOutput.write(AccountsText.text(check))
      case .json: _ = try StandardOutput.write(check.json())
      case .csv: _ = try StandardOutput.write(check.csv())
      }
      if check.fault != nil { throw ExitStatus.failed }
    }
  }
}

/// `adsegments accounts suggest`: aliases for companies that have no account.
struct AccountsSuggestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "suggest",
    abstract: "Suggest aliases for companies of the exports that have no account.",
    discussion: """
      Prints lines of an alias file, companies with most engagements first, each below a comment \
      that says what the exports call it and how near the account is (Jaro-Winkler similarity, 1 \
      for equal names). Nothing is decided by it: look at each line, and paste the ones that are \
      right into the file named under 'aliases'. Deleting a line is all it takes to say no.

      Reads what a run would read, and writes nothing.
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text
    case json
  }

  @OptionGroup var input: PipelineArguments

  @Option(help: "How near an account has to be, 0.85 to 1.")
  var leastScore = 0.85

  @Option(help: "How to print: text (lines of an alias file) or json.")
  var format: Format = .text

  func validate() throws {
    guard (0.85...1).contains(leastScore) else {
      throw ValidationError("--least-score takes 0.85 to 1.")
    }
  }

  func run() throws {
    try describingErrors {
      let suggestions = try AliasSuggestions.make(
        input.request(), .here, leastScore: Int((leastScore * 1000).rounded()))
      switch format {
      case .text:
        try StandardOutput.write(AccountsText.aliasLines(suggestions))
        StandardError.write(AccountsText.summary(suggestions))
      case .json: _ = try StandardOutput.write(suggestions.json())
      }
    }
  }
}
