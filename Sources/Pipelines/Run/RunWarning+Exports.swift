import AdModel
import Ingest

/// The words of what the exports report.
extension RunWarning {
  /// What is odd about an export, though it can be read.
  static func oddities(_ export: Export, _ source: Source) -> [RunWarning] {
    [
      rowsOutsideRange(export), otherPeriodInName(export), repeatedColumns(export),
      unusualQuotes(export), mixedEncoding(export), furtherTable(export),
      noAccounts(export, source), allRejected(export), allOnFirstDay(export, source),
    ].compactMap(\.self)
  }

  /// Nil when an export has no rows outside the days its name or its preamble states.
  private static func rowsOutsideRange(_ export: Export) -> RunWarning? {
    guard export.grain == .daily, let stated = export.statedPeriod, let rows = export.rowPeriod,
      rows.first < stated.first || stated.last < rows.last
    else { return nil }
    return RunWarning(
      kind: "rows_outside_range", place: export.shownPath,
      message: "its rows go from \(rows.first) to \(rows.last), but it states \(stated.first) to "
        + "\(stated.last); they count all the same")
  }

  /// When the report and its name state different days: the report is believed.
  private static func otherPeriodInName(_ export: Export) -> RunWarning? {
    guard let stated = export.statedPeriod, let first = export.facts.firstDay,
      let last = export.facts.lastDay, first != stated.first || last != stated.last
    else { return nil }
    return RunWarning(
      kind: "other_period_in_name", place: export.shownPath,
      message: "the report says \(stated.first) to \(stated.last), its name \(first) to \(last); "
        + "the report is believed")
  }

  private static func repeatedColumns(_ export: Export) -> RunWarning? {
    guard !export.layout.repeatedNames.isEmpty else { return nil }
    let names = export.layout.repeatedNames.map { "'\($0)'" }.joined(separator: ", ")
    return RunWarning(
      kind: "repeated_column", place: export.shownPath,
      message: "its header has \(names) more than once; the first is read")
  }

  private static func furtherTable(_ export: Export) -> RunWarning? {
    guard let line = export.layout.furtherTableLine else { return nil }
    return RunWarning(
      kind: "further_table", place: "\(export.shownPath):\(line)",
      message: "a second table with the same header begins here; only the first is read")
  }

  private static func unusualQuotes(_ export: Export) -> RunWarning? {
    export.layout.unusualQuotes.map {
      RunWarning(
        kind: "unusual_quotes", place: export.shownPath,
        message: "its quotes are read with \($0), as they look; say so in its source to be sure")
    }
  }

  private static func mixedEncoding(_ export: Export) -> RunWarning? {
    guard export.layout.isMixedEncoding else { return nil }
    return RunWarning(
      kind: "mixed_encoding", place: export.shownPath,
      message: "some of its text is UTF-8 and some is not; rows with bytes that are no UTF-8 in a "
        + "campaign or an account were rejected")
  }

  /// When rows are left out because no account stands in their text, and none has one.
  private static func noAccounts(_ export: Export, _ source: Source) -> RunWarning? {
    guard let text = source.accountText, export.layout.leftOut.withoutAccount > 0,
      export.counts.identityCount == 0
    else { return nil }
    let count = export.layout.leftOut.withoutAccount
    return RunWarning(
      kind: "no_account_found", place: export.shownPath,
      message: "\(count == 1 ? "its only row does not have" : "none of its \(count) rows has") "
        + "'\(text.pattern)' in column '\(text.column)', so it names no account")
  }

  /// When not one row of an export can be read; no guard looks at a small file.
  private static func allRejected(_ export: Export) -> RunWarning? {
    let count = export.recordCount
    guard count > 0, export.rejectedCount == count, let first = export.rejects.first else {
      return nil
    }
    let place = first.column.isEmpty ? "" : ", column '\(first.column)'"
    return RunWarning(
      kind: "all_rows_rejected", place: export.shownPath,
      message: "\(count == 1 ? "its only row was" : "all of its \(count) rows were") rejected, "
        + "\(count == 1 ? "" : "the first ")in line \(first.lineNumber)\(place): \(first.message)")
  }

  /// A report of several days with several rows, all booked on the first: perhaps sums.
  private static func allOnFirstDay(_ export: Export, _ source: Source) -> RunWarning? {
    guard !source.hasDailyBreakdown, export.recordCount > 1, let period = export.statedPeriod,
      export.isAllOnFirstDay(of: period)
    else { return nil }
    return RunWarning(
      kind: "all_on_first_day", place: export.shownPath,
      message: "it states \(period.first) to \(period.last), and every row is dated "
        + "\(period.first): if it was exported without a daily breakdown, these are sums of all "
        + "days; if not, 'daily_breakdown: true' in its source ends this warning")
  }

  static func cumulativeDrop(_ drop: CumulativeSnapshots.Drop) -> RunWarning {
    RunWarning(
      kind: "cumulative_drop", place: drop.shownPath,
      message: "\(drop.companies) compan\(drop.companies == 1 ? "y" : "ies") of campaign "
        + "'\(drop.campaign)' count\(drop.companies == 1 ? "s" : "") \(drop.engagements) less than "
        + "in the snapshot before; a drop counts as 0")
  }
}
