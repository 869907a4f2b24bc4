import AdModel
import Testing

@testable import Ingest

@Suite struct CountTextTests {
  private func read(_ text: String, _ format: NumberFormat = .plain) -> CountText.Answer {
    var text = text
    return text.withUTF8 { unsafe CountText.read($0, format: format) }
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
    #expect(read(text, .commaGroups) == .count(expected))
  }

  /// Not measured.
  @Test(arguments: ["", " ", "\t", "-", "--", " - ", " -- "])
  func blanksAreZero(text: String) {
    #expect(read(text) == .count(0))
    #expect(read(text, .commaGroups) == .count(0))
  }

  @Test(arguments: [
    "1.5", "0.1", "1e5", "1.2E+17", "< 3", "<3", "> 100", "12%", "$4", "n/a", "---", "+", "+-3",
    "--3", "- 3", "4.", ".5", ".00", ".", "4.00.00", "4,", ",4", "1 234", "1'234", "0x10", "١٢",
    "３", "\u{A0}3", "3\0", "NaN", "inf", "true", "4.0a",
  ])
  func everythingElseIsNoCount(text: String) {
    #expect(read(text) == .invalid)
    #expect(read(text, .commaGroups) == .invalid)
  }

  @Test(
    arguments: [
      ("1,234", 1234), ("12,345,678", 12_345_678), ("-1,234", -1234), ("1,234.00", 1234),
      ("0,123", 123), ("999,999,999,999,999", 999_999_999_999_999),
    ] as [(String, Int64)])
  func thousandsCommasWhereThePlatformHasThem(text: String, expected: Int64) {
    #expect(read(text, .commaGroups) == .count(expected))
    #expect(read(text) == .invalid)
  }

  @Test(arguments: [
    "1,23", "1234,567", ",123", "1,,234", "1,2345", "1,234,", "1.234,00", "1.234", "12,34,567",
    "1,234.5",
  ])
  func commasAndPointsInOtherPlaces(text: String) {
    #expect(read(text, .commaGroups) == .invalid)
  }

  @Test(arguments: [
    "1000000000000000", "-1000000000000000", "99999999999999999999999999", "1000000000000000.0",
  ])
  func moreThanFifteenDigitsAreOutOfRange(text: String) {
    #expect(read(text) == .outOfRange)
  }

  @Test(
    arguments: [
      ("1.234", .pointGroups, 1234), ("1.234,00", .pointGroups, 1234), ("4,00", .pointGroups, 4),
      ("1.234.567", .pointGroups, 1_234_567), ("-1.234", .pointGroups, -1234),
      ("1 234", .spaceGroups, 1234), ("1\u{A0}234", .spaceGroups, 1234),
      ("1\u{202F}234\u{202F}567,0", .spaceGroups, 1_234_567),
      ("12\u{2009}345", .spaceGroups, 12345),
      ("1'234", .apostropheGroups, 1234), ("1\u{2019}234.00", .apostropheGroups, 1234),
      ("4,0", .plainComma, 4), ("1234", .plainComma, 1234), ("0,000", .pointGroups, 0),
    ] as [(String, NumberFormat, Int64)])
  func theFormatBelongsToTheFile(text: String, format: NumberFormat, expected: Int64) {
    #expect(read(text, format) == .count(expected))
  }

  @Test(
    arguments: [
      ("1,234", .pointGroups), ("1,5", .pointGroups), ("1.23", .pointGroups), ("1.5", .pointGroups),
      ("1.234", .spaceGroups), ("1 23", .spaceGroups), ("1 234\u{A0}567", .spaceGroups),
      ("1 234", .commaGroups), ("1 234", .pointGroups), ("1,234", .apostropheGroups),
      ("1.234", .plainComma), ("1,234.5", .commaGroups), ("\u{A0}", .spaceGroups),
    ] as [(String, NumberFormat)])
  func otherFormatsAreNoCounts(text: String, format: NumberFormat) {
    #expect(read(text, format) == .invalid)
  }

  /// Three zeroes behind what is a decimal separator here are thousands in another file.
  @Test(
    arguments: [
      ("1,000", .pointGroups), ("12,000", .pointGroups), ("1,000", .spaceGroups),
      ("1.000", .commaGroups), ("1.000", .plain), ("-1,000", .plainComma),
    ] as [(String, NumberFormat)])
  func thousandsAreNeverTakenForOnes(text: String, format: NumberFormat) {
    #expect(read(text, format) == .invalid)
  }
}
