import AdModel
import Testing

@testable import Ingest

@Suite struct LinkedInCompaniesTests {
  private static let source = Source(
    name: SourceName("linkedin"), platform: "linkedin-companies",
    files: ["{campaign}_{first_day}_{last_day}.csv"])

  private static let text = """
    Company name,Company page URL,Engagement level,Organic engagements,Paid impressions,Paid clicks,Paid engagements
    "Nordwind, Inc.",https://www.linkedin.com/company/nordwind,Very High,120,437,3,"1,204"
    Total,https://www.linkedin.com/company/total,High,4,260,,
    Total,,,124,697,3,1204

    """

  @Test func aRowPerCompanyForThePeriodOfTheName() throws {
    let folder = try ExportFolder("Awareness_2026-11-10_2026-11-16.csv", Self.text)
    let export = try #require(try folder.read(Self.source).first)
    #expect(
      export.told == [
        "Awareness 2026-11-10..2026-11-16 https://www.linkedin.com/company/nordwind/"
          + "Nordwind, Inc. 1204",
        "Awareness 2026-11-10..2026-11-16 https://www.linkedin.com/company/total/Total 0",
      ])
    #expect(export.layout.leftOut.totals == 1)
    #expect(export.rejects.isEmpty)
    #expect(export.recordCount == 2)
  }

  /// Encoding, delimiter and preamble are not documented and are taken as they come.
  @Test func inUTF16WithTabsAndAPreamble() throws {
    let text =
      "Companies\n\"Date Range: Nov 10, 2026 - Nov 16, 2026\"\n\n"
      + Self.text.replacing("\"Nordwind, Inc.\"", with: "Nordwind")
      .replacing("\"1,204\"", with: "1204").replacing(",", with: "\t")
    var source = Self.source
    source.files = ["{campaign}.csv"]
    let folder = try ExportFolder("Awareness.csv", utf16(text))
    let export = try #require(try folder.read(source).first)
    #expect(export.told.count == 2)
    #expect(export.statedPeriod == Period(first: november(10), last: november(16)))
  }

  @Test func withoutAPeriodItEndsTheRun() throws {
    var source = Self.source
    source.files = ["{campaign}.csv"]
    let folder = try ExportFolder("Awareness.csv", Self.text)
    #expect(folder.failure(source)?.kind == "period_unknown")
  }
}
