import AdModel
import Aggregate
import CSV

/// The tables of `3-aggregate/`.
enum AggregateTables {
  /// `daily.csv`: standing counts within the longest window.
  static func daily(_ rows: [DailyCounts.Row], accounts: AccountTable) -> OutputTable {
    OutputTable(
      path: "3-aggregate/daily.csv",
      header: ["account_id", "source", "campaign", "first_day", "last_day", "engagements"]
    ) { writer in
      for row in rows {
        writer.field(accounts[row.account].id.text)
        writer.field(row.source.text)
        writer.field(row.campaign)
        writer.field(row.period.first.description)
        writer.field(row.period.last.description)
        writer.field(Int(row.engagements))
        try writer.endRow()
      }
    }
  }

  /// `windows.csv`: what each active workflow's window holds.
  static func windows(
    _ windows: [WindowCounts], workflows: [Workflow], accounts: AccountTable
  ) -> OutputTable {
    let sorted = windows.sorted { $0.workflow.text.precedesInBytes($1.workflow.text) }
    return OutputTable(
      path: "3-aggregate/windows.csv",
      header: ["workflow", "account_id", "engagements", "matched"]
    ) { writer in
      for window in sorted {
        guard let workflow = workflows.first(where: { $0.id == window.workflow }) else { continue }
        for row in window.rows {
          writer.field(window.workflow.text)
          writer.field(accounts[row.account].id.text)
          writer.field(row.engagements)
          writer.field(workflow.trigger.test.isMet(by: row.engagements) ? "true" : "false")
          try writer.endRow()
        }
      }
    }
  }
}
