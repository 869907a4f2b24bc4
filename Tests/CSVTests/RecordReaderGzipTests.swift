import CSV
import Files
import TestSupport
import Testing

@Suite struct RecordReaderGzipTests {
  @Test func offsetsAreThoseOfTheUnpackedText() throws {
    let reading = try Reading(of: Gzip.member(Array("a,b\n\"c\n\",d\ne\n".utf8)))
    #expect(reading.told == ["1@0 a|b", "2@4 c\n|d", "4@11 e"])
  }

  /// Members may end anywhere, inside a record and inside a quoted field too.
  @Test func severalMembersAreOneText() throws {
    let text = Array("a,\"b\r\n\"\"c\"\r\nd,e\r\n".utf8)
    for cut in 0...text.count {
      let packed =
        Gzip.member(Array(text[..<cut])) + Gzip.member([])
        + Gzip.member(Array(text[cut...]))
      #expect(try Reading(of: packed).told == ["1@0 a|b\r\n\"c", "3@12 d|e"])
    }
  }

  /// Longer than the window and than zlib's input.
  @Test func longTextIsUnpackedInParts() throws {
    var invented = InventedCSV(seed: 8)
    let text = invented.sound(byteCount: 700_000)
    let packed = Gzip.member(Array(text[..<300_000])) + Gzip.member(Array(text[300_000...]))
    let whole = try Reading(ofText: text, invented.dialect)
    #expect(try Reading(ofText: packed, invented.dialect).records == whole.records)
  }

  @Test func theEncodingIsThatOfTheUnpackedText() throws {
    let units = [0xFEFF] + Array("é\tb\nc\n".utf16)
    let packed = Gzip.member(units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] })
    let reading = try Reading(of: packed, CSVDialect(delimiter: UInt8(ascii: "\t")))
    #expect(reading.told == ["1@2 é|b", "2@10 c"])
    let marked = Gzip.member([0xEF, 0xBB, 0xBF, 0x61])
    #expect(try Reading(of: marked).told == ["1@3 a"])
  }

  /// A download that broke off, cut at any byte behind the magic number.
  @Test func truncatedDataIsAFault() throws {
    let packed = Gzip.member(Array("a,b\nc,d\n".utf8))
    for count in 3..<packed.count {
      #expect {
        try Reading(of: Array(packed[..<count]))
      } throws: {
        ($0 as? FileFault)?.kind == .brokenCompression
      }
    }
  }

  @Test func aBrokenChecksumIsAFault() throws {
    var packed = Gzip.member(Array("a,b\nc,d\n".utf8))
    packed[packed.count - 6] ^= 1
    #expect(throws: FileFault.self) { try Reading(of: packed) }
  }

  /// `.gz` in the name plays no part, and a text that begins alike is a text.
  @Test func gzipIsToldByContent() throws {
    #expect(try Reading(ofText: [0x1F, 0x8B], CSVDialect()).fields == [[[0x1F, 0x8B]]])
    #expect(try Reading(ofText: [0x1F, 0x8B, 0x09], CSVDialect()).fields == [[[0x1F, 0x8B]]])
  }
}
