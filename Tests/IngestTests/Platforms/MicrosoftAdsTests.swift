import AdModel
import Foundation
import Testing

@testable import Ingest

@Suite struct MicrosoftAdsTests {
  private static func source(_ column: String = "AdGroupName") -> Source {
    var source = Source(name: SourceName("bing"), platform: "microsoft-ads", files: ["*.csv"])
    source.accountText = .init(column: column, pattern: "ABM - (?<name>.+)")
    return source
  }

  private func text(
    aggregation: String = "Daily", rows: Int = 2, period: String = "11/16/2026, 11/22/2026",
    header: String = #""TimePeriod","CampaignName","CampaignId","AdGroupName","Clicks""#,
    days: [String] = ["2026-11-16", "2026-11-17"], footer: String = "\n\"©2026 Microsoft \"\n"
  ) -> String {
    let table = days.map { #""\#($0)","Brand","7","ABM - Nordwind GmbH","1,204""# }
    return """
      "Report Name: Ad groups"
      "Report Time: \(period)"
      "Time Zone: (GMT-08:00) Pacific Time (US & Canada); Tijuana"
      "Report Aggregation: \(aggregation)"
      "Rows: \(rows)"

      \(header)
      \(table.joined(separator: "\n"))
      \(footer)
      """
  }

  private func read(_ text: String, _ source: Source = source()) throws -> Export {
    try #require(try ExportFolder("a.csv", text).read(source).first)
  }

  private func failure(_ text: String) throws -> RunFailure? {
    try ExportFolder("a.csv", text).failure(Self.source())
  }

  /// The copyright may follow the table without a blank line.
  @Test(arguments: [
    "\n\"©2026 Microsoft Corporation. All rights reserved. \"\n", "\"©2026 Microsoft\"\n",
    "\"@2026 Microsoft\"\n", "",
  ])
  func daily(footer: String) throws {
    let export = try read(text(footer: footer))
    #expect(
      export.told == [
        "7:Brand 2026-11-16 Nordwind GmbH 1204", "7:Brand 2026-11-17 Nordwind GmbH 1204",
      ])
    #expect(export.rejects.isEmpty)
    #expect(export.layout.footerLineCount == (footer.isEmpty ? 0 : 1))
    #expect(export.statedPeriod == Period(first: november(16), last: november(22)))
    #expect(export.grain == .daily)
  }

  @Test(arguments: ["2026-11-16|7", "11/16/2026 12:00:00 AM|7"])
  func hourly(time: String) throws {
    let export = try read(
      text(aggregation: "Hourly", period: "11/16/2026", days: [time, "2026-11-16|23"]))
    #expect(export.told == ["7:Brand 2026-11-16 Nordwind GmbH 2408"])
    #expect(export.grain == .daily)
  }

  /// The day of a week is the Sunday it begins with, that of a month its first.
  @Test func weeklyAndMonthly() throws {
    let weekly = try read(
      text(aggregation: "Weekly", rows: 1, days: ["2026-11-15"]))
    #expect(weekly.told == ["7:Brand 2026-11-15..2026-11-21 Nordwind GmbH 1204"])
    #expect(weekly.grain == .period)
    let monthly = try read(
      text(aggregation: "Monthly", rows: 2, days: ["2026-11-01", "2026-12-01"]))
    #expect(
      monthly.told == [
        "7:Brand 2026-11-01..2026-11-30 Nordwind GmbH 1204",
        "7:Brand 2026-12-01..2026-12-31 Nordwind GmbH 1204",
      ])
    let old = try read(
      text(
        aggregation: "?", rows: 1,
        header: #""WeekStartDate","CampaignName","CampaignId","AdGroupName","Clicks""#,
        days: ["11/15/2026"]))
    #expect(old.told == ["7:Brand 2026-11-15..2026-11-21 Nordwind GmbH 1204"])
  }

  @Test func aSummaryStandsForTheReportsRange() throws {
    let summary = """
      "Report Time: 11/16/2026, 11/22/2026"
      "Report Aggregation: Summary"
      "Rows: 1"

      "CampaignName","AdGroupName","Clicks"
      "Brand","ABM - N","7"
      """
    #expect(try read(summary).told == ["Brand 2026-11-16..2026-11-22 N 7"])
  }

  @Test func anAggregationNobodyKnowsEndsTheRun() throws {
    #expect(try failure(text(aggregation: "Yearly"))?.kind == "aggregation_unknown")
  }

  /// `Rows` is a free check that nothing was cut off.
  @Test func theNumberOfRowsIsHeldToWhatTheReportSays() throws {
    let failure = try #require(try failure(text(rows: 3)))
    #expect(failure.kind == "row_count_differs")
    #expect(failure.what == "the report says it has 3 rows, and 2 are there")
    // Rejected rows are rows.
    #expect(try read(text(rows: 2, days: ["2026-11-16", "never"])).rejectedCount == 1)
  }

  /// Cut off behind its preamble.
  @Test func rowsWithoutATable() throws {
    let text = text().components(separatedBy: "\n").prefix(5).joined(separator: "\n") + "\n"
    #expect(try failure(text)?.kind == "row_count_differs")
  }

  @Test func anEmptyReportHasAHeader() throws {
    let export = try read(text(rows: 0, days: []))
    #expect(export.recordCount == 0)
    #expect(export.statedPeriod == Period(first: november(16), last: november(22)))
  }

  @Test func spanishDownload() throws {
    let text = """
      Report Name: Nuevo informe
      Report Time: 16/11/2026

      Id. de la cuenta,Nombre de la campaña,Gasto,Impresiones,Clics
      [138689064],ABM - N,"1,20",22.041,1.391
      Total,-,-,22.041,1.391
      """
    let export = try read(text, Self.source("Nombre de la campaña"))
    #expect(export.told == ["ABM - N 2026-11-16 N 1391"])
    #expect(export.layout.leftOut.totals == 1)
    #expect(export.layout.language == "es")
  }
}
