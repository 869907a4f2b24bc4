import CSV
import Files
import Testing

/// UTF-16 exports, read as records.
@Suite struct UTF16TranscoderTests {
  enum Order: CaseIterable {
    case littleEndian
    case bigEndian

    /// The units with their byte order mark.
    func bytes(_ units: [UInt16]) -> [UInt8] {
      ([0xFEFF] + units).flatMap { unit -> [UInt8] in
        let high = UInt8(unit >> 8)
        let low = UInt8(unit & 0xFF)
        return self == .littleEndian ? [low, high] : [high, low]
      }
    }
  }

  /// Offsets are those of the file: two bytes a unit, four for what lies beyond U+FFFF.
  @Test(arguments: Order.allCases)
  func offsetsAreThoseOfTheFile(order: Order) throws {
    let text = "é,😀\nb,株\r\n\"c\n\",d\nx\"y\n\"z"
    let reading = try Reading(of: order.bytes(Array(text.utf16)))
    #expect(
      reading.told == [
        "1@2 é|😀", "2@12 b|株", "3@22 c\n|d", "5@36 strayQuote x\"y", "6@44 unclosedQuote \"z",
      ])
  }

  /// Characters of one to four bytes of UTF-8 at every place among others, some of them many.
  @Test(arguments: Order.allCases)
  func offsetsBehindCharactersOfAllLengths(order: Order) throws {
    var text = ""
    var starts: [Int] = []
    for count in 0..<40 {
      for other in ["", "é", "株", "😀"] {
        starts.append(2 + 2 * text.utf16.count)
        text += String(repeating: "a", count: count) + other + "bc,\(count)\n"
      }
    }
    let reading = try Reading(of: order.bytes(Array(text.utf16)))
    #expect(reading.records.map(\.byte) == starts)
  }

  @Test(arguments: Order.allCases)
  func aLoneSurrogateIsAByteThatNoTextHas(order: Order) throws {
    let comma = UInt16(0x2C)
    let units: [UInt16] = [
      0xD83D, comma, 0xDE00, comma, 0xDE00, 0xD83D, comma, 0xD83D, 0xD83D, 0xDE00, 0x0A, 0x61,
      0x0A, 0xD83D,
    ]
    let reading = try Reading(of: order.bytes(units))
    #expect(
      reading.fields == [
        [[0xFF], [0xFF], [0xFF, 0xFF], [0xFF] + Array("😀".utf8)], [[0x61]], [[0xFF]],
      ])
    #expect(reading.records.map(\.byte) == [2, 24, 28])
  }

  /// Half a unit at the end.
  @Test(arguments: Order.allCases)
  func anOddByteAtTheEnd(order: Order) throws {
    let reading = try Reading(of: order.bytes(Array("a\nb".utf16)) + [0x63])
    #expect(reading.fields == [[[0x61]], [[0x62, 0xFF]]])
    #expect(try Reading(of: order.bytes([]) + [0x63]).fields == [[[0xFF]]])
  }

  /// NUL, U+FEFF and U+FFFE are characters like others.
  @Test(arguments: Order.allCases)
  func oddCharactersArePassedOn(order: Order) throws {
    let reading = try Reading(of: order.bytes([0, 0x2C, 0xFEFF, 0x2C, 0xFFFE, 0x2C, 0xFFFF]))
    #expect(reading.records.map(\.texts) == [["\0", "\u{FEFF}", "\u{FFFE}", "\u{FFFF}"]])
  }

  /// The same records as from UTF-8, with surrogate pairs over every border of its 64 KiB input.
  @Test(arguments: Order.allCases, 0..<4)
  func longFilesReadAsInUTF8(order: Order, shift: Int) throws {
    let row = String(repeating: "😀", count: 800) + "\té株,\"😀\"\"\n😀\"\n"
    let text = String(repeating: "x", count: shift) + String(repeating: row, count: 100)
    let dialect = CSVDialect(delimiter: UInt8(ascii: "\t"))
    let expected = try Reading(of: text.replacing(",", with: "\t"), dialect)
    let reading = try Reading(
      of: order.bytes(Array(text.replacing(",", with: "\t").utf16)), dialect)
    #expect(expected.records.count == 100)
    #expect(reading.fields == expected.fields)
    let unitsPerRow = row.utf16.count
    for (place, record) in reading.records.enumerated() where place > 0 {
      guard record.byte == 2 + 2 * (shift + place * unitsPerRow), record.line == 1 + 2 * place
      else {
        Issue.record("record \(place) stands at line \(record.line), byte \(record.byte)")
        return
      }
    }
  }
}
