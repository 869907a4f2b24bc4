import CSV
import Files
import TestSupport
import Testing

/// Dialects with an escape byte, and without a quote.
@Suite struct EscapedRecordParserTests {
  private static let backslash = CSVDialect(escape: UInt8(ascii: "\\"))

  /// As Python's csv module reads them with `escapechar='\\'`, but for the white space around
  /// fields, and a backslash before any other byte, which stays.
  @Test(arguments: [
    (#"a\,b,c"#, ["1@0 a,b|c"]),
    (#""a\"b",c"#, ["1@0 a\"b|c"]),
    (#""a""b",c"#, ["1@0 a\"b|c"]),
    (#""a\\",b"#, [#"1@0 a\|b"#]),
    (#"C:\dir\new,"D:\x""#, [#"1@0 C:\dir\new|D:\x"#]),
    (#"\N,1"#, [#"1@0 \N|1"#]),
    (#"a\"b,c"#, ["1@0 a\"b|c"]),
    ("a\\\nb,c\nd", ["1@0 a\nb|c", "3@7 d"]),
    ("\"a\\\r\nb\",c\r\nd", ["1@0 a\r\nb|c", "3@11 d"]),
    (" a , \"b\" ,\tc\\,\t\n", ["1@0 a|b|c,"]),
    ("a\\", ["1@0 a\\"]),
    ("\n \na\n\n", ["3@3 a"]),
    (",\n", ["1@0 |"]),
    ("\"\"\n", ["1@0 "]),
    ("a\"b\nc", [#"1@0 strayQuote a"b"#, "2@4 c"]),
    ("\"a\"b\nc", [#"1@0 strayQuote "a"b"#, "2@5 c"]),
    ("\"a\\\"\nb\nc", [#"1@0 unclosedQuote "a\""#, "2@5 b", "3@7 c"]),
  ])
  func records(text: String, expected: [String]) throws {
    #expect(try Reading(of: text, EscapedRecordParserTests.backslash).told == expected)
  }

  @Test func withoutAQuoteQuotesAreText() throws {
    let plain = CSVDialect(quote: nil)
    #expect(
      try Reading(of: "\"a\",b\"c\n\",'\n", plain).told == ["1@0 \"a\"|b\"c", "2@8 \"|'"])
    let escaping = CSVDialect(quote: nil, escape: UInt8(ascii: "\\"))
    #expect(try Reading(of: "\"a\\,\",b\n", escaping).told == ["1@0 \"a,\"|b"])
  }

  /// The same limits as in a dialect without an escape.
  @Test func whatIsTooLongCostsItselfAlone() throws {
    let lines = "\"" + String(repeating: "x\n", count: RecordLimits.lines) + "\"\n"
    let reading = try Reading(of: lines + "a\n", EscapedRecordParserTests.backslash)
    #expect(reading.records.first?.fault == .tooLong)
    #expect(reading.records.last?.texts == ["a"])
    let long = String(repeating: "x", count: RecordLimits.bytes + 1)
    let tooLong = try Reading(of: long + "\nb\n", EscapedRecordParserTests.backslash)
    #expect(tooLong.records.map(\.fault) == [.tooLong, nil])
    #expect(tooLong.records.last?.texts == ["b"])
  }

  /// Text without the escape byte reads as libcsv reads it, and the same faults are found.
  @Test func readsAsLibCSVDoesWithoutEscapes() throws {
    var accepted = 0
    for seed in UInt64(0)..<400 {
      var invented = InventedCSV(seed: seed)
      let sound = invented.sound(byteCount: 200)
      let input = seed % 3 == 0 ? sound : invented.broken(sound, places: 1 + Int(seed % 3))
      var dialect = invented.dialect
      let plain = try Reading(ofText: input, dialect)
      dialect.escape = 0x01
      let escaped = try Reading(ofText: input, dialect)
      #expect(
        plain.records == escaped.records,
        "\(seed): \(String(decoding: input, as: UTF8.self).debugDescription)")
      if plain.faults.isEmpty { accepted += 1 }
    }
    #expect(accepted > 150)
  }

  /// A small model: every escape is taken out first, and put back as text later.
  @Test func escapesAreTextWhereverTheyStand() throws {
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<500 {
      let rows = (0..<Int.random(in: 1...4, using: &generator)).map { _ in
        (0..<Int.random(in: 1...4, using: &generator)).map { _ in
          String(
            (0..<Int.random(in: 1...6, using: &generator)).map { _ in
              Array("ab,\"\\\n|'")[Int.random(in: 0..<8, using: &generator)]
            })
        }
      }
      let text = rows.map { row in
        row.map { field in
          let escaped = field.map { "\\\",\n".contains($0) ? "\\\($0)" : "\($0)" }.joined()
          return Bool.random(using: &generator) ? "\"\(escaped)\"" : escaped
        }.joined(separator: ",")
      }
      let reading = try Reading(
        of: text.joined(separator: "\n") + "\n", EscapedRecordParserTests.backslash)
      #expect(reading.records.map(\.texts) == rows, "\(text)")
    }
  }

  /// Cut at any record start, pieces read as the whole does.
  @Test(arguments: UInt64(0)..<20) func pieces(seed: UInt64) throws {
    var invented = InventedCSV(seed: seed)
    var dialect = invented.dialect
    dialect.escape = UInt8(ascii: "\\")
    let text = invented.broken(invented.sound(byteCount: 500), places: 3)
    let whole = try Reading(ofText: text, dialect)
    let folder = try TemporaryFolder()
    let file = try InputFile(path: try folder.write(text))
    for record in whole.records.dropFirst() {
      let first = try Reading(file, dialect, to: record.byte)
      let second = try Reading(
        file, dialect, from: .init(byteOffset: record.byte, lineNumber: first.lineNumber))
      #expect(first.records + second.records == whole.records)
    }
  }
}
