import CSV
import Testing

/// Lines that strict rules refuse, split as a person would.
@Suite struct LooseLineTests {
  private func split(
    _ line: String, _ dialect: CSVDialect = CSVDialect(), width: Int? = nil
  ) -> [String] {
    LooseLine.fields(of: Array(line.utf8), dialect, width: width)
      .map { String(decoding: $0, as: UTF8.self) }
  }

  @Test(
    arguments: [
      (#"a"b,c"#, [#"a"b"#, "c"]),
      (#""a "b" c",d"#, [#"a "b" c"#, "d"]),
      (#""a,b"#, [#""a"#, "b"]),
      (#""a" , "b,c" "#, ["a", "b,c"]),
      (#""a""b",c"#, [#"a"b"#, "c"]),
      (#""he said "hi"",c"#, [#"he said "hi""#, "c"]),
      (#""""hi" he said",c"#, [#""hi" he said"#, "c"]),
      ("", [""]), (",", ["", ""]), (#""""#, [""]), (#"""#, [#"""#]),
    ] as [(String, [String])])
  func withoutAWidth(line: String, expected: [String]) {
    #expect(split(line) == expected)
  }

  /// Where two readings are possible, that of the table's width is taken.
  @Test(
    arguments: [
      (#""abc"",def,"ghi""#, 3, [#"abc""#, "def", "ghi"]),
      (#""abc"",def,"ghi""#, 1, [#"abc",def,"ghi"#]),
      (#""a,b",c"d"#, 3, [#""a"#, #"b""#, #"c"d"#]),
      (#""x","253"""#, 2, ["x", #"253""#]),
    ] as [(String, Int, [String])])
  func withAWidth(line: String, width: Int, expected: [String]) {
    #expect(split(line, width: width) == expected)
  }

  @Test func inOtherDialects() {
    let single = CSVDialect(delimiter: UInt8(ascii: ";"), quote: UInt8(ascii: "'"))
    #expect(split("'it's';b\"c", single) == ["it's", "b\"c"])
    let plain = CSVDialect(quote: nil)
    #expect(split("\"a,b\"", plain) == ["\"a", "b\""])
    let escaping = CSVDialect(escape: UInt8(ascii: "\\"))
    #expect(split(#""a\"" b,c\,d"#, escaping) == [#""a"" b"#, "c,d"])
  }
}
