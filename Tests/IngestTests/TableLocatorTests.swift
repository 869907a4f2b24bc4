import AdModel
import Testing

@testable import Ingest

@Suite struct TableLocatorTests {
  private static let row = "2026-11-19,A,N,,1\n"
  private static let header = "Day,Campaign,Company,Domain,Clicks\n"

  private func told(_ text: String, _ source: Source = .daily("a.csv")) throws -> [String]? {
    try ExportFolder("a.csv", text).read(source).first?.told
  }

  @Test func theHeaderMayStandBelowAPreamble() throws {
    let preambles = [
      "", "\n\n", "DSP report\n", "DSP report\nFrom,To\n2026-11-01,2026-11-30\n\n",
      "\"Report, with comma\"\n,,,,\n", "Day,Campaign\n", "it said \"5\" inch\n",
      String(repeating: "line\n", count: 99),
    ]
    for preamble in preambles {
      #expect(
        try told(preamble + TableLocatorTests.header + TableLocatorTests.row)
          == ["A 2026-11-19 N 1"], "\(preamble)")
    }
  }

  @Test func rejectsBelowAPreambleKnowTheirLine() throws {
    let text = "report\n\n" + TableLocatorTests.header + TableLocatorTests.row + "x\n"
    let export = try #require(try ExportFolder("a.csv", text).read(.daily("a.csv")).first)
    #expect(export.toldRejects == ["record 2, line 5, byte 61: field_count"])
  }

  @Test(arguments: [",", ";", "\t", "|"])
  func anyOfTheDelimiters(delimiter: String) throws {
    let text = (TableLocatorTests.header + TableLocatorTests.row)
      .replacing(",", with: delimiter)
    #expect(try told("report, of \"us\"; really\n" + text) == ["A 2026-11-19 N 1"])
  }

  /// Exact names win over those that only fold to the same.
  @Test func headerNamesAreFoundFolded() throws {
    let text = "DAY, campaign ,Company  ,domain,CLICKS,\u{FEFF}\n2026-11-19,A,N,,1,\n"
    #expect(try told(text) == ["A 2026-11-19 N 1"])
    let both = "Day,Campaign,Company,Domain,clicks,Clicks\n2026-11-19,A,N,,1,2\n"
    #expect(try told(both) == ["A 2026-11-19 N 2"])
    #expect(
      try told("Day,Campaign,Company,Domain,Clicks,Clicks\n2026-11-19,A,N,,1,2\n") == [
        "A 2026-11-19 N 1"
      ])
  }

  // MARK: - Faults

  private func failure(_ text: String, _ source: Source = .daily("a.csv")) throws -> RunFailure? {
    try ExportFolder("a.csv", text).failure(source)
  }

  @Test func missingColumnsAreNamedWithWhatIsThere() throws {
    let failure = try #require(
      try failure("report\nDay,Campaign,Compny,Clicks\n2026-11-19,A,N,1\n"))
    #expect(failure.kind == "columns_missing")
    #expect(failure.place == "a.csv:2")
    #expect(
      failure.what == "no line has the columns 'Company', 'Domain'; the columns here are "
        + "'Day', 'Campaign', 'Compny', 'Clicks'; did you mean 'Compny' for 'Company'?")
  }

  @Test func aMissingCountColumnIsAnError() throws {
    let source = Source.daily("a.csv", engagements: ["Clicks", "Likes"])
    let failure = try failure(TableLocatorTests.header + TableLocatorTests.row, source)
    #expect(failure?.kind == "columns_missing")
    #expect(failure?.what.hasPrefix("no line has the column 'Likes';") == true)
  }

  @Test(arguments: ["", "\n \n"])
  func anEmptyFileIsAnError(text: String) throws {
    #expect(try failure(text)?.kind == "empty_file")
  }

  /// After 100 lines the header is no longer looked for.
  @Test func theHeaderIsLookedForInTheFirstHundredLines() throws {
    let text = String(repeating: "line\n", count: 100) + TableLocatorTests.header
    #expect(try failure(text)?.kind == "columns_missing")
  }
}
