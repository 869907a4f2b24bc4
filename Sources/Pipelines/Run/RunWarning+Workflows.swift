import AdModel
import Ingest
import Workflows

/// The words of what the workflows and the exports report.
extension RunWarning {
  /// Nil when an export has no rows outside the days its name or its preamble states.
  static func rowsOutsideRange(_ export: Export) -> RunWarning? {
    guard export.grain == .daily, let stated = export.statedPeriod, let rows = export.rowPeriod,
      rows.first < stated.first || stated.last < rows.last
    else { return nil }
    return RunWarning(
      kind: "rows_outside_range", place: export.shownPath,
      message: "its rows go from \(rows.first) to \(rows.last), but it states \(stated.first) to "
        + "\(stated.last); they count all the same")
  }

  static func overrideExpired(_ override: Override, account: AccountID, path: String) -> RunWarning
  {
    RunWarning(
      kind: "override_expired", place: "\(path):\(override.lineNumber)",
      message: "the \(override.action.rawValue) of '\(account)' in '\(override.segment)' held "
        + "until \(override.until.map(\.description) ?? "ever") and no longer does")
  }

  /// Nil for what is told elsewhere: a skipped rule has a warning with the day that is missing.
  init?(_ warning: WorkflowWarning, accounts: AccountTable) {
    switch warning {
    case .skipped: return nil
    case .severalRungs(let ladder, let count):
      self.init(
        kind: "several_rungs", place: "ladder " + ladder.map(\.text).joined(separator: ", "),
        message: "\(count) account\(count == 1 ? "" : "s") held several rungs and kept the highest")
    case .pinBeatenByExclusion(let account, let segments):
      self.init(
        kind: "pin_beaten_by_exclusion", place: "account '\(accounts[account].id)'",
        message: "its pin in " + segments.map { "'\($0)'" }.joined(separator: ", ")
          + " did not hold: an excluding segment holds the account")
    }
  }
}

extension Override {
  /// Whether the override is in force on a day.
  func holds(on day: CalendarDay) -> Bool { until.map { day <= $0 } ?? true }
}
