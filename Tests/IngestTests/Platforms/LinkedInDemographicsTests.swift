import AdModel
import CSV
import Foundation
import Testing

@testable import Ingest

@Suite struct LinkedInDemographicsTests {
  private static let preamble = """
    Professional Demographics Report (in UTC)\r
    "Report Start: November 16, 2026, 12:00 AM"\r
    "Report End: November 22, 2026, 11:59 PM"\r
    "Date Generated: November 23, 2026, 8:05 AM"\r
    \r

    """

  private static let companies = """
    Company Name Segment\tImpressions\tClicks\tClick Through Rate\r
    Nordwind GmbH\t1,204\t7\t0.58%\r
    "Haverly ""Blue Dock"" Ltd"\t"12,000"\t"1,234"\t10.28%\r
    Société Valcombe\t3\t-\t-\r

    """

  private static let industries = """
    Company Industry Segment\tImpressions\tClicks\tClick Through Rate\r
    Manufacturing\t1,204\t70\t0.58%\r
    Logistics\t12,000\t80\t10.28%\r

    """

  private static let source = Source(
    name: SourceName("linkedin"), platform: "linkedin-demographics", files: ["{campaign}-*.csv"])

  private func read(_ text: String) throws -> Export {
    let folder = try ExportFolder("Awareness-2026-11-23.csv", utf16(text))
    return try #require(try folder.read(LinkedInDemographicsTests.source).first)
  }

  private static let expected = [
    "Awareness 2026-11-16..2026-11-22 Haverly \"Blue Dock\" Ltd 1234",
    "Awareness 2026-11-16..2026-11-22 Nordwind GmbH 7",
    "Awareness 2026-11-16..2026-11-22 Société Valcombe 0",
  ]

  @Test func theCompaniesOfTheFirstTable() throws {
    let export = try read(
      Self.preamble + Self.companies + "\r\n" + Self.industries)
    #expect(export.told == Self.expected)
    #expect(export.rejects.isEmpty)
    #expect(export.recordCount == 3)
    #expect(export.encoding == .utf16LittleEndian)
    #expect(export.delimiterName == "tab")
    #expect(export.grain == .period)
    #expect(export.generatedAt?.description == "2026-11-23T08:05")
    #expect(export.statedPeriod == Period(first: november(16), last: november(22)))
  }

  /// Wherever the table stands among the others.
  @Test func theCompaniesOfALaterTable() throws {
    let export = try read(
      Self.preamble + Self.industries + "\r\n" + Self.companies + "\r\n\r\n" + Self.industries)
    #expect(export.told == Self.expected)
    #expect(export.rejects.isEmpty)
  }

  /// A table of no company is not that of the next dimension.
  @Test func anEmptyTableOfCompanies() throws {
    let header = "Company Name Segment\tImpressions\tClicks\tClick Through Rate\r\n"
    let export = try read(Self.preamble + header + "\r\n" + Self.industries)
    #expect(export.told == [])
    #expect(export.recordCount == 0)
    #expect(export.rejects.isEmpty)
    #expect(export.statedPeriod == Period(first: november(16), last: november(22)))
  }

  /// A blank line that a row of companies follows ends nothing.
  @Test(arguments: ["\r\n", "\t\t\t\r\n", "\r\n\r\n"])
  func blankLinesInsideTheTable(gap: String) throws {
    let lines = Self.companies.components(separatedBy: "\r\n")
    let table =
      lines[0] + "\r\n" + gap + lines[1] + "\r\n" + gap + lines[2...].joined(separator: "\r\n")
    let export = try read(Self.preamble + table + gap + Self.industries)
    #expect(export.told == Self.expected)
    #expect(export.recordCount == 3)
    #expect(export.rejects.isEmpty)
  }

  @Test func aSecondTableOfCompaniesIsTold() throws {
    let export = try read(
      Self.preamble + Self.companies + "\r\n" + Self.industries + "\r\n" + Self.companies)
    #expect(export.told == Self.expected)
    #expect(export.layout.furtherTableLine == 15)
  }

  /// A report without engagement is a preamble and nothing else; it says for which days.
  @Test(arguments: [true, false])
  func anEmptyReport(isQuoted: Bool) throws {
    let text = isQuoted ? Self.preamble : Self.preamble.replacing("\"", with: "")
    let export = try read(text)
    #expect(export.told == [])
    #expect(export.recordCount == 0)
    #expect(export.statedPeriod == Period(first: november(16), last: november(22)))
    #expect(export.generatedAt?.description == "2026-11-23T08:05")
    #expect(export.statedCampaign == "Awareness")
  }

  @Test func anUnquotedPreamble() throws {
    let text = Self.preamble.replacing("\"", with: "") + Self.companies
    #expect(try read(text).told == Self.expected)
  }

  /// A report of something else says which table is missing.
  @Test func withoutATableOfCompanies() throws {
    let folder = try ExportFolder("A-1.csv", utf16(Self.preamble + Self.industries))
    let failure = try #require(folder.failure(Self.source))
    #expect(failure.kind == "columns_missing")
    #expect(failure.place == "A-1.csv:6")
    #expect(failure.what.contains("'Company Name Segment'"))
    #expect(failure.what.contains("'Company Industry Segment'"))
  }

  /// The language of the preamble is not known, so neither is the period.
  @Test func withoutAPeriod() throws {
    let folder = try ExportFolder("A-1.csv", utf16(Self.companies))
    #expect(folder.failure(Self.source)?.kind == "period_unknown")
  }

  @Test func rejectsTellBytesOfTheFile() throws {
    let export = try read(Self.preamble + Self.companies + "Østervang\t1\tmany\t\r\n")
    let offset = 2 + 2 * (Self.preamble + Self.companies).utf16.count
    #expect(export.toldRejects == ["record 4, line 10, byte \(offset): invalid_count in Clicks"])
    #expect(export.rejects.map(\.text) == ["Østervang\t1\tmany\t"])
  }

  /// Saved again as UTF-8 by a spreadsheet, with commas.
  @Test func anotherEncodingAndDelimiter() throws {
    let text =
      Self.preamble
      + Self.companies.replacing("1,204\t", with: "1204\t")
      .replacing("Société Valcombe\t3\t-\t-", with: "Société Valcombe\t3\t0\t-")
      .replacing("\"12,000\"\t", with: "12000\t").replacing("\t", with: ",")
    let folder = try ExportFolder("Awareness-1.csv", text)
    #expect(try folder.read(Self.source).first?.told == Self.expected)
  }
}
