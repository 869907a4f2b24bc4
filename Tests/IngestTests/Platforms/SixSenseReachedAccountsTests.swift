import AdModel
import Testing

@testable import Ingest

@Suite struct SixSenseReachedAccountsTests {
  private static let header =
    "6sense Company Name,6sense Country,6sense Domain,Impressions,Clicks,Spend,Website Engagement,"
    + "Latest Impression,Influenced Form Fills\n"

  private static let rows = """
    Nordwind GmbH,Germany,nordwind.example,"1,204","1,007",$18.20,3,2026-11-15,0
    "Haverly, Ltd",United Kingdom,haverly.example,12,0,$0.20,-,2026-11-12,0

    """

  private static let source = Source(
    name: SourceName("6sense"), platform: "6sense-reached-accounts",
    files: ["{campaign}_{first_day}_{last_day}.csv"])

  private func read(_ text: String) throws -> Export {
    let folder = try ExportFolder("Brand_2026-11-10_2026-11-16.csv", text)
    return try #require(try folder.read(SixSenseReachedAccountsTests.source).first)
  }

  private static let expected = [
    "Brand 2026-11-10..2026-11-16 haverly.example/Haverly, Ltd/United Kingdom 0",
    "Brand 2026-11-10..2026-11-16 nordwind.example/Nordwind GmbH/Germany 1007",
  ]

  @Test func theFileNameStatesCampaignAndPeriod() throws {
    let export = try read(Self.header + Self.rows)
    #expect(export.told == Self.expected)
    #expect(export.grain == .period)
    #expect(export.rejects.isEmpty)
  }

  @Test func shortLinesAboveTheHeader() throws {
    let export = try read("Reached Accounts\nBrand,2026\n\n" + Self.header + Self.rows)
    #expect(export.told == Self.expected)
    #expect(export.recordCount == 2)
  }

  /// Columns come and go; those needed are enough, in any order.
  @Test func otherColumns() throws {
    let export = try read(
      "Clicks,6sense Domain,New Column,6sense Country,6sense Company Name\n"
        + "\"1,007\",nordwind.example,x,Germany,Nordwind GmbH\n")
    #expect(export.told == [Self.expected[1]])
  }

  @Test func aClickCountThatIsNoNumber() throws {
    let export = try read(Self.header + "N,DE,n.example,1,$5,0,0,2026-11-15,0\n" + Self.rows)
    #expect(export.rejects.map(\.reason) == [.invalidCount])
    #expect(export.told == Self.expected)
  }

  @Test func withoutDaysInTheName() throws {
    let folder = try ExportFolder("Brand.csv", Self.header + Self.rows)
    var source = Self.source
    source.files = ["{campaign}.csv"]
    #expect(folder.failure(source)?.kind == "period_unknown")
  }
}
