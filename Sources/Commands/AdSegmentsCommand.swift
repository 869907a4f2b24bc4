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
      AccountsCommand.self, RunsCommand.self, VerifyCommand.self, BackfillCommand.self,
      PruneCommand.self, ExportCommand.self, FormatsCommand.self, InitCommand.self,
    ])

  package init() {}

  /// Parses the arguments, does what they say, and gives the exit code of the process.
  package static func exitCode(arguments: [String]) -> Int32 {
    StopSignals.watch()
    do {
      var command = try parseAsRoot(arguments)
      try command.run()
      return ExitStatus.done.rawValue
    } catch let status as ExitStatus {
      return status.rawValue
    } catch {
      return report(parsing: error, arguments)
    }
  }

  /// Help and version go to stdout; what is wrong with the arguments to stderr.
  private static func report(parsing error: any Error, _ arguments: [String]) -> Int32 {
    let message = fullMessage(for: error)
    if exitCode(for: error).isSuccess {
      do {
        try StandardOutput.write(message + "\n")
        return ExitStatus.done.rawValue
      } catch {
        return TextLog().fail(error).rawValue
      }
    }
    if LogFormat(arguments: arguments) == .json {
      JSONLog.failUsage(self.message(for: error))
    } else {
      StandardError.write(message + "\n")
    }
    return ExitStatus.usage.rawValue
  }
}
