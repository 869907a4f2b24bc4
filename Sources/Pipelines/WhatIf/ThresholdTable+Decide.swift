import AdModel
import Aggregate
import Ingest
import Runs
import Workflows

extension ThresholdTable {
  /// Decides tonight's run for every threshold and window of a table. Writes nothing at all.
  ///
  /// - Parameter workflow: its id or name; an inactive one counts as active.
  /// - Throws: what a run would end with, guards apart; `RunFailure` for an unknown workflow.
  package static func decide(
    _ request: RunRequest, workflow named: String, _ surroundings: RunSurroundings
  ) throws -> ThresholdTable {
    var text = try PipelineText(path: request.pipelinePath)
    let place = try place(of: named, text)
    text.pipeline.workflows[place].isActive = true
    let workflow = text.pipeline.workflows[place]
    let windows = Set(windows + [workflow.trigger.withinDays]).sorted()
    let longest = text.pipeline.workflows.map(\.trigger.withinDays).max() ?? 0
    let night = try PipelineRun.decide(
      request, surroundings, text: text, longestWindow: max(longest, windows.last ?? 0))
    let counted = try WindowCounting(
      WorkflowVariants.pipeline(night.pipeline, workflow, windows: windows),
      counts: night.ingested.restated.counts, accounts: night.counted.counts, asOf: night.asOf,
      jobs: request.jobs)
    let variants = try WorkflowVariants(night, workflow, windows: counted.windows)
    return ThresholdTable(night, workflow, windows, counted.windows, variants)
  }

  private static func place(of named: String, _ text: PipelineText) throws(RunFailure) -> Int {
    let workflows = text.pipeline.workflows
    let places = workflows.indices.filter { workflows[$0].id.text == named }
    if let place = places.first { return place }
    let byName = workflows.indices.filter { workflows[$0].name == named }
    guard byName.count == 1 else {
      throw .workflowUnknown(
        named, pipeline: text.path, workflows: workflows, bearers: byName.map { workflows[$0] })
    }
    return byName[0]
  }

  private init(
    _ night: DecidedRun, _ workflow: Workflow, _ windows: [Int], _ counted: [WindowCounts],
    _ variants: WorkflowVariants
  ) {
    let (test, own) = ThresholdTable.parts(workflow.trigger.test)
    let thresholds = Set(ThresholdTable.thresholds + [own]).sorted()
    let named = workflow.action.from + workflow.action.to
    let segments = night.pipeline.segments.filter { named.contains($0.id) }
    self.pipeline = night.pipeline.name
    self.as_of = night.asOf.description
    self.workflow = workflow.id.text
    self.name = workflow.name
    self.test = test
    self.threshold = own
    self.within_days = workflow.trigger.withinDays
    self.thresholds = thresholds
    self.windows = windows
    self.segmentNames = segments.map(\.name)
    self.warnings = night.warningsWithGuards
    self.cells = zip(windows, counted).flatMap { within, counts in
      thresholds.map { threshold in
        let test: Workflow.Test =
          test == "engagements" ? .atLeast(threshold) : .fewerThan(threshold)
        let outcome = variants.outcome(counts, test)
        return Cell(
          within_days: within, threshold: threshold, matched: outcome.matched,
          is_skipped: counts.isSkipped,
          segments: segments.map {
            Size(segment: $0.id.text, members: outcome.sizes[$0.id] ?? 0)
          })
      }
    }
  }

  private static func parts(_ test: Workflow.Test) -> (name: String, threshold: Int) {
    switch test {
    case .atLeast(let threshold): ("engagements", threshold)
    case .fewerThan(let threshold): ("fewer_than", threshold)
    }
  }
}

extension RunFailure {
  /// - Parameter bearers: the workflows that bear the name; none, or several.
  static func workflowUnknown(
    _ named: String, pipeline: String, workflows: [Workflow], bearers: [Workflow]
  ) -> RunFailure {
    let near = nearestNames(to: named, among: workflows.flatMap { [$0.id.text, $0.name] })
    let meant = workflows.filter { near.contains($0.id.text) || near.contains($0.name) }
    let shown = bearers.isEmpty ? (meant.isEmpty ? workflows : meant) : bearers
    let ids = shown.prefix(3).map { "'\($0.id)'" }.joined(separator: ", ")
    return RunFailure(
      kind: "workflow_unknown", place: pipeline,
      what: bearers.isEmpty
        ? "no workflow has the id or name '\(named.prefix(longestShown))'"
        : "several workflows are named '\(named.prefix(longestShown))'",
      mend: "give the id of one, such as \(ids)")
  }

  /// A text of the command line is not said back longer than this.
  private static var longestShown: Int { 200 }
}
