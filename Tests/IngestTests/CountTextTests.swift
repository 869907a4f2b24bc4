import Testing

@testable import Ingest

@Suite struct CountTextTests {
  private func read(_ text: String, thousandsCommas: Bool = false) -> CountText.Answer {
    var text = text
    return text.withUTF8 { unsafe CountText.read($0, thousandsCommas: thousandsCommas) }
  }

  @Test(
    arguments: [
      ("0", 0), ("7", 7), ("0012", 12), ("4.00", 4), ("4.0", 4), ("-3", -3), ("+3", 3), ("-0", 0),
      ("-4.00", -4), (" 5 ", 5), ("\t5", 5), ("1234567890123", 1_234_567_890_123),
      ("999999999999999", 999_999_999_999_999), ("-999999999999999", -999_999_999_999_999),
      ("00000000000000000000012", 12), ("0.00000000000000000000", 0),
    ] as [(String, Int64)])
  func wholeNumbers(text: String, expected: Int64) {
    #expect(read(text) == .count(expected))
    #expect(read(text, thousandsCommas: true) == .count(expected))
  }

  /// Not measured.
  @Test(arguments: ["", " ", "\t", "-", "--", " - ", " -- "])
  func blanksAreZero(text: String) {
    #expect(read(text) == .count(0))
    #expect(read(text, thousandsCommas: true) == .count(0))
  }

  @Test(arguments: [
    "1.5", "0.1", "1e5", "1.2E+17", "< 3", "<3", "> 100", "12%", "$4", "n/a", "---", "+", "+-3",
    "--3", "- 3", "4.", ".5", ".00", ".", "4.00.00", "4,", ",4", "1 234", "1'234", "0x10", "١٢",
    "３", "\u{A0}3", "3\0", "NaN", "inf", "true", "4.0a",
  ])
  func everythingElseIsNoCount(text: String) {
    #expect(read(text) == .invalid)
    #expect(read(text, thousandsCommas: true) == .invalid)
  }

  @Test(
    arguments: [
      ("1,234", 1234), ("12,345,678", 12_345_678), ("-1,234", -1234), ("1,234.00", 1234),
      ("0,123", 123), ("999,999,999,999,999", 999_999_999_999_999),
    ] as [(String, Int64)])
  func thousandsCommasWhereThePlatformHasThem(text: String, expected: Int64) {
    #expect(read(text, thousandsCommas: true) == .count(expected))
    #expect(read(text) == .invalid)
  }

  @Test(arguments: [
    "1,23", "1234,567", ",123", "1,,234", "1,2345", "1,234,", "1.234,00", "1.234", "12,34,567",
    "1,234.5",
  ])
  func commasAndPointsInOtherPlaces(text: String) {
    #expect(read(text, thousandsCommas: true) == .invalid)
  }

  @Test(arguments: [
    "1000000000000000", "-1000000000000000", "99999999999999999999999999", "1000000000000000.0",
  ])
  func moreThanFifteenDigitsAreOutOfRange(text: String) {
    #expect(read(text) == .outOfRange)
  }
}
