import AdModel
import Aggregate
import CSV

/// The tables of `3-aggregate/`.
enum AggregateTables {
  /// `daily.csv`: standing counts within the longest window.
  ///
  /// - Parameter ids: the account table's ids, by index.
  static func daily(_ daily: DailyCounts, ids: FieldTable) -> OutputTable {
    let series = FieldTable(
      columnCount: 4,
      daily.series.map {
        [$0.source.text, $0.campaign, $0.period.first.description, $0.period.last.description]
      })
    let stretches = daily.stretches.indices.flatMap { place in
      OutputTable.stretches(of: daily.stretches[place].count).map { (place, $0) }
    }
    return OutputTable(
      path: "3-aggregate/daily.csv",
      header: ["account_id", "source", "campaign", "first_day", "last_day", "engagements"],
      stretches: stretches
    ) { stretch, writer in
      let (place, rows) = stretch
      for row in daily.stretches[place][rows] {
        try writer.row(
          Int(row.account.number), of: ids, Int(row.series), of: series, Int(row.engagements))
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
    let tests = Dictionary(
      workflows.map { ($0.id, $0.trigger.test) }, uniquingKeysWith: { first, _ in first })
    let names = FieldTable(sorted.map(\.workflow.text))
    let matched = FieldTable(["false", "true"])
    let stretches = sorted.indices.flatMap { place in
      OutputTable.stretches(of: sorted[place].rows.count).map { (place, $0) }
    }
    return OutputTable(
      path: "3-aggregate/windows.csv",
      header: ["workflow", "account_id", "engagements", "matched"], stretches: stretches
    ) { stretch, writer in
      let (place, rows) = stretch
      let window = sorted[place]
      guard let test = tests[window.workflow] else {
        preconditionFailure("workflow \(window.workflow) is in the pipeline")
      }
      for row in window.rows[rows] {
        try writer.row(
          place, of: names, Int(row.account.number), of: ids, row.engagements,
          test.isMet(by: row.engagements) ? 1 : 0, of: matched)
      }
    }
  }
}
