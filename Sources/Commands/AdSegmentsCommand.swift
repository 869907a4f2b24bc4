package import ArgumentParser
import Pipelines

/// The command line: `adsegments <subcommand>`.
package struct AdSegmentsCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "adsegments",
    abstract: "Turn ad-platform CSV exports into account segments, ready to upload.",
    version: AdSegmentsVersion.current,
    subcommands: [
      RunCommand.self, PlanCommand.self, ExplainCommand.self, WhatIfCommand.self,
      ForecastCommand.self, CheckCommand.self, InspectCommand.self, DiffCommand.self,
    ])

  package init() {}

  /// Parses the arguments, does what they say, and gives the exit code of the process.
  package static func exitCode(arguments: [String]) -> Int32 {
    do {
      var command = try parseAsRoot(arguments)
      try command.run()
      return ExitStatus.done.rawValue
    } catch let status as ExitStatus {
      return status.rawValue
    } catch {
      return report(parsing: error)
    }
  }

  /// Help and version go to stdout; what is wrong with the arguments to stderr.
  private static func report(parsing error: any Error) -> Int32 {
    let message = fullMessage(for: error)
    if exitCode(for: error).isSuccess {
      do {
        try StandardOutput.write(message + "\n")
        return ExitStatus.done.rawValue
      } catch {
        return error.rawValue
      }
    }
    StandardError.write(message + "\n")
    return ExitStatus.usage.rawValue
  }
}
