import Foundation
import Testing

@testable import Export

@Suite struct PhoneNumberTests {
  static let lines = VectorTable.lines("phone-numbers.tsv")

  @Test func theTableIsRead() {
    #expect(Self.lines.count > 70 && Self.lines.allSatisfy { $0.count == 3 })
  }

  @Test(arguments: lines)
  func asAnotherImplementationHasIt(line: [String]) {
    #expect(PhoneNumber(line[1], in: CountryCode(line[0]))?.e164 ?? "" == line[2])
  }

  /// `00` is what most of the world dials for the plus; in the United States it is `011`.
  @Test(arguments: ["0049 30 123456", " 0049-30-123456", "(0049) 30 123456", "00 49 30 123456"])
  func twoZerosStandForThePlus(text: String) {
    #expect(PhoneNumber(text)?.e164 == "+4930123456")
    #expect(PhoneNumber(text, in: CountryCode("US"))?.e164 == "+4930123456")
    #expect(PhoneNumber(text, in: CountryCode("DE"))?.digits == "4930123456")
  }

  /// What stands between digits plays no part, whether the library is given it or not.
  @Test(arguments: [
    "+49 170 1234567", "+49-170-1234567", "+49 (0)170/123.45.67", "(+49) 170 1234567",
    "+ 49 170 1234567", "0170 1234567", "(0170) 1234567", "0170\u{A0}1234567", "0170–1234567",
    " 0170/123 45-67 ", "0170 1234567 -", "..0170 1234567", "tel:+49-170-1234567", "０１７０ 1234567",
  ])
  func signsBetweenDigits(text: String) {
    #expect(PhoneNumber(text, in: CountryCode("DE"))?.e164 == "+491701234567")
  }

  /// Lists lose the plus of the country's own numbers, and of others'; what vendors print are numbers
  /// that nobody has and still some.
  @Test(arguments: [
    ("DE", "49 170 1234567", "+491701234567"), ("DE", "(49) 170/1234567", "+491701234567"),
    ("DE", "Mobil: 491701234567", "+491701234567"), ("DE", "0170 1234567", "+491701234567"),
    ("DE", "16505551224", "+16505551224"), ("US", "16505551224", "+16505551224"),
    ("US", "(650) 555-1212", "+16505551212"), ("US", "15559876543", "+15559876543"),
    // Norway has such a number as well.
    ("US", "4795551234", "+14795551234"), ("GB", "491701234567", "+491701234567"),
    ("IN", "919876543210", "+919876543210"), ("IN", "9198765432", "+919198765432"),
  ])
  func aLostPlus(country: String, text: String, expected: String) {
    #expect(PhoneNumber(text, in: CountryCode(country))?.e164 == expected)
  }

  /// Where no country is known, it could be a number of any.
  @Test(arguments: ["491701234567", "6502530000", "4795551234"])
  func aLostPlusNowhere(text: String) {
    #expect(PhoneNumber(text) == nil)
  }

  /// Within Japan numbers begin with two zeros too, but none is that long.
  @Test func aNumberHasNoMoreThanFifteenDigits() {
    #expect(PhoneNumber("0044 20 7946 0958", in: CountryCode("JP"))?.e164 == "+442079460958")
  }

  @Test(arguments: [
    "", " ", "+", "00", "\u{0}", "+49 30\u{0}123456", "x", "🙂", "\u{202E}", "++49++30",
  ])
  func noNumber(text: String) {
    #expect(PhoneNumber(text) == nil)
  }

  @Test func longTextsAreNone() {
    for text in ["+49", "1", "+", "٣", "a", "(", ";ext="] {
      #expect(PhoneNumber(String(repeating: text, count: 10_000), in: CountryCode("DE")) == nil)
    }
  }

  /// Whatever stands in a text, a number is a plus and digits.
  @Test func aNumberIsAPlusAndDigits() {
    let pieces = ["+", "0", "1", "49", "(", ")", " ", "x", "ext. 5", "/", "۴", ";", "\n", "é"]
    for seed in 0..<3000 {
      var text = ""
      var rest = seed &* 2_654_435_761
      for _ in 0..<12 {
        text += pieces[rest % pieces.count]
        rest = rest / 3 &+ seed
      }
      guard let number = PhoneNumber(text, in: CountryCode("DE")) else { continue }
      #expect(number.e164.hasPrefix("+"))
      #expect(number.digits.allSatisfy { $0.isASCII && $0.isNumber } && !number.digits.isEmpty)
    }
  }

  @Test func threadsReadTheSame() {
    let expected = Self.lines.map { $0[2] }
    DispatchQueue.concurrentPerform(iterations: 8) { _ in
      let found = Self.lines.map { PhoneNumber($0[1], in: CountryCode($0[0]))?.e164 ?? "" }
      #expect(found == expected)
    }
  }

  /// A line a region, Germany's with its calling code and national prefix.
  @Test func theMetadataIsText() {
    let metadata = PhoneNumber.metadata
    #expect(metadata == PhoneNumber.metadata)
    let lines = String(decoding: metadata, as: UTF8.self).split(separator: "\n")
    #expect(lines.count > 200)
    #expect(lines.contains { $0.hasPrefix("DE\t49\t0\t+49") })
  }
}
