import AdModel
import Aggregate
import Ingest

/// Which campaigns and periods of exports matter to the workflows of a run.
struct SeriesSelection {
  private let run: DecidedRun
  /// By campaign of the standing counts: the active workflows that read it.
  private let workflows: [[Workflow]]
  private let isOnlyCounted: Bool

  /// - Parameters:
  ///   - wanted: of some workflows alone; nil for all active ones.
  ///   - isOnlyCounted: whether rows that were left out do not matter.
  init(_ run: DecidedRun, only wanted: Set<WorkflowID>? = nil, isOnlyCounted: Bool = false) {
    var workflows = run.ingested.restated.counts.campaigns.map { _ in [Workflow]() }
    let active = run.pipeline.workflows.filter(\.isActive)
    for (workflow, reading) in zip(active, run.counted.counting.readings)
    where wanted?.contains(workflow.id) ?? true {
      for campaign in reading.campaigns { workflows[campaign].append(workflow) }
    }
    self.run = run
    self.workflows = workflows
    self.isOnlyCounted = isOnlyCounted
  }

  /// The places of an export's series of which some active workflow counts rows or leaves some out.
  ///
  /// - Parameter export: with differences instead of counts to date.
  func series(ofExport index: Int, _ export: Export) -> [Int] {
    let restated = run.ingested.restated
    return export.series.indices.filter { series in
      workflows[restated.campaign(ofExport: index, series: series)].contains { workflow in
        let status = RowStatus(
          restated.seriesFates[index][series], export.series[series].period,
          run.window(of: workflow, inSource: export.source))
        return isOnlyCounted ? status == .counted : status != nil
      }
    }
  }
}

extension DecidedRun {
  /// The days a workflow looks at in a source.
  func window(of workflow: Workflow, inSource source: Int) -> Window {
    WindowCounting.window(
      workflow.trigger.withinDays, ingested.restated.counts.coverage[source], asOf)
  }
}

extension RowStatus {
  /// What comes of rows in a window; nil for those that lie elsewhere.
  init?(_ fate: Restatement.SeriesFate, _ period: Period, _ window: Window) {
    switch fate {
    case .standing where window.counts(period): self = .counted
    case .standing where window.isStraddled(by: period): self = .straddling
    case .superseded where window.counts(period), .duplicate where window.counts(period):
      self = .superseded
    case .afterAsOf: self = .afterAsOf
    case .standing, .superseded, .duplicate: return nil
    }
  }
}
