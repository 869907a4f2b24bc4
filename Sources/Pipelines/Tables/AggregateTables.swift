import AdModel
import Aggregate
import CSV

/// The tables of `3-aggregate/`.
enum AggregateTables {
  /// `daily.csv`: standing counts within the longest window.
  ///
  /// - Parameter ids: the account table's ids, by index.
  static func daily(_ daily: DailyCounts, ids: FieldTable) -> OutputTable {
    OutputTable(
      path: "3-aggregate/daily.csv",
      header: ["account_id", "source", "campaign", "first_day", "last_day", "engagements"]
    ) { writer in
      let series = FieldTable(
        columnCount: 4,
        daily.series.map {
          [
            $0.source.text, $0.campaign, $0.period.first.description, $0.period.last.description,
          ]
        })
      for row in daily.rows {
        writer.fields(Int(row.account.number), of: ids)
        writer.fields(Int(row.series), of: series)
        writer.field(Int(row.engagements))
        try writer.endRow()
      }
    }
  }

  /// `windows.csv`: what each active workflow's window holds.
  ///
  /// - Parameter ids: the account table's ids, by index.
  static func windows(
    _ windows: [WindowCounts], workflows: [Workflow], ids: FieldTable
  ) -> OutputTable {
    let sorted = windows.sorted { $0.workflow.text.precedesInBytes($1.workflow.text) }
    return OutputTable(
      path: "3-aggregate/windows.csv",
      header: ["workflow", "account_id", "engagements", "matched"]
    ) { writer in
      let names = FieldTable(sorted.map(\.workflow.text))
      let matched = FieldTable(["false", "true"])
      for (place, window) in sorted.enumerated() {
        guard let workflow = workflows.first(where: { $0.id == window.workflow }) else { continue }
        let test = workflow.trigger.test
        for row in window.rows {
          writer.fields(place, of: names)
          writer.fields(Int(row.account.number), of: ids)
          writer.field(row.engagements)
          writer.fields(test.isMet(by: row.engagements) ? 1 : 0, of: matched)
          try writer.endRow()
        }
      }
    }
  }
}
