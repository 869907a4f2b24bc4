import CSV
import Files
import TestSupport
import Testing

/// Where the table of a file is, and what its rows are.
@Suite struct SniffedFileTests {
  private let folder: TemporaryFolder

  init() throws {
    self.folder = try TemporaryFolder()
  }

  private struct Seen: Equatable {
    var header: [String]?
    var rows: [[String]] = []
  }

  private func seen(
    _ text: String, _ hint: (inout SniffedFile.Hints) -> Void = { _ in }
  ) throws -> Seen {
    var hints = SniffedFile.Hints()
    hint(&hints)
    let file = try SniffedFile(InputFile(path: try folder.write(text)), hints: hints)
    var seen = Seen()
    try file.forEachTableRow {
      seen.header = $0
    } onRow: { row in
      seen.rows.append((0..<row.fieldCount).map { row.text($0) })
      return true
    }
    return seen
  }

  private static let table = "Day,Company,Clicks\n2026-11-01,Acme,3\n2026-11-02,Kauri,14\n"
  private static let plain = Seen(
    header: ["Day", "Company", "Clicks"],
    rows: [["2026-11-01", "Acme", "3"], ["2026-11-02", "Kauri", "14"]])

  @Test(arguments: [
    "Report\n", "Report\n\n", "Report for Acme, Inc.\n", "A: 1\nB: 2\nC: 3\n\n", "Report,,\n",
    "Report,,\nMade today,,\n,,\n", "Account:,Acme\nMade:,today\n\n", "\n\n\n",
  ])
  func preamble(text: String) throws {
    #expect(try seen(text + SniffedFileTests.table) == SniffedFileTests.plain)
  }

  @Test(arguments: [
    "\nTotal rows: 2\n", "\n\nEnd of report", "End of report\n", "\n(c) Acme\nAll rights\n",
  ])
  func footer(text: String) throws {
    #expect(try seen(SniffedFileTests.table + text) == SniffedFileTests.plain)
  }

  @Test(arguments: ["\n", "\r\n", "\r", "\n\n", "\r\n\r\n"]) func lineEnds(end: String) throws {
    let text = SniffedFileTests.table.replacing("\n", with: end)
    #expect(try seen(text) == SniffedFileTests.plain)
    #expect(try seen(String(text.dropLast())) == SniffedFileTests.plain)
    #expect(try seen(text + end) == SniffedFileTests.plain)
  }

  /// Every row is kept: totals, short ones, long ones, faulty ones, such with another delimiter.
  @Test(
    arguments: [
      ("Total,,17\n", ["Total", "", "17"]), ("2026-11-03,X\n", ["2026-11-03", "X"]),
      ("2026-11-03,X,1,\n", ["2026-11-03", "X", "1", ""]),
      ("2026-11-03,X\"y,1\n", ["2026-11-03", "X\"y", "1"]),
      ("2026-11-03,\"X,1\n", ["2026-11-03", "\"X", "1"]),
      ("2026-11-03,\"say \"no\"\nor yes\",1\n", ["2026-11-03", "say \"no\"\nor yes", "1"]),
      ("2026-11-03;X;1\n", ["2026-11-03", "X", "1"]),
      ("2026-11-03\t\"X Y\"\t1\n", ["2026-11-03", "X Y", "1"]),
    ])
  func oddRows(line: String, row: [String]) throws {
    var expected = SniffedFileTests.plain
    expected.rows.append(row)
    #expect(try seen(SniffedFileTests.table + line) == expected)
    expected.rows.append(["2026-11-04", "Z", "9"])
    #expect(try seen(SniffedFileTests.table + line + "2026-11-04,Z,9\n") == expected)
  }

  @Test func blankLinesInsideATableEndNothing() throws {
    let lines = SniffedFileTests.table.split(separator: "\n").map { $0 + "\n" }
    #expect(try seen(lines.joined(separator: "\n")) == SniffedFileTests.plain)
  }

  @Test func thereIsNoHeaderWhereThereIsNone() throws {
    #expect(try seen("2026-11-01,Acme,3\n2026-11-02,Kauri,14\n").header == nil)
    #expect(try seen("1\n2\n3\n").header == nil)
    #expect(try seen("DE,on\nFR,on\nDE,off\nUS,on\n").header == nil)
    #expect(try seen("1,2,3\n") == Seen(header: nil, rows: [["1", "2", "3"]]))
  }

  @Test func theFirstRowOfTextIsTheHeader() throws {
    #expect(try seen("Name,City\nAda,London\nAlan,Leeds\n").header == ["Name", "City"])
    #expect(try seen("a,b\n") == Seen(header: ["a", "b"], rows: []))
    #expect(try seen("Name\nAda\nAlan\n").header == ["Name"])
    #expect(try seen("Land,2024,2025\nDE,5,6\nFR,7,8\n").header == ["Land", "2024", "2025"])
  }

  @Test func aHeaderOfSeveralRows() throws {
    let text =
      ",Cost,Cost,Date\nName,net,gross,\nA,1,2,2026-01-01\nB,3,4,2026-01-02\nC,5,6,2026-01-03\n"
    let seen = try seen(text)
    #expect(seen.header == ["Name", "Cost net", "Cost gross", "Date"])
    #expect(seen.rows.count == 3)
  }

  @Test func aHeaderOfAnotherWidthOrDelimiter() throws {
    let rows = "1,2026-11-01,x,3.5\n2,2026-11-02,y,4.5\n3,2026-11-03,z,5.5\n"
    for (line, header) in [
      ("id,day,name\n", ["id", "day", "name"]),
      ("id,day,name,score,\n", ["id", "day", "name", "score", ""]),
      ("id;day;name;score\n", ["id", "day", "name", "score"]),
    ] {
      let seen = try seen(line + rows)
      #expect(seen.header == header)
      #expect(seen.rows.count == 3)
    }
  }

  private static let second =
    "Region,Owner,Budget,Plan\nNorth,Ann,5,7\nSouth,Bob,6,8\nEast,Cyd,9,9\n"

  @Test(arguments: ["", "\n", "\n\n"]) func severalTables(between: String) throws {
    let text = SniffedFileTests.table + between + SniffedFileTests.second
    #expect(try seen(text) == SniffedFileTests.plain)
    let other = try seen(text) { $0.table = 2 }
    #expect(other.header == ["Region", "Owner", "Budget", "Plan"])
    #expect(other.rows.count == 3)
    #expect(throws: SniffedFile.HintFault.noSuchTable(3, tableCount: 2)) {
      try seen(text) { $0.table = 3 }
    }
  }

  /// A second header in the middle, of the same width.
  @Test func anotherTableOfTheSameWidth() throws {
    let more = "2026-11-03,X,1\n2026-11-04,Y,2\n"
    let text = SniffedFileTests.table + more + "Name,Code,Note\nAda,A1,x\nAlan,B2,y\n"
    #expect(try seen(text).rows.count == 4)
    #expect(try seen(text) { $0.table = 2 }.header == ["Name", "Code", "Note"])
  }

  @Test(arguments: [
    ("A,B\n1,2\n3,4\n", 2), ("Campaign,Clicks\nA,2\nB,4\nC,9\n", 3),
    ("Summary,Value\nClicks,2\nImpr.,4\n", 2), ("Campaign,Plan\nA,2\n", 1),
    ("Who,Where,Why\nAcme,Oslo,Trade\nKauri,Lyon,Fair\n", 2),
  ])
  func aSmallTableComesFirst(text: String, rowCount: Int) throws {
    let second = "Device,Clicks,Impr.,Day\nMobile,6,7,2026-11-01\nDesktop,9,10,2026-11-02\n"
    let first = try seen(text + "\n" + second)
    #expect(first == (try seen(text)))
    #expect(first.rows.count == rowCount)
    #expect(try seen(text + "\n" + second) { $0.table = 2 } == (try seen(second)))
  }

  @Test(arguments: [
    "From,To\n2026-11-01,2026-11-30\n", "Report Time:,x\nRows:,14\n",
    "Report,Campaigns\nFrom,2026-11-01\nTo,2026-11-30\n", "Report,Clicks\nAccount,Acme\n",
  ])
  func labelsAreNoTable(text: String) throws {
    for end in ["", "\n"] {
      #expect(try seen(text + end + SniffedFileTests.table) == SniffedFileTests.plain)
    }
  }

  /// A table is what a file is for, however much is said above it.
  @Test(arguments: [",", ";", "\t"]) func aShortTableBelowLongProse(delimiter: String) throws {
    for end in ["", "\n"] {
      let prose = (0..<40).map { "Note \($0): see the handbook\n" }.joined() + end
      let table = "Day,Clicks\n2026-11-01,4\n2026-11-02,5\n".replacing(",", with: delimiter)
      #expect(
        try seen(prose + table)
          == Seen(header: ["Day", "Clicks"], rows: [["2026-11-01", "4"], ["2026-11-02", "5"]]))
    }
  }

  @Test func rowsOfManyWidthsBelowAHeader() throws {
    let rows = [["1", "2"], ["1", "2", "3", "4"], ["1", "2", "3"], ["1", "2", "3"]]
    let text = (["a,b,c"] + rows.map { $0.joined(separator: ",") }).joined(separator: "\n")
    #expect(try seen(text) == Seen(header: ["a", "b", "c"], rows: rows))
  }

  @Test(arguments: [
    "sep=;\n", "SEP=;\r\n", "\"sep=;\"\n", "sep=;\n\n",
  ])
  func aLineThatNamesTheDelimiterIsNoRow(line: String) throws {
    let table = "Name;Worth, net\nAcme;1,5\n"
    #expect(
      try seen(line + table) == Seen(header: ["Name", "Worth, net"], rows: [["Acme", "1,5"]]))
    #expect(try seen(line + "Name\nAcme, Oslo\n") == Seen(header: ["Name"], rows: [["Acme, Oslo"]]))
    #expect(try seen(line) == Seen())
  }

  @Test func aLineThatNamesNoDelimiterIsARow() throws {
    for line in ["sep=\n", "sep=ab\n", "sep=x\n", "Sep\n"] {
      #expect(try seen(line + "Oct\n").header == [String(line.dropLast())])
    }
  }

  @Test func delimitersAtTheEndOfEveryLine() throws {
    let text = SniffedFileTests.table.replacing("\n", with: ",\n")
    #expect(try seen(text) == SniffedFileTests.plain)
  }

  @Test func emptyAndBlankFiles() throws {
    for text in ["", "\n\n", " \n"] { #expect(try seen(text) == Seen()) }
  }

  @Test func linesThatAreGiven() throws {
    let text = "x,y,z\n" + SniffedFileTests.table + "e,n,d\n"
    #expect(try seen(text) { $0.headerLine = 2 }.header == ["Day", "Company", "Clicks"])
    #expect(
      try seen(text) {
        $0.preambleLineCount = 1
        $0.footerLineCount = 1
      } == SniffedFileTests.plain)
    #expect(try seen(SniffedFileTests.table) { $0.headerLine = 0 }.rows.count == 3)
    #expect(try seen(SniffedFileTests.table) { $0.headerRowCount = 0 }.header == nil)
    #expect(
      try seen(SniffedFileTests.table) { $0.headerRowCount = 2 }.header
        == ["Day 2026-11-01", "Company Acme", "Clicks 3"])
    #expect(throws: SniffedFile.HintFault.lineBeyondEnd(line: 9, lineCount: 3)) {
      try seen(SniffedFileTests.table) { $0.headerLine = 9 }
    }
    #expect(throws: SniffedFile.HintFault.nothingLeft) {
      try seen(SniffedFileTests.table) { $0.footerLineCount = 3 }
    }
    #expect(throws: SniffedFile.HintFault.headerTooLong(4, rowCount: 3)) {
      try seen(SniffedFileTests.table) { $0.headerRowCount = 4 }
    }
  }

  /// Two tables' worth of rows, each far from the file's start and over several batches.
  @Test func longFilesKeepEveryRow() throws {
    let first = (0..<3000).map { "\($0),\"a, b\",2026-11-01\n" }.joined()
    let second = (0..<700).map { "\($0),x,y,5\n" }.joined()
    let text = "id,text,day\n" + first + "\nid,p,q,n\n" + second
    let one = try seen(text)
    #expect(one.rows.count == 3000)
    #expect(one.rows.last == ["2999", "a, b", "2026-11-01"])
    let two = try seen(text) { $0.table = 2 }
    #expect(two.header == ["id", "p", "q", "n"])
    #expect(two.rows.count == 700)
  }

  /// Widths that change on every row: bounded memory, and no row is lost.
  @Test func aRaggedFileKeepsEveryRow() throws {
    var generator = SeededGenerator(seed: 5)
    let lines = (0..<20_000).map { number in
      (["\(number)"] + (0..<Int.random(in: 4...6, using: &generator)).map { _ in "x" })
        .joined(separator: ",")
    }
    let seen = try seen(lines.joined(separator: "\n") + "\n")
    #expect(seen.rows.count + (seen.header == nil ? 0 : 1) == 20_000)
  }
}
