import AdModel
import Aggregate
import Ingest

/// Which campaigns and periods of exports matter to the workflows of a run.
struct SeriesSelection {
  private let run: DecidedRun

  init(_ run: DecidedRun) {
    self.run = run
  }

  /// The places of an export's series of which some active workflow counts rows or leaves some out.
  ///
  /// - Parameter export: with differences instead of counts to date.
  func series(ofExport index: Int, _ export: Export) -> [Int] {
    let restated = run.ingested.restated
    let active = run.pipeline.workflows.filter(\.isActive)
    return export.partial.series.indices.filter { series in
      let campaign = restated.campaign(ofExport: index, series: series)
      return zip(active, run.counted.counting.readings).contains { workflow, reading in
        reading.campaigns.contains(campaign)
          && SeriesSelection.status(
            restated.seriesFates[index][series], export.partial.series[series].period,
            window(workflow, source: export.source)) != nil
      }
    }
  }

  func window(_ workflow: Workflow, source: Int) -> Window {
    WindowCounting.window(
      workflow.trigger.withinDays, run.ingested.restated.counts.coverage[source], run.asOf)
  }

  /// What comes of rows in a window; nil for those that lie elsewhere.
  static func status(
    _ fate: Restatement.SeriesFate, _ period: Period, _ window: Window
  ) -> RowStatus? {
    switch fate {
    case .standing:
      window.counts(period) ? .counted : window.isStraddled(by: period) ? .straddling : nil
    case .superseded, .duplicate: window.counts(period) ? .superseded : nil
    case .afterAsOf: .afterAsOf
    }
  }
}
