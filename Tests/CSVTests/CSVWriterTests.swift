import CSV
import Files
import TestSupport
import Testing

@Suite struct CSVWriterTests {
  private let folder: TemporaryFolder

  init() throws {
    self.folder = try TemporaryFolder()
  }

  private func written(header: [String], _ rows: [[String]]) throws -> [UInt8] {
    let path = "\(folder.path)/out.csv"
    try Folder.remove(path)
    let file = try OutputFile(path: path)
    let writer = try CSVWriter(file, header: header)
    for row in rows { try writer.row(row) }
    #expect(writer.rowCount == rows.count)
    try writer.end()
    let digest = try file.finish()
    let bytes = try InputFile(path: path).readAll()
    #expect(digest == Digest(of: bytes))
    return bytes
  }

  private func text(header: [String], _ rows: [[String]]) throws -> String {
    String(decoding: try written(header: header, rows), as: UTF8.self)
  }

  @Test func aHeaderAloneIsALine() throws {
    #expect(try text(header: ["account_id", "name"], []) == "account_id,name\n")
  }

  /// Quoted: what a reader would take apart or trim. Not quoted: everything else.
  @Test(arguments: [
    ("Nordwind", "Nordwind"), ("Nordwind, Inc.", "\"Nordwind, Inc.\""),
    ("a \"b\" c", "\"a \"\"b\"\" c\""), ("\"", "\"\"\"\""), ("a\nb", "\"a\nb\""),
    ("a\rb", "\"a\rb\""), ("a\r\nb", "\"a\r\nb\""), (" a", "\" a\""), ("a ", "\"a \""),
    ("\ta", "\"\ta\""), ("a\t", "\"a\t\""), (" ", "\" \""), ("a b\tc", "a b\tc"),
    ("'a'", "'a'"), ("a;b|c", "a;b|c"), ("=1+1", "=1+1"), ("株式会社 é", "株式会社 é"),
    ("\u{A0}a", "\u{A0}a"), ("a\0b", "a\0b"), ("", ""), ("#a", "#a"),
  ])
  func quotesWhereNeeded(field: String, expected: String) throws {
    #expect(try text(header: ["a", "b"], [[field, "x"]]) == "a,b\n\(expected),x\n")
    #expect(try text(header: ["a", "b"], [["x", field]]) == "a,b\nx,\(expected)\n")
  }

  /// Wherever in a text of whatever length it stands.
  @Test(arguments: [",", "\"", "\n", "\r", "+", "-", "\u{B}", "\u{8C}", "é", "\0"])
  func signsAreFoundEverywhere(sign: String) throws {
    let isSpecial = [",", "\"", "\n", "\r"].contains(sign)
    let quoted = sign == "\"" ? "\"\"" : sign
    for length in 0...20 {
      for place in 0...length {
        let before = String(repeating: "-", count: place)
        let after = String(repeating: "!", count: length - place)
        let plain = "\(before)\(sign)\(after)"
        let expected = isSpecial ? "\"\(before)\(quoted)\(after)\"" : plain
        #expect(try text(header: ["a", "b"], [[plain, "x"]]) == "a,b\n\(expected),x\n")
      }
    }
  }

  /// A blank line would be no record; a row of blanks with a comma is one.
  @Test func theOnlyFieldOfARowIsQuotedWhenBlank() throws {
    #expect(try text(header: ["a"], [[""], ["x"], [""]]) == "a\n\"\"\nx\n\"\"\n")
    #expect(try text(header: ["a", "b"], [["", ""]]) == "a,b\n,\n")
    #expect(try text(header: [""], []) == "\"\"\n")
  }

  /// Another delimiter is what needs quotes, and a comma is a text like any other.
  @Test func otherDialects() throws {
    func text(_ dialect: OutputDialect, _ rows: [[String]]) throws -> String {
      try OutputTable(path: "x.csv", header: ["a", "b;c"], dialect: dialect) { writer in
        for row in rows {
          for field in row { writer.field(field) }
          try writer.endRow()
        }
      }.text()
    }
    let rows = [["x,y", "x;y"], ["\"", "\t"], ["", "a\nb"]]
    let semicolon = UInt8(ascii: ";")
    #expect(
      try text(OutputDialect(delimiter: semicolon, lineEnd: .crlf, hasByteOrderMark: true), rows)
        == "\u{FEFF}a;\"b;c\"\r\nx,y;\"x;y\"\r\n\"\"\"\";\"\t\"\r\n;\"a\nb\"\r\n")
    #expect(
      try text(OutputDialect(delimiter: UInt8(ascii: "\t"), hasHeader: false), rows)
        == "x,y\tx;y\n\"\"\"\"\t\"\t\"\n\t\"a\nb\"\n")
    #expect(try text(OutputDialect(hasByteOrderMark: true, hasHeader: false), []) == "\u{FEFF}")
  }

  /// Bytes are counted as they are written, handed on or not.
  @Test func bytesAreCounted() throws {
    let path = "\(folder.path)/counted.csv"
    let file = try OutputFile(path: path)
    let writer = CSVWriter()
    writer.begin(file, columnCount: 1, dialect: OutputDialect(lineEnd: .crlf))
    try writer.opening(["a"])
    #expect(writer.byteCount == 3)
    let long = String(repeating: "x", count: CSVWriter.flushSizeBytes)
    for count in 1...3 {
      writer.field(long)
      try writer.endRow()
      #expect(writer.byteCount == 3 + count * (long.utf8.count + 2))
    }
    try writer.end()
    _ = try file.finish()
    #expect(try InputFile(path: path).readAll().count == writer.byteCount)
  }

  @Test func numbersAndBlanksHaveNoQuotes() throws {
    let path = "\(folder.path)/numbers.csv"
    let writer = try CSVWriter(OutputFile(path: path), header: ["a", "b", "c", "d"])
    writer.field(-3)
    writer.blankField()
    writer.field(0)
    writer.field(Int.max)
    try writer.endRow()
    try writer.end()
    let bytes = try InputFile(path: path).readAll()
    #expect(String(decoding: bytes, as: UTF8.self) == "a,b,c,d\n-3,,0,9223372036854775807\n")
  }

  /// What was written reads back, whatever the fields hold.
  @Test(arguments: UInt64(0)..<40)
  func writtenRowsReadBack(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let parts = [
      "a", ",", "\"", "\n", "\r", "\r\n", " ", "\t", "é", "株", "\0", ";", "😀", "\u{FEFF}", "'",
    ]
    let columnCount = Int(seed % 4) + 1
    let rows = (0..<200).map { _ in
      (0..<columnCount).map { _ in
        (0..<Int.random(in: 0...5, using: &generator)).map { _ in
          parts.randomElement(using: &generator) ?? ""
        }.joined()
      }
    }
    let header = (0..<columnCount).map { "column \($0)" }
    let reading = try Reading(ofText: try written(header: header, rows), CSVDialect())
    #expect(reading.faults.isEmpty)
    #expect(reading.fields == ([header] + rows).map { $0.map { Array($0.utf8) } })
  }

  /// More than one buffer of 64 KiB, with a blank single field where a buffer begins.
  @Test func longTablesAreWrittenWhole() throws {
    let rows = (0..<5000).map { [$0 % 2 == 0 ? "" : String(repeating: "x", count: 64 + $0 % 3)] }
    let expected = "a\n" + rows.map { ($0[0].isEmpty ? "\"\"" : $0[0]) + "\n" }.joined()
    #expect(try text(header: ["a"], rows) == expected)
  }

  /// Every byte that UTF-8 has, at the start, inside and at the end of a field: an encoded field is
  /// what a field is, and what was written reads back.
  @Test func everyByteIsWrittenAsItIsEncoded() throws {
    let letters = (0..<0x250).compactMap { Unicode.Scalar($0).map { String($0) } } + ["株", "😀"]
    let fields = letters.flatMap { [$0, "\($0)ab", "a\($0)b", "ab\($0)", "\($0)\($0)"] }
    let plain = try written(header: ["a", "b"], fields.map { [$0, $0] })
    let table = FieldTable(fields)
    let pairs = FieldTable(columnCount: 2, fields.map { [$0, $0] })
    #expect(table.count == fields.count)
    for encoded in [table, pairs] {
      let path = "\(folder.path)/encoded.csv"
      try Folder.remove(path)
      let writer = try CSVWriter(OutputFile(path: path), header: ["a", "b"])
      for entry in fields.indices {
        for _ in 0..<2 / encoded.columnCount { writer.fields(entry, of: encoded) }
        try writer.endRow()
      }
      try writer.end()
      #expect(try InputFile(path: path).readAll() == plain)
    }
    let reading = try Reading(ofText: plain, CSVDialect())
    #expect(reading.fields.dropFirst().map { $0[0] } == fields.map { Array($0.utf8) })
  }

  @Test func theOnlyFieldOfARowIsQuotedWhenItsEntryIsBlank() throws {
    let path = "\(folder.path)/blank.csv"
    let writer = try CSVWriter(OutputFile(path: path), header: ["a"])
    let table = FieldTable(["", "x"])
    for entry in [0, 1, 0] {
      writer.fields(entry, of: table)
      try writer.endRow()
    }
    try writer.end()
    let bytes = try InputFile(path: path).readAll()
    #expect(String(decoding: bytes, as: UTF8.self) == "a\n\"\"\nx\n\"\"\n")
  }

  @Test func numbersAreWrittenAsTextsOfThemWouldBe() throws {
    var numbers = [0, 1, -1, 9, 10, -10, 99, 100, Int.min, Int.min + 1, Int.max, Int.max - 1]
    for digits in 1..<19 {
      let power = (0..<digits).reduce(1) { power, _ in power * 10 }
      numbers += [power - 1, power, power + 1, -power, 1 - power]
    }
    let path = "\(folder.path)/ends.csv"
    let writer = try CSVWriter(OutputFile(path: path), header: ["a", "b"])
    for number in numbers {
      writer.field(number)
      writer.field(String(number))
      try writer.endRow()
    }
    try writer.end()
    let bytes = try InputFile(path: path).readAll()
    let expected = "a,b\n" + numbers.map { "\($0),\($0)\n" }.joined()
    #expect(String(decoding: bytes, as: UTF8.self) == expected)
  }

  /// Fields longer than the buffer, and rows that end just before, at and after its end.
  @Test func longFieldsCrossTheEndOfTheBuffer() throws {
    let size = 1 << 17
    let lengths = [size - 3, size - 2, size - 1, size, size + 1, size + 4095, size * 3, 0, 1]
    let rows = lengths.flatMap { length in
      [
        [String(repeating: "x", count: length), "y"],
        [String(repeating: "\"", count: length), "y"],
        ["y", String(repeating: ",", count: length)],
      ]
    }
    let reading = try Reading(ofText: try written(header: ["a", "b"], rows), CSVDialect())
    #expect(reading.faults.isEmpty)
    #expect(reading.fields.dropFirst().map(\.self) == rows.map { $0.map { Array($0.utf8) } })
  }
}
