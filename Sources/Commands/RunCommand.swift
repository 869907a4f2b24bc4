import AdModel
import ArgumentParser
import Foundation
import Pipelines

/// `adsegments run`: the nightly job.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run a pipeline: five stages, then publish.",
    discussion: """
      Reads the exports that the pipeline file names, counts engagements per account, applies the \
      workflows and publishes a folder with the segments and the files to upload.

      Exit codes: 0 done; 1 failed, nothing was published and a retry will not help; 3 a fault of \
      the program; 64 wrong usage; 75 try again later.
      """)

  @Argument(help: "The pipeline file.", completion: .file(extensions: ["yaml", "yml"]))
  var pipeline: String

  @Option(help: "The day to decide for, YYYY-MM-DD; the pipeline file's own rule without it.")
  var asOf: CalendarDay?

  @Option(help: "Threads to read with; every number gives the same result.")
  var jobs: Int = ProcessInfo.processInfo.activeProcessorCount

  @Option(help: "Write the run to this folder, outside the pipeline's history.")
  var to: String?

  @Option(help: "Stop after a stage; needs --to.")
  var until: Stage = .export

  @Option(help: "Pass a guard, as GUARD or GUARD:SEGMENT; can be given several times.")
  var accept: [String] = []

  @Flag(help: "Say nothing but errors.")
  var quiet = false

  func validate() throws {
    guard (1...256).contains(jobs) else { throw ValidationError("--jobs takes 1 to 256.") }
    if until != .export && to == nil {
      throw ValidationError("--until needs --to: a run that stops early can be no base.")
    }
    if to?.isEmpty == true { throw ValidationError("--to needs the name of a folder.") }
    for guardName in accept where !GuardName.isKnown(guardName) {
      throw ValidationError(
        "--accept knows no guard '\(guardName)'; the guards are "
          + GuardName.all.joined(separator: ", ") + ".")
    }
  }

  func run() throws {
    let progress = RunProgress(isQuiet: quiet, isTerminal: StandardError.isTerminal)
    do {
      let report = try PipelineRun.execute(
        RunRequest(
          pipelinePath: pipeline, asOf: asOf, jobs: jobs, to: to, until: until,
          acceptedGuards: accept),
        RunSurroundings(
          today: Clock.today, zone: ZoneTable.init(named:), seconds: Clock.seconds,
          report: progress.report))
      if !quiet {
        StandardError.write(RunSummary.warnings(report))
        try StandardOutput.write(RunSummary.text(report))
      }
    } catch let status as ExitStatus {
      throw status
    } catch {
      guard let (text, status) = ErrorWording.describe(error) else {
        StandardError.write("adsegments: a fault of the program: \(error)\n")
        throw ExitStatus.fault
      }
      StandardError.write(text)
      throw status
    }
  }
}

extension Stage: ExpressibleByArgument {}

extension CalendarDay: ExpressibleByArgument {
  /// A day of the command line: `YYYY-MM-DD` and nothing else.
  public init?(argument: String) {
    guard argument.utf8.count == 10, let day = CalendarDay(argument), day.description == argument
    else { return nil }
    self = day
  }
}
