import AdModel
import Testing

@testable import Ingest

@Suite struct CM360Tests {
  private static let source: Source = {
    var source = Source(name: SourceName("cm360"), platform: "cm360", files: ["*.csv"])
    source.accountText = .init(column: "Placement", pattern: "ABM - (?<name>.+)")
    return source
  }()

  private func read(_ text: String) throws -> Export {
    try #require(try ExportFolder("a.csv", text).read(Self.source).first)
  }

  @Test(arguments: [
    "Report Fields\n", "Report Fields:\n",
    "Monthly report\nAccount ID,4711\nDate Range,11/16/2026 - 11/20/2026\n\nReport Fields\n",
  ])
  func belowAPreambleOfAnyLength(preamble: String) throws {
    let export = try read(
      preamble + """
        Date,Campaign,Site (CM360),Placement,Impressions,Clicks
        2026-11-16,Brand,example.org,ABM - Nordwind GmbH,100,2
        Grand Total:,,,,100,2

        """)
    #expect(export.told == ["Brand 2026-11-16 Nordwind GmbH 2"])
    #expect(export.layout.leftOut.totals == 1)
    #expect(export.rejects.isEmpty)
  }

  @Test func onlyASumIsAnEmptyReport() throws {
    let export = try read(
      "Date Range,2026-11-16 to 2026-11-20\nReport Fields\nCampaign,Placement,Clicks\n"
        + "Grand Total:,,0\n")
    #expect(export.recordCount == 0)
    #expect(export.statedPeriod == Period(first: november(16), last: november(20)))
  }
}
