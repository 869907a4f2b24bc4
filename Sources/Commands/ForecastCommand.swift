import ArgumentParser
import Pipelines

/// `adsegments forecast`: the coming nights, if nobody engaged any more.
struct ForecastCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forecast",
    abstract: "Show who would age out of which segment in the next 30 days.",
    discussion: """
      Decides tonight's run and the 30 nights after it as if exports went on arriving and nobody \
      engaged any more, and says who leaves or expires when, and which upload falls below what \
      its platform can use. Writes nothing at all.

      Exit codes: 0 done, also when a guard would stop the run, which is a warning; 1 the run \
      would fail; 3 a fault of the program; 64 wrong usage.
      """)

  @OptionGroup var input: PipelineArguments

  @Option(help: "How to print: text, json or csv (one line a change).")
  var format: OutputFormat = .text

  func run() throws {
    try describingErrors {
      let forecast = try Forecast.decide(input.request(), .here)
      StandardError.write(RunSummary.warnings(forecast.warnings))
      switch format {
      case .text: try StandardOutput.write(ForecastText.text(forecast))
      case .json: _ = try StandardOutput.write(forecast.json())
      case .csv: _ = try StandardOutput.write(forecast.csv())
      }
    }
  }
}
