import ArgumentParser

/// What a subcommand that publishes runs takes about what it tells on stderr.
struct LogArguments: ParsableArguments {
  @Option(help: "What stderr holds: lines for people, or one JSON object a line.")
  var logFormat: LogFormat = .text

  @Flag(help: "Say nothing but errors.")
  var quiet = false

  @Flag(help: "Name every export that is read.")
  var verbose = false

  func validate() throws {
    if quiet && verbose { throw ValidationError("--quiet and --verbose contradict each other.") }
  }

  /// Where the subcommand tells how it goes.
  var log: any CommandLog {
    switch logFormat {
    case .text:
      TextLog(isQuiet: quiet, isVerbose: verbose, isTerminal: StandardError.isTerminal)
    case .json:
      JSONLog(isQuiet: quiet, isVerbose: verbose)
    }
  }
}

/// What stderr holds.
enum LogFormat: String, CaseIterable, ExpressibleByArgument {
  case text
  case json

  /// The format that a command line asks for, also one that is wrong in other places.
  init(arguments: [String]) {
    let option = "--log-format"
    let values = arguments.indices.compactMap { place -> String? in
      let argument = arguments[place]
      if argument.hasPrefix(option + "=") { return String(argument.dropFirst(option.count + 1)) }
      return argument == option && place + 1 < arguments.count ? arguments[place + 1] : nil
    }
    self = values.last.flatMap(LogFormat.init) ?? .text
  }
}
