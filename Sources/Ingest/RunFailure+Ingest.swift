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

  static func headerLineMissing(_ path: String, line: Int, source: SourceName) -> RunFailure {
    RunFailure(
      kind: "header_line_missing", place: path,
      what: "source '\(source)' says that line \(line) is the header, and the file is shorter",
      mend: "correct 'header_line', or leave it out: the header is then found by its columns")
  }

  package static func zipArchive(_ path: String) -> RunFailure {
    RunFailure(
      kind: "zip_archive", place: path,
      what: "it is a ZIP archive, as Excel workbooks are, and no CSV",
      mend: "unpack it, or save the workbook as CSV")
  }

  package static func periodUnknown(_ path: String, source: SourceName) -> RunFailure {
    RunFailure(
      kind: "period_unknown", place: path,
      what: "neither the rows nor the file say which days they speak for",
      mend: "put {first_day} and {last_day} into 'files' of source '\(source)', or give it "
        + "'period' or columns with days")
  }

  /// - Parameter said: `name` or `report`.
  static func reversedPeriod(
    _ path: String, first: CalendarDay, last: CalendarDay, said: String
  ) -> RunFailure {
    RunFailure(
      kind: "reversed_period", place: path,
      what: "the \(said) says the period ends on \(last), before it starts on \(first)",
      mend: said == "name"
        ? "rename the file, or put the placeholders of 'files' in the right order"
        : "download it again; this copy was edited")
  }

  /// - Parameter said: `name` or `report`.
  static func periodTooLong(_ path: String, _ period: Period, said: String) -> RunFailure {
    RunFailure(
      kind: "period_too_long", place: path,
      what: "the \(said) says \(period.first) to \(period.last), more than "
        + "\(Period.longestDayCount) days",
      mend: said == "name"
        ? "rename the file with the days it speaks for" : "export the report for fewer days")
  }

  static func rowsTooFarApart(
    _ path: String, _ rows: Period, source: SourceName
  ) -> RunFailure {
    RunFailure(
      kind: "rows_too_far_apart", place: path,
      what: "its rows go from \(rows.first) to \(rows.last), more than \(Period.longestDayCount) "
        + "days, and 'covers: first_to_last' would make it speak for all of them",
      mend: "correct the day that is wrong, or say 'covers: rows' in source '\(source)'")
  }

  static func mixedGrains(
    _ first: Export, _ other: Export, source: SourceName
  ) -> RunFailure {
    func shown(_ grain: Source.Grain) -> String {
      grain == .daily ? "daily rows" : "rows of several days"
    }
    return RunFailure(
      kind: "mixed_grain", place: other.shownPath,
      what: "it has \(shown(other.grain)), but \(first.shownPath) of the same source has "
        + shown(first.grain),
      mend: "export both with the same breakdown by time, or make them two sources instead of "
        + "'\(source)'")
  }

  static func noDailyBreakdown(_ path: String, _ period: Period, source: SourceName) -> RunFailure {
    RunFailure(
      kind: "no_daily_breakdown", place: path,
      what: "the report covers \(period.first) to \(period.last), and every row is dated "
        + "\(period.first): it sums up all of these days and would book them on the first",
      mend: "export it again with a daily breakdown; if nothing happened on the later days, say "
        + "'daily_breakdown: true' in source '\(source)'")
  }

  static func monthlyBreakdown(_ path: String, source: SourceName) -> RunFailure {
    RunFailure(
      kind: "monthly_breakdown", place: path,
      what: "every row is dated the first of a month: it sums up months and would book them there",
      mend: "export it again with a daily breakdown, or say 'date_spans: month' in source "
        + "'\(source)'; if it is daily all the same, 'daily_breakdown: true'")
  }

  static func furtherHeader(_ path: String, line: Int) -> RunFailure {
    RunFailure(
      kind: "further_header", place: "\(path):\(line)",
      what: "another table with other columns begins here, and would be read as this one",
      mend: "put the tables into files of their own; where the first ends at a blank line, say "
        + "'ends_at_blank_line: true'")
  }

  static func severalReports(_ path: String) -> RunFailure {
    RunFailure(
      kind: "several_reports", place: path,
      what: "it holds several reports one below the other, each with days of its own",
      mend: "put them into files of their own, as they were downloaded")
  }

  static func rowCountDiffers(_ path: String, stated: Int, found: Int) -> RunFailure {
    RunFailure(
      kind: "row_count_differs", place: path,
      what: "the report says it has \(stated) row\(stated == 1 ? "" : "s"), and \(found) "
        + "\(found == 1 ? "is" : "are") there",
      mend: "download it again; this copy was cut off or edited")
  }

  static func aggregationUnknown(
    _ path: String, _ aggregation: String, source: SourceName
  ) -> RunFailure {
    RunFailure(
      kind: "aggregation_unknown", place: path,
      what: "the report says its rows are '\(aggregation)', and how many days that is nobody knows",
      mend: "export it as Daily, or say 'date_spans: day', 'week' or 'month' in source '\(source)'")
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
