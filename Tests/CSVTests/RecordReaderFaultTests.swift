import CSV
import Files
import TestSupport
import Testing

/// What a broken record costs: its first line, and nothing after it.
@Suite struct RecordReaderFaultTests {
  @Test(arguments: [
    ("a,b\"c\nd,e\n", ["1@0 strayQuote a,b\"c", "2@6 d|e"]),
    ("\"a\"b,c\nd\n", ["1@0 strayQuote \"a\"b,c", "2@7 d"]),
    ("\"a\" b\r\nd\r\n", ["1@0 strayQuote \"a\" b", "2@7 d"]),
    ("a\"\rb", ["1@0 strayQuote a\"", "2@3 b"]),
    ("x\n\"a\nb\"c\nd\n", ["1@0 x", "2@2 strayQuote \"a", "3@5 strayQuote b\"c", "4@9 d"]),
    ("a 5\" b,c\nd,e", ["1@0 strayQuote a 5\" b,c", "2@9 d|e"]),
  ])
  func aStrayQuoteCostsItsLine(text: String, expected: [String]) throws {
    #expect(try Reading(of: text).told == expected)
  }

  /// The rest of the file survives a quote that is never closed.
  @Test(arguments: [
    ("a\n\"b,c\nd,e\nf\n", ["1@0 a", "2@2 unclosedQuote \"b,c", "3@7 d|e", "4@11 f"]),
    ("\"", ["1@0 unclosedQuote \""]),
    ("a,\"b\r\nc,d\r\n", ["1@0 unclosedQuote a,\"b", "2@6 c|d"]),
    ("\"a\"\"\n\nb", ["1@0 unclosedQuote \"a\"\"", "3@6 b"]),
    ("\"a\n\"b\",c\n", ["1@0 strayQuote \"a", "2@3 b|c"]),
  ])
  func anUnclosedQuoteCostsItsLine(text: String, expected: [String]) throws {
    #expect(try Reading(of: text).told == expected)
  }

  /// Half a million rows after a stray quote are read.
  @Test func aQuoteAtTheStartDoesNotSwallowTheFile() throws {
    let rows = String(repeating: "2026-11-19,Awareness,Nordwind,3\n", count: 100_000)
    let reading = try Reading(of: "2026-11-19,\"Awareness,Nordwind,3\n" + rows)
    #expect(reading.faults == [.tooLong])
    #expect(reading.records.count == 100_001)
    #expect(reading.records.first?.rawText == "2026-11-19,\"Awareness,Nordwind,3")
    #expect(reading.records.last?.line == 100_001)
  }

  @Test func aRecordOfAThousandLinesIsRead() throws {
    let lines = String(repeating: "x\n", count: 999)
    let reading = try Reading(of: "\"\(lines)x\",y\nz\n")
    #expect(reading.records.map(\.texts) == [[lines + "x", "y"], ["z"]])
    #expect(reading.records.map(\.line) == [1, 1001])
  }

  /// The same at the end of the file, where no line end closes it.
  @Test(arguments: [1000, 1001, 1030, 1063, 1064, 1065, 2000])
  func aLastRecordOfMoreLinesIsNot(lineCount: Int) throws {
    let lines = String(repeating: "x\n", count: lineCount - 1)
    let reading = try Reading(of: "a,b\n\"\(lines)x\",y")
    if lineCount == 1000 {
      #expect(reading.records.map(\.texts) == [["a", "b"], [lines + "x", "y"]])
    } else {
      #expect(reading.records[1].told == "2@4 tooLong \"x")
      #expect(reading.records.count == lineCount + 1)
      #expect(reading.records[2].told == "3@7 x")
    }
  }

  /// A record of several lines and more than a mebibyte costs its first line, wherever it ends: with
  /// a line end, at the end of the file, or in quotes or not where a chunk ends.
  @Test(arguments: ["\n", ""], [RecordLimits.bytes + 10, 2 * RecordLimits.bytes + 100])
  func aRecordOfSeveralLongLinesCostsItsFirst(end: String, byteCount: Int) throws {
    let long = String(repeating: "y", count: byteCount)
    for tail in ["\"y\ninside,1\n\",\(long)", "\"y\ninside,1\n\(long)\",z"] {
      let reading = try Reading(of: "a,b\n" + tail + end)
      #expect(
        reading.records.prefix(3).map(\.told) == ["1@0 a|b", "2@4 tooLong \"y", "3@7 inside|1"])
      #expect(reading.faults.count >= 2)
    }
  }

  @Test func aRecordOfMoreLinesIsNot() throws {
    let lines = String(repeating: "x\n", count: 1000)
    let reading = try Reading(of: "\"\(lines)x\",y\nz\n")
    #expect(reading.records.first?.told == "1@0 tooLong \"x")
    #expect(reading.records[1...999].allSatisfy { $0.texts == ["x"] })
    #expect(reading.records[1...999].map(\.line) == Array(2...1000))
    #expect(
      reading.records[1000...].map(\.told) == [
        "1001@2001 strayQuote x\",y", "1002@2006 z",
      ])
  }

  private static let lineEnds = ["\n", "\r\n", "\r"]

  /// Bytes before the record, so that it ends on, before and behind a window's border.
  private static let offsets = [0, 1, 2, 262_142, 262_143, 262_144]

  private func filler(_ count: Int) -> String {
    count < 2
      ? String(repeating: "\n", count: count)
      : String(repeating: "f", count: count - 1) + "\n"
  }

  @Test(arguments: lineEnds, offsets)
  func aPlainRecordMayHaveAMebibyte(lineEnd: String, offset: Int) throws {
    let most = String(repeating: "x", count: RecordLimits.bytes)
    let before = offset < 2 ? 0 : 1
    for more in ["", lineEnd, lineEnd + "y" + lineEnd] {
      let reading = try Reading(of: filler(offset) + most + more)
      #expect(reading.faults.isEmpty)
      #expect(reading.records.dropFirst(before).first?.raw.count == RecordLimits.bytes)
      let tooLong = try Reading(of: filler(offset) + most + "x" + more)
      #expect(tooLong.faults == [.tooLong])
      #expect(tooLong.records.dropFirst(before).first?.byte == offset)
      #expect(
        tooLong.records.dropFirst(before + 1).map(\.texts) == (more.contains("y") ? [["y"]] : []))
    }
  }

  @Test(arguments: lineEnds, offsets)
  func aQuotedRecordMayHaveAMebibyte(lineEnd: String, offset: Int) throws {
    let most = "\"" + String(repeating: "x", count: RecordLimits.bytes - 2) + "\""
    let before = offset < 2 ? 0 : 1
    for more in ["", lineEnd, lineEnd + "y" + lineEnd] {
      let reading = try Reading(of: filler(offset) + most + more)
      #expect(reading.faults.isEmpty)
      #expect(reading.fields.dropFirst(before).first?.first?.count == RecordLimits.bytes - 2)
      let tooLong = try Reading(of: filler(offset) + "\"x" + most.dropFirst() + more)
      #expect(tooLong.faults == [.tooLong])
      #expect(tooLong.records.dropFirst(before).first?.byte == offset)
      #expect(
        tooLong.records.dropFirst(before + 1).map(\.texts) == (more.contains("y") ? [["y"]] : []))
    }
  }

  /// A line that goes on for long costs itself alone, wherever its end falls in a window.
  @Test(arguments: lineEnds)
  func theLineAfterAnOverlongOneIsRead(lineEnd: String) throws {
    let window = 1 << 18
    for count in [5 * window - 2, 5 * window - 1, 5 * window, 6 * window - 1, 8 * window - 1] {
      let long = String(repeating: "x", count: count)
      let reading = try Reading(of: long + lineEnd + "a" + lineEnd + "b" + lineEnd)
      let after = count + lineEnd.utf8.count
      #expect(reading.records.map(\.fault) == [.tooLong, nil, nil])
      #expect(
        reading.told.dropFirst() == ["2@\(after) a", "3@\(after + 1 + lineEnd.utf8.count) b"])
    }
  }

  /// 5 MB that never end a line are one fault; so are 5 MB of quotes that never match.
  @Test(arguments: ["x", "x,", "\"\"", "x\""])
  func fiveMegabytesWithoutALineEnd(unit: String) throws {
    let count = 5_000_000 / unit.utf8.count
    let reading = try Reading(of: String(repeating: unit, count: count))
    #expect(reading.records.map(\.fault) == [.tooLong])
    #expect(reading.records.map(\.line) == [1])
    #expect(reading.stoppedAt == count * unit.utf8.count)
    let followed = try Reading(of: String(repeating: unit, count: count) + "\nok,1\n")
    #expect(followed.told.dropFirst() == ["2@\(count * unit.utf8.count + 1) ok|1"])
  }

  @Test(arguments: [
    ("", []), ("\n", []), ("\r\n\r\n", []), (" \n\t\n", []), ("a", ["1@0 a"]),
    ("\n\na\n", ["3@2 a"]), ("a\r\rb\r\nc\n\rd", ["1@0 a", "3@3 b", "4@6 c", "6@9 d"]),
    ("\"\"\n", ["1@0 "]), (",\n", ["1@0 |"]), ("\0\n", ["1@0 \0"]),
  ])
  func blankLinesAreNoRecordsButCount(text: String, expected: [String]) throws {
    #expect(try Reading(of: text).told == expected)
  }

  @Test func linesInsideQuotesCount() throws {
    let reading = try Reading(of: "\"a\nb\r\nc\rd\",1\ne,2\n")
    #expect(reading.told == ["1@0 a\nb\r\nc\rd|1", "5@13 e|2"])
  }

  @Test func aRecordKnowsTheBlankLineBeforeIt() throws {
    let folder = try TemporaryFolder()
    let file = try InputFile(path: try folder.write("a\n\n\"b\"\nc\n \t\n\"d\"e\nf\n"))
    let reader = try RecordReader(
      file, dialect: CSVDialect(), encoding: .utf8, start: .init(byteOffset: 0, lineNumber: 1))
    #expect(try reader.next())
    let follows = (0..<reader.batch.recordCount).map { reader.batch.followsBlankLine($0) }
    #expect(follows == [false, true, false, true, false])
  }

  @Test func thePositionAfterARecordIsBehindItsLineEnd() throws {
    let folder = try TemporaryFolder()
    let file = try InputFile(path: try folder.write("a\n\n\"b\nc\"\r\nd"))
    let reader = try RecordReader(
      file, dialect: CSVDialect(), encoding: .utf8, start: .init(byteOffset: 0, lineNumber: 1))
    #expect(try reader.next())
    #expect(reader.position(after: 0) == .init(byteOffset: 2, lineNumber: 2))
    #expect(reader.position(after: 1) == .init(byteOffset: 10, lineNumber: 5))
    #expect(reader.position(after: 2) == .init(byteOffset: 11, lineNumber: 6))
  }
}
