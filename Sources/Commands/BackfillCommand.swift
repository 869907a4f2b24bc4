import AdModel
import ArgumentParser
import Pipelines
import Runs

/// `adsegments backfill`: one run per day.
struct BackfillCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backfill",
    abstract: "Run day by day, each run based on the one before.",
    discussion: """
      Days without a run are run; days whose run rests on a replaced base are run anew, beside the \
      old one; the others are left alone. So it can be stopped and called again at any time.

      Exit codes: 0 done; 1 a day failed, those before it are published; 3 a fault of the program; \
      64 wrong usage; 75 try again later.
      """)

  @Argument(help: "The pipeline file.", completion: .file(extensions: ["yaml", "yml"]))
  var pipeline: String

  @Option(help: "The first day, YYYY-MM-DD.")
  var from: CalendarDay

  @Option(help: "The last day, YYYY-MM-DD.")
  var to: CalendarDay

  @Flag(help: "Run a day anew too when its pipeline file or inputs have changed since.")
  var again = false

  @Flag(help: "Wait while another run of the pipeline is under way, instead of exiting with 75.")
  var wait = false

  @OptionGroup var guards: AcceptedGuards

  @OptionGroup var threads: ThreadCount

  @OptionGroup var logging: LogArguments

  func validate() throws {
    guard from <= to else { throw ValidationError("--from must not be after --to.") }
    guard let days = Period(first: from, last: to), days.dayCount <= Period.longestDayCount else {
      throw ValidationError("--from and --to are more than ten years apart.")
    }
  }

  func run() throws {
    guard let days = Period(first: from, last: to) else { return }
    let log = logging.log
    try log.describingErrors {
      log.start(pipeline: pipeline)
      var run = RunRequest(
        pipelinePath: pipeline, jobs: threads.jobs, acceptedGuards: guards.accept)
      run.waits = wait
      try Backfill.perform(.init(run: run, days: days, again: again), .here(log)) { day, step in
        switch step {
        case .stands(let name):
          if !logging.quiet { try StandardOutput.write("\(day)  \(name) stands\n") }
        case .published(let report):
          log.finish(report)
          if !logging.quiet { try StandardOutput.write(BackfillText.line(report)) }
        }
      }
    }
  }
}

/// What came of a day, for people.
enum BackfillText {
  static func line(_ report: RunReport) -> String {
    let results = report.results
    let sizes = results.segments.map { "\($0.id) \($0.after)" }.joined(separator: ", ")
    let base = results.base.map { "based on \($0)" } ?? "starting from empty segments"
    return "\(results.as_of ?? "")  \(results.run) published, \(base): \(sizes)".onOnePlainLine
      + "\n"
  }
}
