import AdModel
import ArgumentParser
import Foundation
import Pipelines
import Report

/// What every subcommand takes that decides a run: the pipeline, the day, the threads.
struct PipelineArguments: ParsableArguments {
  @Argument(help: "The pipeline file.", completion: .file(extensions: ["yaml", "yml"]))
  var pipeline: String

  @Option(help: "The day to decide for, YYYY-MM-DD; the pipeline file's own rule without it.")
  var asOf: CalendarDay?

  @OptionGroup var threads: ThreadCount

  var jobs: Int { threads.jobs }

  /// For a subcommand that decides a run and does not publish it.
  func request(accepting guards: [String] = []) -> RunRequest {
    RunRequest(pipelinePath: pipeline, asOf: asOf, jobs: jobs, acceptedGuards: guards)
  }
}

/// How many threads read.
struct ThreadCount: ParsableArguments {
  @Option(help: "Threads to read with; every number gives the same result.")
  var jobs: Int = ProcessInfo.processInfo.activeProcessorCount

  func validate() throws {
    guard (1...256).contains(jobs) else { throw ValidationError("--jobs takes 1 to 256.") }
  }
}

/// The pipeline whose runs are meant, where a run is named.
struct PipelineOption: ParsableArguments {
  @Option(
    help: "The pipeline file whose runs are meant.",
    completion: .file(extensions: ["yaml", "yml"]))
  var pipeline: String?
}

/// The guards that a person passes by name.
struct AcceptedGuards: ParsableArguments {
  @Option(help: "Pass a guard, as GUARD or GUARD:SEGMENT; can be given several times.")
  var accept: [String] = []

  func validate() throws {
    for guardName in accept where !GuardName.isKnown(guardName) {
      throw ValidationError(
        "--accept knows no guard '\(guardName)'; the guards are "
          + GuardName.all.joined(separator: ", ") + ".")
    }
  }
}

/// How a subcommand prints what a program may read.
enum OutputFormat: String, CaseIterable, ExpressibleByArgument {
  case text
  case json
  case csv
}

extension RunSurroundings {
  /// This machine's clock and zones.
  static func here(_ log: any CommandLog) -> RunSurroundings {
    RunSurroundings(
      today: Clock.today, zone: ZoneTable.init(named:), seconds: Clock.seconds,
      programDigest: { RunningProgram.digest }, report: { log.report($0) },
      runCommand: { HookCommand.run($0, input: $1, onLine: log.onHookLine) },
      page: RunPage.html(ofRunAt:daily:))
  }

  /// The same for a subcommand that has nothing to tell of the way there.
  static var here: RunSurroundings {
    here(TextLog(isQuiet: true))
  }
}

extension CalendarDay: ExpressibleByArgument {
  /// A day of the command line: `YYYY-MM-DD` and nothing else.
  public init?(argument: String) {
    guard argument.utf8.count == 10, let day = CalendarDay(argument), day.description == argument
    else { return nil }
    self = day
  }
}
