import CSV
import Testing

@Suite struct DialectSnifferTests {
  private func dialect(_ text: String, _ hints: DialectSniffer.Hints = .init()) -> CSVDialect {
    DialectSniffer.guess(Array(text.utf8), hints: hints).dialect
  }

  private static let rows = [
    ["Day", "Company", "Clicks", "Spend"], ["2026-11-01", "Acme Inc", "3", "1.50"],
    ["2026-11-02", "Nord Wind", "14", "0.25"], ["2026-11-03", "Kauri", "7", "12.00"],
  ]

  @Test(arguments: [",", "\t", ";", "|", ":", "^", "~", "#"]) func delimiter(text: String) {
    let sample = DialectSnifferTests.rows.map { $0.joined(separator: text) + "\n" }.joined()
    #expect(dialect(sample).delimiter == Array(text.utf8)[0])
  }

  @Test func spaces() {
    let sample = "Day Company Clicks\n2026-11-01 \"Acme Inc\" 3\n2026-11-02 Kauri 14\n"
    #expect(dialect(sample).delimiter == UInt8(ascii: " "))
    // A name and a time are no columns of their own.
    #expect(dialect("Name\nAda Lovelace\nAlan Turing\n").delimiter == UInt8(ascii: ","))
    #expect(dialect("When\n12:30\n14:05\n16:20\n").delimiter == UInt8(ascii: ","))
    #expect(dialect("When\n2026-11-01 12:30\n2026-11-02 14:05\n").delimiter == UInt8(ascii: ","))
  }

  /// Commas of decimals and of sentences are none of the delimiter's.
  @Test func commasInsideOtherDialects() {
    #expect(dialect("a;b;c\n1,5;2,25;x\n3,5;4,75;y\n").delimiter == UInt8(ascii: ";"))
    #expect(
      dialect("a\tb\nBerlin, Germany\t1\nOslo, Norway\t2\n").delimiter == UInt8(ascii: "\t"))
  }

  @Test func blankAndOneColumnTextsHaveCommas() {
    for text in ["", "\n", "a\n", "a\nb\nc\n"] {
      #expect(dialect(text) == CSVDialect())
    }
  }

  @Test(
    arguments: [
      ("a,b\n'x, y',1\n'z',2\n", UInt8(ascii: "'")),
      ("a,b\n\"x, y\",1\n", UInt8(ascii: "\"")),
      ("a,b\nO'Neill,1\nD'Arcy,2\n", UInt8(ascii: "\"")),
      ("a,b\n5\" pipe,1\n6\" pipe,2\n", nil),
      ("a,b\n\"it's\",1\n\"'t was\",2\n", UInt8(ascii: "\"")),
    ] as [(String, UInt8?)])
  func quote(text: String, expected: UInt8?) {
    #expect(dialect(text).quote == expected)
  }

  @Test(
    arguments: [
      (#"a,b\#n"x \"y\" z",1\#n"c",2\#n"#, UInt8(ascii: "\\")),
      (#"a,b\#nx\, y,1\#nz,2\#n"#, UInt8(ascii: "\\")),
      (#"a,b\#n"x ""y"" z",1\#n"c",2\#n"#, nil),
      // A folder, not an escape.
      (#"a,b\#n"C:\x\",1\#n"D:\",2\#n"#, nil),
    ] as [(String, UInt8?)])
  func escape(text: String, expected: UInt8?) {
    #expect(dialect(text).escape == expected)
  }

  @Test func whatIsGivenIsTaken() {
    let text = "a;b,c\n1;2,3\n4;5,6\n"
    #expect(dialect(text, .init(delimiter: UInt8(ascii: ";"))).delimiter == UInt8(ascii: ";"))
    #expect(dialect(text, .init(quote: .some(nil))).quote == nil)
    #expect(dialect(text, .init(quote: UInt8(ascii: "'"))).quote == UInt8(ascii: "'"))
    #expect(dialect(text, .init(escape: UInt8(ascii: "\\"))).escape == UInt8(ascii: "\\"))
  }

  /// A file whose text came out of a short preamble is told by its table.
  @Test func preambleLinesDoNotDecide() {
    let preamble = (1...20).map { "Note \($0): see page\n" }.joined()
    let table = (1...30).map { "\($0),Acme,2026-11-01 10:00:00,5\n" }.joined()
    #expect(dialect(preamble + "\n" + table).delimiter == UInt8(ascii: ","))
  }

  @Test func everyDecisionHasAReason() {
    let guess = DialectSniffer.guess(Array("a;b\n1;2\n3;4\n".utf8))
    #expect(guess.reasons.count == 3)
    #expect(guess.reasons[0] == "the delimiter is semicolon")
    #expect(guess.besideWidth == "")
  }

  @Test(
    arguments: [
      ("", .blank), (" - ", .blank), ("n/a", .blank), ("NULL", .blank), ("12", .number),
      ("-1,234.50", .number), ("1.5E+7", .number), ("€ 3,20", .number), ("$5", .number),
      ("4.5 %", .number), ("(12)", .number), ("1.2.", .code), ("2026-11-01", .date),
      ("1/2/2026", .date), ("01.02.26", .date), ("2026-11-01T10:00:00Z", .date),
      ("Nov 16, 2026", .date), ("16 November 2026", .date), ("Marketing 12", .text),
      ("10:30", .time), ("2:05:01 PM", .time), ("a@b.example", .email),
      ("https://a.example/x", .url), ("acme.co.uk", .url), ("yes", .flag), ("TRUE", .flag),
      ("A-17", .code), ("Acme Inc", .text), ("Acme", .text), ("株式会社", .text),
    ] as [(String, CellKind)])
  func kind(text: String, expected: CellKind) {
    #expect(CellKind(text) == expected)
  }
}
