import ArgumentParser
import Pipelines

/// `adsegments plan`: what a run would do.
struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Show what a run would do, and write nothing at all.",
    discussion: """
      Says who would enter, move and leave which segment and which rule is the cause, and what is \
      held back. When the pipeline file was edited since the run that this one would start from, \
      the effect of the new data and that of the edit are told apart.

      Exit codes: 0 done; 1 the run would fail, also when a guard would stop it (the plan is \
      printed all the same); 2 with --detailed-exitcode, when there are changes; 3 a fault of the \
      program; 64 wrong usage.
      """)

  @OptionGroup var input: PipelineArguments

  @OptionGroup var guards: AcceptedGuards

  @Option(help: "How to print: text, json or csv (one line a movement).")
  var format: OutputFormat = .text

  @Flag(help: "Exit with 2 when there are changes.")
  var detailedExitcode = false

  func run() throws {
    try describingErrors {
      let plan = try RunPlan.decide(input.request(accepting: guards.accept), .here)
      StandardError.write(RunSummary.warnings(plan.warnings))
      switch format {
      case .text: try StandardOutput.write(PlanText.text(plan))
      case .json: _ = try StandardOutput.write(plan.json())
      case .csv: _ = try StandardOutput.write(plan.csv())
      }
      if let failure = plan.failure { throw failure }
      if detailedExitcode && plan.hasChanges { throw ExitStatus.changes }
    }
  }
}
