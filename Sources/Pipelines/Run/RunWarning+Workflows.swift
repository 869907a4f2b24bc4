import AdModel
import Workflows

/// The words of what the workflows report.
extension RunWarning {
  static func overrideExpired(_ override: Override, account: AccountID, path: String) -> RunWarning
  {
    RunWarning(
      kind: "override_expired", place: "\(path):\(override.lineNumber)",
      message: "the \(override.action.rawValue) of '\(account)' in '\(override.segment)' held "
        + "until \(override.until.map(\.description) ?? "ever") and no longer does")
  }

  /// - Parameter count: how many accounts the base run knew.
  static func accountsGone(_ goneCount: Int, of count: Int) -> RunWarning {
    RunWarning(
      kind: "accounts_gone", place: "accounts",
      message: "\(goneCount) of the \(count) accounts of the run before have gone from the account "
        + "list: they stay where they are and are held from uploads")
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
