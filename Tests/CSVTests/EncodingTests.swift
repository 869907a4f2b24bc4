import CSV
import Files
import TestSupport
import Testing

/// Which encoding a file is taken for, and what is read of it.
@Suite struct EncodingTests {
  private let folder: TemporaryFolder

  init() throws {
    self.folder = try TemporaryFolder()
  }

  private func opening(_ bytes: [UInt8], as encoding: TextEncoding? = nil) throws -> FileOpening {
    try FileOpening(InputFile(path: try folder.write(bytes)), encoding: encoding)
  }

  private static let muller = Array("M".utf8) + [0xFC] + Array("ller,1\n".utf8)

  @Test(
    arguments: [
      (muller, .windows1252),
      // Sound UTF-8 beside it: its rows are worth more than a guess.
      (muller + Array("Möller,2\n".utf8), .utf8),
      // Bytes without a character in Windows-1252, and NUL.
      (muller + [0x81], .utf8), (muller + [0x8D], .utf8), (muller + [0x8F], .utf8),
      (muller + [0x90], .utf8), (muller + [0x9D], .utf8), (muller + [0x00], .utf8),
      (Array("plain,1\n".utf8), .utf8), (Array("Möller,1\n".utf8), .utf8), ([], .utf8),
      // Overlong forms, surrogates and what is beyond U+10FFFF are no UTF-8.
      ([0xC0, 0xAF], .windows1252), ([0xED, 0xA0, 0x80], .windows1252),
      ([0xF5, 0x80, 0x80, 0x80], .windows1252), ([0xE0, 0x9F, 0xBF], .windows1252),
      // Cut off at the end of the file.
      ([0x61, 0xC3], .windows1252), ([0xEF, 0xBB, 0xBF] + muller, .utf8WithMark),
    ] as [([UInt8], TextEncoding)])
  func isTold(bytes: [UInt8], expected: TextEncoding) throws {
    #expect(try opening(bytes).encoding == expected)
    #expect(try opening(Zstd.frame(bytes)).encoding == expected)
  }

  /// The look is 1 MiB; a character that it cuts off is not broken.
  @Test(arguments: 0..<3) func aCharacterAcrossTheEndOfTheLook(shift: Int) throws {
    let filler = [UInt8](repeating: 0x61, count: (1 << 20) - shift)
    #expect(try opening(filler + Array("€\n".utf8)).encoding == .utf8)
    #expect(try opening(filler + [0xFC, 0x0A]).encoding == (shift == 0 ? .utf8 : .windows1252))
  }

  @Test func theWholeFileBearsWitness() throws {
    let bytes = [UInt8](repeating: 0x61, count: (1 << 20) + 5) + EncodingTests.muller
    let file = try InputFile(path: try folder.write(bytes))
    #expect(try FileOpening(file).encoding == .utf8)
    let evidence = try EncodingEvidence(scanning: file)
    #expect(evidence.isWindows1252)
    #expect(evidence.encoding == .windows1252)
    #expect(evidence.invalidCount == 1)
    #expect(evidence.multiByteCount == 0)
    let mixed = try InputFile(path: try folder.write(bytes + Array("€".utf8)))
    #expect(try EncodingEvidence(scanning: mixed).isMixed)
    #expect(try EncodingEvidence(scanning: mixed).encoding == .utf8)
  }

  /// Two letters of Windows-1252 may form a character of UTF-8, `ß–` U+07D6; UTF-8 has others.
  @Test(
    arguments: [
      ([0x47, 0x72, 0x6F, 0xDF, 0x96, 0x48, 0x2C, 0x4D, 0xFC, 0x6C], true),
      ([0xDC, 0xBB, 0x2C, 0xFC, 0x6C, 0xFC, 0x6C], true), ([0xC3, 0xA9, 0x2C, 0xE9, 0x2C], false),
      ([0xDF, 0x96, 0xC3, 0xA9, 0x2C, 0xE9, 0x2C], false), ([0xDF, 0x9C, 0x2C, 0xFC, 0x6C], false),
      ([0xE2, 0x82, 0xAC, 0x2C, 0xFC, 0x6C], false), ([0xD0, 0xA2, 0xD0, 0xB2, 0x2C, 0xFC], false),
      ([0xDF, 0x96], false),
    ] as [([UInt8], Bool)])
  func charactersByChance(bytes: [UInt8], isWindows1252: Bool) throws {
    let evidence = try EncodingEvidence(
      scanning: try InputFile(path: try folder.write(bytes + [0x0A])))
    #expect(evidence.isWindows1252 == isWindows1252)
    #expect(evidence.isMixed == (!isWindows1252 && evidence.invalidCount > 0))
    #expect(try opening(bytes + [0x0A]).encoding == (isWindows1252 ? .windows1252 : .utf8))
  }

  @Test(arguments: [("a,b\n1,2\n", false), ("é,株\n1,2\n", false), ("日本語,値\n東京,1\n", true)])
  func utf16WithoutAMark(text: String, isMostlyWide: Bool) throws {
    let units = Array(text.utf16)
    let little = units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let big = units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    for (bytes, encoding) in [(little, TextEncoding.utf16LittleEndian), (big, .utf16BigEndian)] {
      let opening = try opening(bytes)
      #expect(opening.encoding == encoding)
      #expect(opening.start.byteOffset == 0)
      #expect(opening.byteOrderMarkSize == 0)
      let expected = text.split(separator: "\n").map { $0.split(separator: ",").map(String.init) }
      #expect(try Reading(of: bytes).records.map(\.texts) == expected)
    }
  }

  @Test func aFewNULsAreNoUTF16() throws {
    for bytes in [[0x61, 0, 0x0A], [0, 0x0A], Array("a,\0,b\nc,d,\0\n".utf8)] as [[UInt8]] {
      #expect(try opening(bytes).encoding == .utf8)
    }
  }

  /// Every byte, against the table of the WHATWG standard as `iconv` and Python have it.
  @Test func windows1252HasItsCharacters() throws {
    let high = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
    let bytes = (UInt8(0x80)...0x9F).filter { ![0x81, 0x8D, 0x8F, 0x90, 0x9D].contains($0) }
    let rest = Array(UInt8(0xA0)...0xFF)
    let reading = try Reading(of: bytes + [0x2C] + rest + [0x0A])
    let latin = String(String.UnicodeScalarView(rest.map { Unicode.Scalar($0) }))
    #expect(reading.records.map(\.texts) == [[high, latin]])
  }

  /// Offsets are bytes of the file, one a character.
  @Test func offsetsInWindows1252AreThoseOfTheFile() throws {
    let reading = try Reading(
      of: [0xFC, 0x2C, 0x80, 0x0A] + Array("\"b\n".utf8) + [0xE9] + Array("\",c\nd\n".utf8))
    #expect(reading.told == ["1@0 ü|€", "2@4 b\né|c", "4@12 d"])
  }

  @Test func windows1252OfSeveralWindowsReadsAsUTF8() throws {
    let row = "Müller;\"ß\n€\";1\n"
    let bytes: [UInt8] =
      [0x4D, 0xFC] + Array("ller;\"".utf8) + [0xDF, 0x0A, 0x80] + Array("\";1\n".utf8)
    let dialect = CSVDialect(delimiter: UInt8(ascii: ";"))
    let reading = try Reading(of: (0..<60_000).flatMap { _ in bytes }, dialect)
    let expected = try Reading(of: String(repeating: row, count: 60_000), dialect)
    #expect(reading.fields == expected.fields)
    #expect(
      reading.records.map(\.byte) == (0..<60_000).map { $0 * bytes.count })
  }

  /// Given as Windows-1252, bytes that have no character in it are known as no text.
  @Test func whatIsGivenWins() throws {
    let bytes = Array("é,1\n".utf8)
    #expect(try opening(bytes, as: .windows1252).encoding == .windows1252)
    let marked = try opening([0xEF, 0xBB, 0xBF] + bytes, as: .utf8)
    #expect(marked.encoding == .utf8WithMark)
    #expect(marked.start.byteOffset == 3)
    let latin = try opening([0xEF, 0xBB, 0xBF] + bytes, as: .windows1252)
    #expect(latin.encoding == .windows1252)
    #expect(latin.start.byteOffset == 0)
    #expect(try opening([0xFE, 0xFF, 0, 0x61], as: .utf16LittleEndian).encoding == .utf16BigEndian)
    let file = try InputFile(path: try folder.write([0x61, 0x81, 0x0A]))
    #expect(try Reading(file, encoding: .windows1252).fields == [[[0x61, 0xFF]]])
  }

  @Test(
    arguments: [
      ("UTF-8", .utf8), ("utf8", .utf8), ("utf-8-sig", .utf8), ("ASCII", .utf8),
      ("us-ascii", .utf8), ("utf-16", .utf16LittleEndian), ("UTF-16LE", .utf16LittleEndian),
      ("utf_16_be", .utf16BigEndian), ("latin1", .windows1252), ("Latin-1", .windows1252),
      ("ISO-8859-1", .windows1252), ("cp1252", .windows1252), ("windows-1252", .windows1252),
      ("utf-7", nil), ("", nil), ("shift_jis", nil),
    ] as [(String, TextEncoding?)])
  func hasUsualNames(name: String, expected: TextEncoding?) {
    #expect(TextEncoding(name: name) == expected)
  }

  @Test func zstdIsReadAsGzipIs() throws {
    let text = Array("a,b\n\"c\n\",d\ne\n".utf8)
    let packed = Zstd.frame(Array(text[..<5])) + Zstd.frame(Array(text[5...]))
    #expect(try Reading(of: packed).told == ["1@0 a|b", "2@4 c\n|d", "4@11 e"])
  }
}
