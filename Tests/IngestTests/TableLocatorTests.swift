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

  /// After ten thousand lines the header is no longer looked for.
  @Test func theHeaderIsLookedForInTheFirstTenThousandLines() throws {
    let text = TableLocatorTests.header + TableLocatorTests.row
    let preamble = String(repeating: "line\n", count: 9_999)
    #expect(try told(preamble + text) == ["A 2026-11-19 N 1"])
    #expect(try failure(preamble + "line\n" + text)?.kind == "columns_missing")
  }

  /// Of long lines it is looked for in the first four MiB.
  @Test func theHeaderIsLookedForInTheFirstFourMebibytes() throws {
    let text = TableLocatorTests.header + TableLocatorTests.row
    let line = String(repeating: "x,", count: 450_000) + "\n"
    #expect(try told(String(repeating: line, count: 4) + text) == ["A 2026-11-19 N 1"])
    #expect(
      try failure(String(repeating: line, count: 5) + text)?.kind == "columns_missing")
  }

  /// Of several tables the one that is wanted may stand anywhere.
  @Test func theHeaderOfOneOfSeveralTablesIsLookedForToTheEnd() throws {
    let source = Source(
      name: SourceName("people"), platform: "linkedin-demographics", files: ["a.csv"],
      columns: [:], engagements: [], campaign: "A")
    let period = "Report Start: November 16, 2026\nReport End: November 17, 2026\n\n"
    let others = String(repeating: "Berlin\t3\nKöln\t5\t7\n", count: 10_000)
    let table = " COMPANY name  Segment\tImpressions\tclicks\nN\t9\t1\n"
    #expect(try told(period + others + "\n" + table, source) == ["A 2026-11-16..2026-11-17 N 1"])
    let failure = try #require(
      try failure(period + "Company Segment\tClicks\n" + others, source))
    #expect(failure.kind == "columns_missing")
    #expect(failure.what.contains("the columns here are 'Company Segment', 'Clicks'"))
  }

  // MARK: - As the source says

  private func source(_ change: (inout Source) -> Void) -> Source {
    var source = Source.daily("a.csv")
    change(&source)
    return source
  }

  @Test func theHeaderLineCanBeFixed() throws {
    let text =
      TableLocatorTests.header + "2026-11-18,A,N,,9\n" + TableLocatorTests.header
      + TableLocatorTests.row
    #expect(
      try told(text, source { $0.reading.headerLine = 3 }) == ["A 2026-11-19 N 1"])
    let failure = try failure(text, source { $0.reading.headerLine = 2 })
    #expect(failure?.kind == "columns_missing")
    #expect(failure?.place == "a.csv:2")
    #expect(failure?.what.contains("the columns here are '2026-11-18', 'A', 'N', '', '9'") == true)
    #expect(
      try self.failure(text, source { $0.reading.headerLine = 9 })?.kind == "header_line_missing")
  }

  @Test func theDialectCanBeFixed() throws {
    let text = (TableLocatorTests.header + "2026-11-19,A,'N, M',,1\n").replacing(",", with: "~")
      .replacing("N~", with: "N,")
    #expect(try failure(text)?.kind == "columns_missing")
    let fixed = source {
      $0.reading.delimiter = UInt8(ascii: "~")
      $0.reading.quote = .byte(UInt8(ascii: "'"))
    }
    #expect(try told(text, fixed) == ["A 2026-11-19 N, M 1"])
    let escaped = source { $0.reading.escape = UInt8(ascii: "\\") }
    #expect(
      try told(TableLocatorTests.header + #"2026-11-19,A,"N \"x\"",,1"#, escaped)
        == [#"A 2026-11-19 N "x" 1"#])
    let unquoted = source { $0.reading.quote = Source.Reading.Quote.none }
    #expect(
      try told(TableLocatorTests.header + #"2026-11-19,A,"N,,1"#, unquoted)
        == [#"A 2026-11-19 "N 1"#])
  }

  /// Quotes of another kind are found where the header has them, an escape where it stands before
  /// quotes.
  @Test func unusualQuotesAreFound() throws {
    let single =
      "'Day','Campaign','Company','Domain','Clicks'\n"
      + "'2026-11-19','A','N, M','','1'\n'2026-11-20','A','O''Neill','','2'\n"
    let export = try #require(try ExportFolder("a.csv", single).read(.daily("a.csv")).first)
    #expect(export.told == ["A 2026-11-19 N, M 1", "A 2026-11-20 O'Neill 2"])
    #expect(export.layout.unusualQuotes == "'quote: ''")
    let escaped =
      TableLocatorTests.header
      + (1...5).map { "2026-11-1\($0),A,\"N \\\"\($0)\\\", M\",,1\n" }.joined()
    let other = try #require(try ExportFolder("a.csv", escaped).read(.daily("a.csv")).first)
    #expect(other.told.first == "A 2026-11-11 N \"1\", M 1")
    #expect(other.rejects.isEmpty)
    #expect(other.layout.unusualQuotes == "'escape: \\'")
    // Apostrophes are none, and what is said is not looked for.
    let names = TableLocatorTests.header + "2026-11-19,A,'t Hof,,1\n2026-11-19,A,Peter's,,1\n"
    let plain = try #require(try ExportFolder("a.csv", names).read(.daily("a.csv")).first)
    #expect(plain.told == ["A 2026-11-19 't Hof 1", "A 2026-11-19 Peter's 1"])
    #expect(plain.layout.unusualQuotes == nil)
  }

  @Test func theTableCanEndAtABlankLine() throws {
    let text =
      TableLocatorTests.header + TableLocatorTests.row + "\n" + "2026-11-19,A,N,,5\nthe end\n"
    #expect(try told(text) == ["A 2026-11-19 N 6"])
    #expect(
      try told(text, source { $0.reading.endsAtBlankLine = true }) == ["A 2026-11-19 N 1"])
  }

  // MARK: - What is no row

  @Test func headersInsideTheTableAreLeftOut() throws {
    let text =
      TableLocatorTests.header + TableLocatorTests.row + TableLocatorTests.header
      + "2026-11-20,A,N,,2\n"
    let export = try #require(try ExportFolder("a.csv", text).read(.daily("a.csv")).first)
    #expect(export.told == ["A 2026-11-19 N 1", "A 2026-11-20 N 2"])
    #expect(export.recordCount == 2)
    #expect(export.rejects.isEmpty)
    #expect(export.layout.leftOut.repeatedHeaders == 1)
  }

  @Test func rowsOfNothingButDelimitersAreLeftOut() throws {
    let text = TableLocatorTests.header + TableLocatorTests.row + ",,,,\n , ,,,\n,,,,,,\n"
    let export = try #require(try ExportFolder("a.csv", text).read(.daily("a.csv")).first)
    #expect(export.told == ["A 2026-11-19 N 1"])
    #expect(export.layout.leftOut.blankRows == 3)
    #expect(export.rejects.isEmpty)
    #expect(export.recordCount == 1)
  }

  /// `-` and `--` say nothing of who or which campaign, as in counts.
  @Test func dashesSayNothing() throws {
    let text =
      TableLocatorTests.header
      + "2026-11-19,A,N,-,1\n2026-11-19,A,--,-,1\n2026-11-19,-,N,,1\n"
    let export = try #require(try ExportFolder("a.csv", text).read(.daily("a.csv")).first)
    #expect(export.told == ["A 2026-11-19 N 1"])
    #expect(export.rejects.map(\.reason) == [.blankAccount, .blankCampaign])
  }

  /// The header of other columns would have its rows read as this table's.
  @Test(arguments: [
    "Day,Campaign,Domain,Company,Clicks\n2026-11-19,A,n.example,N,5\n",
    "\nDay,Campaign,Device,Placement,Clicks\n2026-11-19,A,Mobile,Top,5\n",
  ])
  func anotherTableEndsTheRun(other: String) throws {
    let text = TableLocatorTests.header + TableLocatorTests.row + other
    let failure = try #require(try failure(text))
    #expect(failure.kind == "further_header")
    #expect(failure.place == (other.hasPrefix("\n") ? "a.csv:4" : "a.csv:3"))
  }

  /// A quote that is closed far below by another one.
  @Test func aQuoteThatSwallowsRows() throws {
    let text =
      TableLocatorTests.header + "2026-11-19,A,\"Open,,3\n"
      + String(repeating: TableLocatorTests.row, count: 200)
      + "2026-11-19,A,Beta 5\",,3\n" + TableLocatorTests.row
    let export = try #require(try ExportFolder("a.csv", text).read(.daily("a.csv")).first)
    #expect(export.rejects.map(\.reason).contains { $0 == .swallowedRows || $0 == .strayQuote })
    #expect(export.rejectedByteCount > 0)
  }

  /// An id that a spreadsheet has rounded is nobody's.
  @Test func roundedIDsAreRejected() throws {
    let text =
      "Day,ID,Campaign,Company,Clicks\n2026-11-19,1.20253E+17,A,N,1\n"
      + "2026-11-19,120253000000000011,A,N,2\n"
    let source = Source.daily(
      "a.csv",
      columns: [.date: "Day", .campaignID: "ID", .campaign: "Campaign", .accountName: "Company"])
    let export = try #require(try ExportFolder("a.csv", text).read(source).first)
    #expect(export.told == ["120253000000000011:A 2026-11-19 N 2"])
    #expect(export.toldRejects == ["record 1, line 2, byte 31: invalid_id in ID"])
  }

  /// Blank fields behind the last column are no fields; others are.
  @Test func rowsThatAreLongWithNothing() throws {
    let text =
      TableLocatorTests.header + "2026-11-19,A,N,,1,,\n2026-11-19,A,N,,1,,x\n2026-11-19,A,N,\n"
    let export = try #require(try ExportFolder("a.csv", text).read(.daily("a.csv")).first)
    #expect(export.told == ["A 2026-11-19 N 1"])
    #expect(export.rejects.map(\.reason) == [.fieldCount, .fieldCount])
  }

  @Test func aColumnThatIsThereTwiceIsTold() throws {
    let text = "Day,Campaign,Company,Domain,Clicks,Clicks\n2026-11-19,A,N,,1,2\n"
    let export = try #require(try ExportFolder("a.csv", text).read(.daily("a.csv")).first)
    #expect(export.layout.repeatedNames == ["Clicks"])
  }
}
