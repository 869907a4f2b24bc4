import AdModel
import Testing

@testable import Ingest

/// Platforms whose exports name companies and are known from little: RollWorks, Terminus and
/// Demandbase.
@Suite struct AccountPlatformTests {
  private func read(_ platform: String, _ text: String) throws -> Export {
    let source = Source(
      name: SourceName("abm"), platform: platform,
      files: ["{campaign}_{first_day}_{last_day}.csv"])
    let folder = try ExportFolder("Awareness_2026-11-10_2026-11-16.csv", text)
    return try #require(try folder.read(source).first)
  }

  @Test func rollWorks() throws {
    let export = try read(
      "rollworks-accounts",
      """
      Account,Company Domain,Impressions,Clicks
      Nordwind GmbH,nordwind.example,"1,204","1,007"
      Total,total.example,1,2
      Total,,1205,1009

      """)
    #expect(
      export.told == [
        "Awareness 2026-11-10..2026-11-16 nordwind.example/Nordwind GmbH 1007",
        "Awareness 2026-11-10..2026-11-16 total.example/Total 2",
      ])
    #expect(export.layout.leftOut.totals == 1)
  }

  /// One row per account and ad; the ad is the campaign, and rows of one ad add up.
  @Test func terminus() throws {
    let export = try read(
      "terminus-accounts",
      """
      Account,Ad Name,Ad Type,Reach,Impressions,First Impression,Clicks
      Nordwind GmbH,Decision,Display,4,120,2026-11-02,3
      Nordwind GmbH,Decision,Global,4,120,2026-11-03,4
      Nordwind GmbH,Brand,Global,4,120,2026-11-03,1

      """)
    #expect(
      export.told == [
        "Brand 2026-11-10..2026-11-16 Nordwind GmbH 1",
        "Decision 2026-11-10..2026-11-16 Nordwind GmbH 7",
      ])
  }

  @Test func demandbase() throws {
    let export = try read(
      "demandbase-accounts",
      "Account Name,Account Domain,Impressions,Clicks\nNordwind GmbH,nordwind.example,9,7\n")
    #expect(
      export.told == ["Awareness 2026-11-10..2026-11-16 nordwind.example/Nordwind GmbH 7"])
  }

  /// What the vendors do not document is marked so, and nothing else.
  @Test func whatIsUnsourcedIsMarked() {
    #expect(
      Platform.all.filter { !$0.isSourced }.map(\.name)
        == ["rollworks-accounts", "terminus-accounts", "demandbase-accounts"])
  }
}
