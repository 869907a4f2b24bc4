import CSV
import Files
import TestSupport
import Testing

@Suite struct HeaderedListTests {
  private struct Row: Equatable {
    var line: Int
    var byte: Int
    var texts: [String]
    var fault: RecordFault?
  }

  private struct List: Equatable {
    var header: [String]?
    var rows: [Row] = []
  }

  private func list(_ bytes: [UInt8]) throws -> List {
    let folder = try TemporaryFolder()
    var list = List()
    try readList(path: try folder.write(bytes)) { header in
      #expect(list.header == nil)
      list.header = header
    } onRow: { row in
      list.rows.append(
        Row(
          line: row.lineNumber, byte: row.byteOffset,
          texts: (0..<row.fieldCount).map { row.text($0) }, fault: row.fault))
    }
    return list
  }

  private func list(_ text: String) throws -> List { try list(Array(text.utf8)) }

  /// The delimiter that gives the header line most columns; comma when none does.
  @Test(arguments: [
    ("id,name;x\n1,a;b\n", ["id", "name;x"]), ("id;name,x;y\n1;2;3\n", ["id", "name,x", "y"]),
    ("id\tname\n1\t2\n", ["id", "name"]), ("id|name\n", ["id", "name"]), ("id\n1,2\n", ["id"]),
    ("\"id\",\"a;b;c\"\n", ["id", "a;b;c"]), ("a,b;c\n", ["a", "b;c"]),
    ("\n\nid;name\n", ["id", "name"]), (" id , name \n", ["id", "name"]),
    ("\"\u{A0}id\u{2003}\",b\n", ["id", "b"]),
  ])
  func theHeaderLineTellsTheDelimiter(text: String, header: [String]) throws {
    #expect(try list(text).header == header)
  }

  @Test(arguments: ["", "\n", " \r\n \r\n"])
  func aBlankFileHasAnEmptyHeader(text: String) throws {
    #expect(try list(text) == List(header: []))
  }

  @Test func headerOnly() throws {
    #expect(try list("id,name") == List(header: ["id", "name"]))
  }

  @Test func rowsComeWithTheirPlace() throws {
    let read = try list("id,name\n1, Nordwind \n\n2,\"a\nb\"\n3,x\n")
    #expect(
      read.rows == [
        Row(line: 2, byte: 8, texts: ["1", "Nordwind"]),
        Row(line: 4, byte: 22, texts: ["2", "a\nb"]), Row(line: 6, byte: 30, texts: ["3", "x"]),
      ])
  }

  /// Short, long and broken rows are handed on for the caller to judge.
  @Test func rowsOfAnotherFormAreHandedOn() throws {
    let read = try list("id,name\n1\n2,a,b\nx\"y,z\n3,c\n")
    #expect(read.rows.map(\.texts) == [["1"], ["2", "a", "b"], [], ["3", "c"]])
    #expect(read.rows.map(\.fault) == [nil, nil, .strayQuote, nil])
  }

  @Test func aFieldBeyondTheRowIsBlank() throws {
    let folder = try TemporaryFolder()
    var texts: [String] = []
    try readList(path: try folder.write("id,name\n1\nx\"y,z\n")) { _ in
    } onRow: { row in
      texts.append(row.text(1) + row.text(7))
    }
    #expect(texts == ["", ""])
  }

  /// The raw text of a long row is cut to 1,000 bytes.
  @Test func theRawTextIsCut() throws {
    let folder = try TemporaryFolder()
    let long = String(repeating: "x", count: 1001)
    var texts: [String] = []
    try readList(path: try folder.write("id,name\n\"1\", a\n\(long),2\n")) { _ in
    } onRow: { row in
      texts.append(row.rawText)
    }
    #expect(texts == ["\"1\", a", String(long.dropLast())])
  }

  @Test func encodingAndGzipAreTold() throws {
    let utf16 = ([0xFEFF] + Array("id;name\n1;é\n".utf16)).flatMap {
      [UInt8($0 & 0xFF), UInt8($0 >> 8)]
    }
    let marked = [0xEF, 0xBB, 0xBF] + Array("id;name\n1;é\n".utf8)
    for bytes in [utf16, marked, Gzip.member(utf16), Gzip.member(marked)] {
      let read = try list(bytes)
      #expect(read.header == ["id", "name"])
      #expect(read.rows.map(\.texts) == [["1", "é"]])
    }
  }

  @Test func bytesThatAreNoTextAreReplaced() throws {
    #expect(
      try list(Array("id,b\n1,".utf8) + [0x81, 0x0A]).rows.map(\.texts) == [["1", "\u{FFFD}"]])
  }

  @Test func aMissingFileIsAFault() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/none.csv"
    #expect(throws: FileFault(.missing, path: path)) {
      try readList(path: path) { _ in
      } onRow: { _ in
      }
    }
  }

  @Test func whatTheCallerThrowsEndsTheReading() throws {
    struct Stop: Error {}
    let folder = try TemporaryFolder()
    let path = try folder.write("id\n1\n2\n")
    var count = 0
    #expect(throws: Stop.self) {
      try readList(path: path) { _ in
      } onRow: { _ in
        count += 1
        throw Stop()
      }
    }
    #expect(count == 1)
  }

  @Test(arguments: [
    ("a", "a"), (" a ", "a"), ("\u{A0}a b\u{3000}", "a b"), ("", ""), (" \t\r\n", ""),
    ("é\n", "é"), ("\u{200B}a", "\u{200B}a"), ("a\r\n", "a"), ("\0a", "\0a"),
  ])
  func trimsWhiteSpaceAtBothEnds(text: String, expected: String) {
    #expect(text.trimmingWhiteSpace() == expected)
  }
}
