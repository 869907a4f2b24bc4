import AdModel
import Ingest
import Runs

/// Days that no run is to be published for, since `latest` would point to it for years.
extension PipelineRun {
  /// Longer than any window: data so old has no say.
  static let longestGapDays = 90

  /// Whether nobody said the day, so that a clock that jumped decides it.
  var asOfIsFromClock: Bool {
    guard request.asOf == nil, case .today = pipeline.asOf else { return false }
    return true
  }

  /// Refuses a day of the clock that lies before the newest run.
  static func checkNotBehind(_ asOf: CalendarDay, _ history: RunHistory) throws(RunFailure) {
    guard let newest = history.runs.last, asOf < newest.asOf else { return }
    throw .clockBehind(asOf: asOf, newest: newest)
  }

  /// Refuses a day of the clock that lies far after all that is known.
  static func checkNotAhead(
    _ asOf: CalendarDay, _ history: RunHistory, _ exports: [Export]
  ) throws(RunFailure) {
    let days = [history.runs.last?.asOf, Restatement.newestDay(of: exports)].compactMap(\.self)
    guard let known = days.max(), known.distance(to: asOf) > longestGapDays else { return }
    throw .clockAhead(asOf: asOf, known: known)
  }

  /// Refuses a newest day that lies far from all others: one slip in one row would decide it.
  ///
  /// - Throws: `RunFailure`.
  func checkNotAlone(_ day: CalendarDay, _ exports: [Export]) throws(RunFailure) {
    var next: CalendarDay?
    for export in exports {
      let stated = [export.statedPeriod?.last, export.facts.lastDay].compactMap(\.self)
      for other in stated + export.series.map(\.period.last) where other < day {
        next = max(next ?? other, other)
      }
    }
    guard let next, next.distance(to: day) > PipelineRun.longestGapDays else { return }
    let path = exports.first { $0.lastDay == day }?.shownPath ?? text.path
    throw .newestDayAlone(day, next: next, path: path)
  }
}

extension RunFailure {
  static func gapTooLong(_ days: Period) -> RunFailure {
    RunFailure(
      kind: "gap_too_long", place: "--catch-up",
      what: "\(days.dayCount) days are missing, \(days.first) to \(days.last): more than any "
        + "window is long",
      mend: "run them with backfill, or leave --catch-up out")
  }

  static func clockBehind(asOf: CalendarDay, newest: RunName) -> RunFailure {
    RunFailure(
      kind: "clock_behind", place: "as-of day \(asOf)",
      what: "by this machine's clock it is a day before the newest run, \(newest)",
      mend: "set the clock right; if the day is meant, say it with --as-of \(asOf)")
  }

  static func clockAhead(asOf: CalendarDay, known: CalendarDay) -> RunFailure {
    RunFailure(
      kind: "clock_ahead", place: "as-of day \(asOf)",
      what: "by this machine's clock it is \(known.distance(to: asOf)) days after \(known), the "
        + "newest day that any export or run knows",
      mend: "set the clock right; if the day is meant, say it with --as-of \(asOf)")
  }

  static func newestDayAlone(_ day: CalendarDay, next: CalendarDay, path: String) -> RunFailure {
    RunFailure(
      kind: "newest_day_alone", place: path,
      what: "'as_of: newest_day' would be \(day), \(next.distance(to: day)) days after the day "
        + "before it, \(next)",
      mend: "correct the export; if the day is meant, say it with --as-of \(day)")
  }
}
