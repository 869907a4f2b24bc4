import CSV
import Files
import Testing

@Suite struct TextEncodingTests {
  @Test(
    arguments: [
      ([], .utf8), ([0xEF], .utf8), ([0xEF, 0xBB], .utf8), ([0xEF, 0xBB, 0xBF], .utf8WithMark),
      ([0xFF, 0xFE], .utf16LittleEndian), ([0xFE, 0xFF], .utf16BigEndian), ([0xFF], .utf8),
      ([0x61, 0, 0x62, 0], .utf8),
    ] as [([UInt8], TextEncoding)])
  func isToldByTheByteOrderMark(bytes: [UInt8], expected: TextEncoding) {
    #expect(TextEncoding(firstBytes: bytes) == expected)
  }

  /// The mark is no part of the first field, and offsets count it.
  @Test(
    arguments: [
      ([0xEF, 0xBB, 0xBF], "1@3 é|b", "2@8 c"),
      ([], "1@0 é|b", "2@5 c"),
    ] as [([UInt8], String, String)])
  func utf8(mark: [UInt8], first: String, second: String) throws {
    #expect(try Reading(of: mark + Array("é,b\nc\n".utf8)).told == [first, second])
  }

  /// Only a mark at the very start is one.
  @Test func aSecondMarkIsText() throws {
    let reading = try Reading(of: [0xEF, 0xBB, 0xBF] + Array("\u{FEFF}a\n".utf8))
    #expect(reading.records.map(\.texts) == [["\u{FEFF}a"]])
  }

  @Test func aFileOfAMarkAloneHasNoRecord() throws {
    for mark in [[0xEF, 0xBB, 0xBF], [0xFF, 0xFE], [0xFE, 0xFF]] as [[UInt8]] {
      #expect(try Reading(of: mark).records.isEmpty)
    }
  }
}
