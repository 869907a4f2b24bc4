import AdModel
import Aggregate
import Ingest

/// Windows that can hold nothing of a source.
///
/// - `window_shorter_than_periods`: every period that a source's rows have for the campaign is longer
///   than the D + 1 days of the window, so that no row can ever count. Of snapshots to date, only the
///   differences count as periods. Nor on most nights when every period is that long or longer: one
///   of just D + 1 days (D > 0) counts only in the run for its last day, which is told when none
///   counts tonight. A source whose files could not be read, or without a row of the
///   campaign, is left alone, but for one that states `period: {days: n}`.
/// - `window_without_days`: the window holds no day that the source speaks for, since its newest day
///   is further back than its `lag_days` lets the window slide, or since all its days come later.
enum WindowLints {
  static func lints(_ night: CheckedNight) -> [Lint] {
    readSources(night).compactMap { tooShort($0, $1, night) }
      + readSources(night).compactMap { justFitting($0, $1, night) }
      + readSources(night).compactMap { tooLate($0, $1, night) }
  }

  /// Each active workflow with each source it reads: indices into the pipeline's.
  private static func readSources(_ night: CheckedNight) -> [(Workflow, Int)] {
    night.active.flatMap { workflow in
      (night.readings[workflow.id]?.sources ?? []).filter(night.isRead).map { (workflow, $0) }
    }
  }

  // MARK: - Periods

  private static func tooShort(
    _ workflow: Workflow, _ source: Int, _ night: CheckedNight
  ) -> Lint? {
    let window = workflow.trigger.withinDays + 1
    let settings = night.pipeline.sources[source]
    let stated = settings.counts == .cumulative ? nil : settings.periodDaysBeforeGenerated
    guard let periods = periods(workflow, source, night),
      let shortest = periods.map(\.dayCount).min() ?? stated, shortest > window
    else { return nil }
    let place = settings.place
    let dayLimit = Window.allowedDays.upperBound
    let longer =
      shortest - 1 <= dayLimit ? "say 'within_days: \(shortest - 1)' or more, or " : ""
    return Lint(
      kind: "window_shorter_than_periods", place: workflow.place,
      message: "the shortest period that \(place) has for it is \(shortest.asDays), and its window "
        + "holds \(window.asDays), so no row of the source ever counts",
      remedy: "\(longer)download the reports of \(place) for at most \(window.asDays) each")
  }

  private static func justFitting(
    _ workflow: Workflow, _ source: Int, _ night: CheckedNight
  ) -> Lint? {
    let within = workflow.trigger.withinDays
    guard within > 0, let asOf = night.asOf, let coverage = night.counts?.coverage[source],
      let periods = periods(workflow, source, night),
      periods.map(\.dayCount).min() == within + 1
    else { return nil }
    let window = Window(within: within, last: asOf.advanced(by: -coverage.lagUsed))
    // What lies before the window altogether is told as a late source.
    guard !periods.contains(where: window.counts),
      let newest = coverage.lanes.compactMap(\.days.last).max(), newest >= window.first
    else { return nil }
    let settings = night.pipeline.sources[source]
    let lagged = coverage.lagUsed == 0 ? "" : ", less the lag"
    // Of reports that follow each other, so many days always hold a whole one.
    let wide = 2 * within
    let wider =
      wide <= Window.allowedDays.upperBound
      ? "say 'within_days: \(wide)' or more, so that a report counts until the next one is there, or "
      : ""
    return Lint(
      kind: "window_shorter_than_periods", place: workflow.place,
      message: "the shortest period that \(settings.place) has for it is \((within + 1).asDays), "
        + "just what its window holds, so it counts only in the run for the report's last day"
        + "\(lagged), and no row of the source counts tonight (\(days(window)))",
      remedy: "\(wider)download the reports of \(settings.place) for at most \(within.asDays) each")
  }

  /// All periods that a source's rows have for a workflow's campaign, standing or not; nil when days
  /// of their own stand there, which fit every window.
  private static func periods(
    _ workflow: Workflow, _ source: Int, _ night: CheckedNight
  ) -> [Period]? {
    let selector = workflow.trigger.campaign
    func periods(_ exports: [Export]) -> [Period] {
      exports.filter { $0.source == source }.flatMap(\.series)
        .filter { selector.matches($0.campaign) }.map(\.period)
    }
    // There may be many daily rows.
    let isDaily = night.inputs.exports.exports.contains {
      $0.source == source && $0.grain == .daily && $0.recordCount > 0
    }
    if isDaily { return nil }
    let all = periods(night.inputs.exports.exports)
    guard night.pipeline.sources[source].counts == .cumulative else { return all }
    let whole = Set(periods(night.inputs.exports.downloaded))
    return all.filter { !whole.contains($0) }
  }

  // MARK: - Late sources

  private static func tooLate(
    _ workflow: Workflow, _ source: Int, _ night: CheckedNight
  ) -> Lint? {
    guard let asOf = night.asOf, let coverage = night.counts?.coverage[source] else { return nil }
    guard let newest = coverage.lanes.compactMap(\.days.last).max() else {
      return noDay(workflow, night.pipeline.sources[source], asOf)
    }
    let window = Window(
      within: workflow.trigger.withinDays, last: asOf.advanced(by: -coverage.lagUsed))
    guard newest < window.first else { return nil }
    let settings = night.pipeline.sources[source]
    let late = newest.distance(to: asOf)
    return Lint(
      kind: "window_without_days", place: workflow.place,
      message: "its window of \(days(window)) holds no day that \(settings.place) speaks for: the "
        + "newest there is \(newest), \(late.asDays) before \(asOf), and 'lag_days' is "
        + "\(settings.lagDays), so \(effect(workflow))",
      remedy: lagRemedy(settings, late, newest))
  }

  /// When all that a source speaks for comes after the as-of day.
  private static func noDay(
    _ workflow: Workflow, _ source: Source, _ asOf: CalendarDay
  ) -> Lint {
    Lint(
      kind: "window_without_days", place: workflow.place,
      message: "\(source.place) speaks for no day up to \(asOf), so \(effect(workflow))",
      remedy:
        "put exports of \(source.place) in place that go back that far, or check for a later day")
  }

  private static func effect(_ workflow: Workflow) -> String {
    switch workflow.trigger.test {
    case .atLeast: "nothing of the source counts tonight"
    case .fewerThan: "the rule is skipped tonight"
    }
  }

  private static func days(_ window: Window) -> String {
    window.within == 0 ? "\(window.last)" : "\(window.first) to \(window.last)"
  }

  /// How to let a source be so many days late.
  static func lagRemedy(_ source: Source, _ late: Int, _ newest: CalendarDay) -> String {
    let download = "download newer exports of \(source.place), from \(newest.advanced(by: 1)) on"
    // The same bound as in the pipeline file.
    guard late <= 7 else { return "\(download); 'lag_days' goes no further than 7" }
    return "say 'lag_days: \(late)' in \(source.place) if its platform finishes so late, or "
      + download
  }
}
