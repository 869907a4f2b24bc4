import ArgumentParser
import Pipelines
import Runs

/// `adsegments run`: the nightly job.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run a pipeline: five stages, then publish.",
    discussion: """
      Reads the exports that the pipeline file names, counts engagements per account, applies the \
      workflows and publishes a folder with the segments and the files to upload.

      Exit codes: 0 done; 1 failed, nothing was published and a retry will not help; 3 a fault of \
      the program; 64 wrong usage; 75 try again later; 130 or 143 interrupted, nothing is left behind.
      """)

  @OptionGroup var input: PipelineArguments

  @Option(help: "Write the run to this folder, outside the pipeline's history.")
  var to: String?

  @Option(help: "Stop after a stage; needs --to.")
  var until: Stage = .export

  @Option(
    help: "The run to start from instead of the newest earlier one: a name, a path, or 'none'.")
  var base: String?

  @Flag(help: "Run the days between the base and the as-of day first.")
  var catchUp = false

  @Flag(help: "Wait while another run of the pipeline is under way, instead of exiting with 75.")
  var wait = false

  @OptionGroup var guards: AcceptedGuards

  @OptionGroup var logging: LogArguments

  func validate() throws {
    if until != .export && to == nil {
      throw ValidationError("--until needs --to: a run that stops early can be no base.")
    }
    if catchUp && (to != nil || base != nil) {
      throw ValidationError(
        "--catch-up publishes the missing days, so it takes neither --to nor --base.")
    }
    if base?.isEmpty == true { throw ValidationError("--base needs the name of a run.") }
    if to?.isEmpty == true { throw ValidationError("--to needs the name of a folder.") }
  }

  func run() throws {
    let log = logging.log
    try log.describingErrors {
      log.start(pipeline: input.pipeline)
      var request = input.request(accepting: guards.accept)
      request.base = base.map(BaseChoice.init(argument:)) ?? .rule
      request.catchesUp = catchUp
      request.endsProcess = !catchUp
      request.waits = wait
      request.until = until
      request.to = to.map(RunRequest.withoutSlashAtEnd)
      let report = try PipelineRun.execute(request, .here(log))
      log.finish(report)
      if !logging.quiet { try StandardOutput.write(RunSummary.text(report)) }
    }
  }
}

extension Stage: ExpressibleByArgument {}
