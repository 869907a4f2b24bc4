import AdModel
import Testing

@testable import Ingest

@Suite struct GenericTests {
  @Test func dailyRows() throws {
    let folder = try ExportFolder(
      "dsp.csv",
      """
      Day,Campaign,Company,Domain,Clicks,Video Completions
      2026-11-19,Awareness,"Nordwind, Inc.",nordwind.example,3,1
      2026-11-20,Awareness,"Nordwind, Inc.",nordwind.example,,2
      """)
    let source = Source.daily("*.csv", engagements: ["Clicks", "Video Completions"])
    let export = try #require(try folder.read(source).first)
    #expect(export.grain == .daily)
    #expect(
      export.told == [
        "Awareness 2026-11-19 nordwind.example/Nordwind, Inc. 4",
        "Awareness 2026-11-20 nordwind.example/Nordwind, Inc. 2",
      ])
  }

  @Test func rowsWithFirstAndLastDay() throws {
    let folder = try ExportFolder(
      "dsp.csv",
      """
      Start,End,Campaign ID,Account,LinkedIn,Country,Clicks
      2026-11-10,2026-11-16,c-7,A1,https://www.linkedin.com/company/nordwind,DE,3
      2026-11-10,2026-11-16,c-7,A1,https://www.linkedin.com/company/nordwind,DE,4
      2026-11-17,2026-11-17,c-7,A1,,DE,1
      """)
    let source = Source.daily(
      "*.csv",
      columns: [
        .firstDay: "Start", .lastDay: "End", .campaignID: "Campaign ID", .accountID: "Account",
        .accountLinkedIn: "LinkedIn", .country: "Country",
      ])
    let export = try #require(try folder.read(source).first)
    #expect(export.grain == .period)
    #expect(
      export.told == [
        "c-7 2026-11-10..2026-11-16 A1/https://www.linkedin.com/company/nordwind/DE 7",
        "c-7 2026-11-17 A1/DE 1",
      ])
  }

  /// Without a preset that says so, a comma in a count is no thousands comma.
  @Test func countsHaveNoThousandsCommas() throws {
    let folder = try ExportFolder(
      "dsp.csv", "Day,Campaign,Company,Domain,Clicks\n2026-11-19,A,N,,\"1,204\"\n")
    let export = try #require(try folder.read(.daily("*.csv")).first)
    #expect(export.rejects.map(\.reason) == [.invalidCount])
    #expect(export.rejects.map(\.message) == ["'1,204' is not a whole number"])
  }
}
