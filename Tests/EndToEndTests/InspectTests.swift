import Files
import Foundation
import Testing

@Suite("inspect") struct InspectTests {
  private let place: TemporaryFolder

  init() throws {
    self.place = try TemporaryFolder()
  }

  private func inspect(_ file: String, _ options: [String] = [], format: String = "csv") throws
    -> ProgramResult
  {
    try Program.run(["inspect", file, "--format", format] + options, in: place.path)
  }

  /// What `--format csv` prints of a text.
  private func table(_ text: String, _ options: [String] = []) throws -> String {
    try table(Array(text.utf8), options)
  }

  private func table(_ bytes: [UInt8], _ options: [String] = []) throws -> String {
    try place.write(bytes, to: "file.csv")
    let result = try inspect("file.csv", options)
    #expect(result.exitCode == 0, "\(result)")
    #expect(result.standardError == "")
    return result.standardOutput
  }

  @Test("prints the table and nothing else, normalised") func normalised() throws {
    let text = #"""
      Report for Acme, Inc.
      Made;today

      Day;Company;Note;Clicks\#r
      2026-11-01;"Acme, Inc";"say ""hi""";3\#r
      2026-11-02; Nord ;"two
      lines";14\#r
      2026-11-03;"";" x";5\#r

      Total rows: 3

      """#
    #expect(
      try table(text) == #"""
        Day,Company,Note,Clicks
        2026-11-01,"Acme, Inc","say ""hi""",3
        2026-11-02,Nord,"two
        lines",14
        2026-11-03,," x",5

        """#)
  }

  @Test("a single blank field is a row") func blankField() throws {
    #expect(try table("a\n\"\"\nb\n") == "a\n\"\"\nb\n")
  }

  @Test(
    "every delimiter by its names",
    arguments: [
      (",", [",", "comma", "0x2C"]), ("\t", ["tab", "\\t", "0x09"]), (";", [";", "semicolon"]),
      ("|", ["|", "pipe"]), (" ", [" ", "space"]), (":", [":", "colon"]), ("x", ["x"]),
    ])
  func delimiters(delimiter: String, names: [String]) throws {
    for name in names {
      #expect(try table("1\(delimiter)2\n", ["--delimiter", name, "--no-header"]) == "1,2\n")
    }
  }

  @Test("quote, escape and encoding as given") func dialect() throws {
    #expect(try table("a,b\n'x,y',1\n", ["--quote", "'"]) == "a,b\n\"x,y\",1\n")
    #expect(try table("a, b\n1, 2\n", ["--delimiter", ", "]) == "a,b\n1,2\n")
    #expect(try table("a b\n1 2\n", ["--delimiter", " ", "--escape", ""]) == "a,b\n1,2\n")
    #expect(try table("a,b\n\"x,1\n", ["--quote", ""]) == "a,b\n\"\"\"x\",1\n")
    #expect(try table("a,b\n\"x,1\n", ["--quote", "none"]) == "a,b\n\"\"\"x\",1\n")
    #expect(
      try table("a,b\n\"x\\\"y\",1\n", ["--escape", "\\"]) == "a,b\n\"x\"\"y\",1\n")
    #expect(try table("a,b\n\"x~\"y\",1\n", ["--escape", "~"]) == "a,b\n\"x\"\"y\",1\n")
    #expect(
      try table("a,b\n\"x\"\"y\",1\n", ["--escape", "doubled"]) == "a,b\n\"x\"\"y\",1\n")
    #expect(try table("a,b\n\"x\",1\n", ["--escape", "none"]) == "a,b\nx,1\n")
    #expect(
      try table([0x61, 0x0A, 0xE9, 0x0A], ["--encoding", "latin-1"]) == "a\né\n")
    #expect(
      try table([0, 0x61, 0, 0x0A], ["--encoding", "utf-16be", "--no-header"]) == "a\n")
  }

  @Test("lines as given") func lines() throws {
    let text = "x,y\na,b\n1,2\n3,4\nend,\n"
    #expect(
      try table(text, ["--header-line", "2", "--footer-lines", "1"]) == "a,b\n1,2\n3,4\n")
    #expect(
      try table(text, ["--preamble-lines", "2", "--no-header", "--footer-lines", "1"])
        == "1,2\n3,4\n")
    #expect(
      try table(text, ["--header-lines", "2", "--footer-lines", "1"]) == "x a,y b\n1,2\n3,4\n")
    #expect(try table(text, ["--header-line", "0", "--footer-lines", "0"]) == text)
    #expect(try table(text, ["--header-lines", "0", "--footer-lines", "0"]) == text)
    #expect(
      try table("x,a,b\ny,1,2\nz,3,4\n\nc,d,e\n3,4,5\n6,7,8\n", ["--table", "2"])
        == "c,d,e\n3,4,5\n6,7,8\n")
  }

  /// Lines are those of the file, also where rows have several.
  @Test("a footer below rows of several lines") func footerBelowLongRows() throws {
    let rows = (0..<300).map { "\($0),\"x\ny\"\n" }.joined()
    let printed = try table("n,text\n" + rows + "the,end\n", ["--footer-lines", "1"])
    #expect(printed == "n,text\n" + rows)
  }

  @Test(
    "wrong usage",
    arguments: [
      (["--delimiter", "ab"], "--delimiter takes one ASCII character"),
      (["--delimiter", "é"], "--delimiter takes one ASCII character"),
      (["--quote", "0x0A"], "--quote takes one ASCII character"),
      (["--escape", "xy"], "--escape takes one ASCII character"),
      (["--delimiter", "'", "--quote", "'"], "must be different characters"),
      (["--encoding", "ebcdic"], "--encoding knows no 'ebcdic'"),
      (["--header-line", "-1"], "--header-line"), (["--table", "0"], "--table takes 1 or more"),
      (["--no-header", "--header-lines", "1"], "contradict each other"),
      (["--header-line", "0", "--header-lines", "2"], "there is no header"),
      (["--header-line", "2", "--preamble-lines", "2"], "is one of the 2 lines"),
      (["--header-line", "9"], "line 9 was given, and the file has 3 lines"),
      (["--preamble-lines", "9"], "line 9 was given, and the file has 3 lines"),
      (["--preamble-lines", "3"], "leave no row"), (["--footer-lines", "3"], "leave no row"),
      (["--header-lines", "4"], "the table has 3 rows"),
      (["--table", "2"], "the file has one table"),
      (["file.csv"], "--format csv takes one file"),
    ] as [([String], String)])
  func usage(options: [String], message: String) throws {
    try place.write("a,b\n1,2\n3,4\n", to: "file.csv")
    let result = try inspect("file.csv", options)
    #expect(result.exitCode == 64, "\(result)")
    #expect(result.standardOutput == "")
    #expect(result.standardError.contains(message), "\(result)")
  }

  @Test("what cannot be read", arguments: ["missing.csv", "folder", "circle", "pipe", "broken.gz"])
  func unreadable(name: String) throws {
    try place.write("x", to: "folder/file.csv")
    try FileManager.default.createSymbolicLink(
      atPath: "\(place.path)/circle", withDestinationPath: "circle")
    _ = try Program.run("/usr/bin/mkfifo", ["pipe"], in: place.path)
    try place.write([0x28, 0xB5, 0x2F, 0xFD, 0x00], to: "broken.gz")
    for format in ["csv", "text", "json"] {
      let result = try inspect(name, format: format)
      #expect(result.exitCode == 1, "\(result)")
      #expect(result.standardOutput == "")
      #expect(result.standardError.hasPrefix("adsegments: \(name): "), "\(result)")
    }
  }

  @Test("odd files end well") func oddFiles() throws {
    #expect(try table("") == "")
    #expect(try table("\n \n") == "")
    #expect(try table([0xEF, 0xBB, 0xBF]) == "")
    #expect(try table("a,b\n1,\0\n") == "a,b\n1,\0\n")
    let wide = (0..<100_000).map { "c\($0)" }.joined(separator: ",") + "\n"
    let values = (0..<100_000).map { "\($0)" }.joined(separator: ",") + "\n"
    #expect(try table(wide + values) == wide + values)
    let long = String(repeating: "x", count: 2_000_000)
    let printed = try table("a,b\n1,2\n\(long)\n3,4\n5,6\n")
    #expect(printed.hasPrefix("a,b\n1,2\nx"))
    #expect(printed.hasSuffix("x\n3,4\n5,6\n"))
    // No UTF-8 and no other encoding either: handed on as it is.
    try place.write(Array("ö,b\n1,".utf8) + [0xFF, 0x0A], to: "mixed.csv")
    let mixed = try inspect("mixed.csv", ["--header-lines", "1"])
    #expect(mixed.exitCode == 0)
  }

  @Test("facts as JSON, an array always") func json() throws {
    try place.write("Report\n\nid;n\nA1;\"3\"\nB2;x\"y\nC3\n", to: "a.csv")
    try place.write("x\n1\n", to: "b.csv")
    let result = try Program.run(
      ["inspect", "a.csv", "b.csv", "--format", "json"], in: place.path)
    #expect(result.exitCode == 0, "\(result)")
    let facts = try #require(
      try JSONSerialization.jsonObject(with: Data(result.standardOutput.utf8)) as? [[String: Any]])
    #expect(facts.count == 2)
    let first = facts[0]
    #expect(first["path"] as? String == "a.csv")
    #expect(first["encoding"] as? String == "utf-8")
    #expect(first["delimiter"] as? String == "semicolon")
    #expect(first["quote"] as? String == "\"")
    #expect(first["escape"] as? String == "doubled")
    #expect(first["line_end"] as? String == "LF")
    #expect(first["line_count"] as? Int == 6)
    #expect(first["header_line"] as? Int == 3)
    #expect(first["row_count"] as? Int == 3)
    #expect((first["short_rows"] as? [String: Any])?["first_lines"] as? [Int] == [6])
    #expect((first["faulty_rows"] as? [String: Any])?["first_lines"] as? [Int] == [5])
    #expect((first["preamble"] as? [[String: Any]])?.first?["text"] as? String == "Report")
    let columns = try #require(first["columns"] as? [[String: Any]])
    #expect(columns.map { $0["name"] as? String } == ["id", "n"])
    #expect(columns.map { $0["kind"] as? String } == ["code", "text"])
    #expect((first["reasons"] as? [String])?.count ?? 0 >= 5)
  }

  @Test("facts as text") func text() throws {
    try place.write("Day,Clicks\n2026-11-01,3\n2026-11-02,4\n\nTotal rows: 2\n", to: "a.csv")
    let result = try inspect("a.csv", format: "text")
    #expect(
      result.standardOutput == """
        a.csv
          encoding   utf-8
          delimiter  comma; quote "; escape doubled
          lines      5, ending in LF
          table 1    lines 1 to 3: 2 columns, 2 rows
          header     line 1
            1  Day (date)
            2  Clicks (number)
          rows       2
          first rows
            2026-11-01 | 3
            2026-11-02 | 4
          footer
            5  Total rows: 2
          platform   none of the presets knows it
          because
            the encoding is utf-8, as nothing speaks against it
            the delimiter is comma: 3 of 3 rows of the table have 2 fields
            no field is quoted; the quote would be "
            a quote inside quotes is doubled
            the header is 1 row: text above columns of values, as in column 1 (date)

        """)
  }

  @Test("a reader that has seen enough is no error") func closedPipe() throws {
    try place.write(String(repeating: "a,b,c\n", count: 300_000), to: "long.csv")
    let program = try Program.path()
    let result = try Program.run(
      "/bin/bash",
      ["-c", "\"$0\" inspect long.csv --format csv | head -1; exit ${PIPESTATUS[0]}", program],
      in: place.path)
    #expect(result.exitCode == 0, "\(result)")
    #expect(result.standardOutput == "a,b,c\n")
    #expect(result.standardError == "")
  }
}
