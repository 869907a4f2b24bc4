import AdModel
import Testing

@testable import Ingest

@Suite struct DV360Tests {
  private static let source: Source = {
    var source = Source(name: SourceName("dv360"), platform: "dv360", files: ["*.csv"])
    source.accountText = .init(column: "Line Item", pattern: "ABM - (?<name>.+)")
    return source
  }()

  private static let footer = """

    Report Time:,2026/11/21 13:02 PM
    Date Range:,2026/11/16 to 2026/11/20
    Group By:,Date
    Group By:,Campaign
    MRC Accredited Metrics,"Clicks, Impressions",x,y
    "Numbers of the previous month are final on the first."

    """

  private func read(_ text: String) throws -> Export {
    try #require(try ExportFolder("a.csv", text).read(Self.source).first)
  }

  @Test func theTableEndsAtTheBlankLine() throws {
    let export = try read(
      """
      Date,Campaign,Line Item,Clicks
      2026/11/16,Brand,ABM - Nordwind GmbH,3
      2026/11/17,Brand,ABM - Nordwind GmbH,"1,000"
      ,,,1003
      \(Self.footer)
      """)
    #expect(
      export.told == ["Brand 2026-11-16 Nordwind GmbH 3", "Brand 2026-11-17 Nordwind GmbH 1000"])
    #expect(export.rejects.isEmpty)
    #expect(export.layout.leftOut.totals == 1)
    #expect(export.layout.footerLineCount == 6)
    #expect(export.statedPeriod == Period(first: november(16), last: november(20)))
    #expect(export.generatedAt?.description == "2026-11-21T13:02")
  }

  @Test func withoutADateTheFooterStatesThePeriod() throws {
    let export = try read("Insertion Order,Line Item,Clicks\nBrand,ABM - N,3\n,,3\n" + Self.footer)
    #expect(export.told == ["Brand 2026-11-16..2026-11-20 N 3"])
    #expect(export.grain == .period)
  }

  /// A blank line that a row follows ends nothing, one of delimiters alone neither.
  @Test(arguments: ["\n", ",,,\n", "\n\n,,,\n"])
  func blankLinesInsideTheTable(gap: String) throws {
    let export = try read(
      "Date,Campaign,Line Item,Clicks\n" + gap + "2026/11/16,Brand,ABM - N,3\n" + gap
        + "2026/11/17,Brand,ABM - N,4\n,,,7\n" + Self.footer)
    #expect(export.told == ["Brand 2026-11-16 N 3", "Brand 2026-11-17 N 4"])
    #expect(export.rejects.isEmpty)
    #expect(export.layout.footerLineCount == 6)
  }

  /// A large table is cut into pieces above its footer.
  @Test func aLargeTable() throws {
    let rows = (0..<3000).map { "2026/11/\(16 + $0 % 5),Brand,ABM - N\($0 % 7),1\n" }.joined()
    let text = "Date,Campaign,Line Item,Clicks\n" + rows + ",,,3000\n" + Self.footer
    let folder = try ExportFolder("a.csv", text)
    let whole = try #require(try folder.read(Self.source).first)
    #expect(whole.recordCount == 3000)
    #expect(whole.partial.rows.map(\.engagements).reduce(0, +) == 3000)
    for size in [512, 4096, 30_000] {
      let cut = try #require(
        try folder.read(Self.source, jobs: 2, pieceSizeBytes: size).first)
      #expect(cut.partial == whole.partial)
      #expect(cut.rejects == whole.rejects)
      #expect(cut.layout == whole.layout)
    }
  }
}
