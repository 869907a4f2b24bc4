package import AdModel

/// The words of what ends a run while exports are read.
extension RunFailure {
  package static func emptyFile(
    _ path: String, mend: String = "download the export again, or move the file away"
  ) -> RunFailure {
    RunFailure(
      kind: "empty_file", place: path, what: "the file has no header line", mend: mend)
  }

  package static func columnsMissing(
    _ path: String, line: Int, missing: [String], present: [String],
    mend: String = "correct 'columns' or 'engagements' of the source, or export the file with them"
  ) -> RunFailure {
    let near = missing.compactMap { name in
      nearestNames(to: name, among: present).first.map { "'\($0)' for '\(name)'" }
    }
    let hint = near.isEmpty ? "" : "; did you mean \(near.joined(separator: ", "))?"
    return RunFailure(
      kind: "columns_missing", place: "\(path):\(line)",
      what: "no line has the column\(missing.count == 1 ? "" : "s") \(quoted(missing)); "
        + "the columns here are \(quoted(present))\(hint)",
      mend: mend)
  }

  package static func periodUnknown(_ path: String, source: SourceName) -> RunFailure {
    RunFailure(
      kind: "period_unknown", place: path,
      what: "neither the rows nor the file say which days they speak for",
      mend: "put {first_day} and {last_day} into 'files' of source '\(source)', or give it "
        + "'period' or columns with days")
  }

  package static func reversedPeriod(
    _ path: String, first: CalendarDay, last: CalendarDay
  ) -> RunFailure {
    RunFailure(
      kind: "reversed_period", place: path,
      what: "the name says the period ends on \(last), before it starts on \(first)",
      mend: "rename the file, or put the placeholders of 'files' in the right order")
  }

  static func periodTooLong(_ path: String, _ period: Period) -> RunFailure {
    RunFailure(
      kind: "period_too_long", place: path,
      what: "the name says \(period.first) to \(period.last), more than "
        + "\(Period.longestDayCount) days",
      mend: "rename the file with the days it speaks for")
  }

  package static func campaignUnknown(_ path: String, source: SourceName) -> RunFailure {
    RunFailure(
      kind: "campaign_unknown", place: path,
      what: "nothing says which campaign the file speaks of",
      mend: "put {campaign} into 'files' of source '\(source)', or give it 'campaign'")
  }

  package static func exportsOverlap(
    _ newer: String, _ older: String, source: SourceName, campaign: String, day: CalendarDay
  ) -> RunFailure {
    RunFailure(
      kind: "exports_overlap", place: newer,
      what: "campaign '\(campaign)' on \(day) stands in \(older) too",
      mend: "source '\(source)' says 'overlap: error'; remove one of the files, or say "
        + "'overlap: replace'")
  }

  private static func quoted(_ names: [String]) -> String {
    let shown = names.prefix(20).map { "'\($0)'" }.joined(separator: ", ")
    return names.count > 20 ? "\(shown) and \(names.count - 20) more" : shown
  }
}
