package import Files

/// What the bytes of a text say about its encoding, gathered part by part.
package struct EncodingEvidence: Sendable {
  /// Characters of two bytes and more that are sound UTF-8.
  package private(set) var multiByteCount = 0
  /// Of these, such as text of Windows-1252 may have by chance: a letter of two and a sign, `ß–`.
  private var chanceCount = 0
  /// Bytes that no UTF-8 has where they stand.
  package private(set) var invalidCount = 0
  /// Whether a byte occurs that Windows-1252 gives no character (81, 8D, 8F, 90, 9D), or a NUL.
  package private(set) var isForeignToWindows1252 = false
  /// The first byte of the character begun.
  private var lead: UInt8 = 0
  /// Continuation bytes that the character begun still needs.
  private var pending = 0
  /// What the next continuation byte may be (RFC 3629, 4: no overlong forms, no surrogates).
  private var allowed: ClosedRange<UInt8> = 0x80...0xBF

  package init() {}

  /// Of a whole file from a byte on; in constant memory.
  package init(
    scanning file: InputFile, from start: Int = 0, upTo limit: Int = .max
  ) throws(FileFault) {
    let stream = try ByteStream(file, from: start)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
    defer { unsafe buffer.deallocate() }
    var left = limit
    while left > 0 {
      let part = unsafe UnsafeMutableRawBufferPointer(
        rebasing: buffer[..<min(left, buffer.count)])
      let count = try unsafe stream.read(into: part)
      unsafe add(UnsafeRawBufferPointer(rebasing: part[..<count]))
      left -= count
      if count < part.count {
        endText()
        break
      }
    }
  }

  /// The encoding of a text without a byte order mark that is not UTF-16.
  ///
  /// A file with sound UTF-8 characters stays UTF-8 whatever else is in it: its bad rows are known
  /// by their bytes, where a wrong table of characters would garble the good ones silently.
  package var encoding: TextEncoding { isWindows1252 ? .windows1252 : .utf8 }

  /// Chance makes a few characters of UTF-8 beside many bytes that are none, and none of those
  /// that Latin text has most (U+0080 to U+017F): one of these is enough for UTF-8.
  package var isWindows1252: Bool {
    invalidCount > 0 && multiByteCount == chanceCount && chanceCount <= invalidCount
      && !isForeignToWindows1252
  }

  /// Whether there are both sound characters of UTF-8 and bytes that are none.
  package var isMixed: Bool { invalidCount > 0 && multiByteCount > 0 && !isWindows1252 }

  package mutating func add(_ bytes: UnsafeRawBufferPointer) {
    var index = 0
    while index < bytes.count {
      if pending == 0, index + 8 <= bytes.count {
        let word = unsafe bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        if EncodingEvidence.isPlain(word) {
          index += 8
          continue
        }
      }
      unsafe add(bytes[index])
      index += 1
    }
  }

  /// A character that the end of the text cuts off is broken.
  package mutating func endText() {
    if pending > 0 { invalidCount += 1 }
    pending = 0
  }

  /// Eight bytes of ASCII without a NUL.
  private static func isPlain(_ word: UInt64) -> Bool {
    let high: UInt64 = 0x8080_8080_8080_8080
    return word & high == 0 && (word &- 0x0101_0101_0101_0101) & high == 0
  }

  private mutating func add(_ byte: UInt8) {
    switch byte {
    case 0x00, 0x81, 0x8D, 0x8F, 0x90, 0x9D: isForeignToWindows1252 = true
    default: break
    }
    if pending > 0 {
      if allowed.contains(byte) {
        pending -= 1
        allowed = 0x80...0xBF
        if pending == 0 { endCharacter(byte) }
        return
      }
      invalidCount += 1
      pending = 0
    }
    begin(byte)
  }

  private mutating func endCharacter(_ byte: UInt8) {
    multiByteCount += 1
    if (0xC6...0xDF).contains(lead), !EncodingEvidence.isLetter(byte) { chanceCount += 1 }
  }

  /// Whether a byte from 80 to BF is a letter in Windows-1252.
  private static func isLetter(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x83, 0x8A, 0x8C, 0x8E, 0x9A, 0x9C, 0x9E, 0x9F, 0xAA, 0xB5, 0xBA: true
    default: false
    }
  }

  private mutating func begin(_ byte: UInt8) {
    lead = byte
    allowed = 0x80...0xBF
    switch byte {
    case 0x00...0x7F: break
    case 0xC2...0xDF: pending = 1
    case 0xE0: (pending, allowed) = (2, 0xA0...0xBF)
    case 0xED: (pending, allowed) = (2, 0x80...0x9F)
    case 0xE1...0xEF: pending = 2
    case 0xF0: (pending, allowed) = (3, 0x90...0xBF)
    case 0xF4: (pending, allowed) = (3, 0x80...0x8F)
    case 0xF1...0xF3: pending = 3
    default: invalidCount += 1
    }
  }
}

extension TextEncoding {
  /// UTF-16 without a byte order mark, told by its NUL bytes: the digits, separators and line ends
  /// of any table have one each, all on the same side. Nil when the bytes do not look so.
  static func utf16(withoutMark bytes: [UInt8]) -> TextEncoding? {
    let unitCount = bytes.count / 2
    guard unitCount >= 2 else { return nil }
    var nulls = [0, 0]
    for index in 0..<(unitCount * 2) where bytes[index] == 0 { nulls[index & 1] += 1 }
    func isTold(by count: Int, against other: Int) -> Bool {
      let isMost = count * 2 >= unitCount
      let isMany = count >= 3 && count * 10 >= unitCount
      return (isMost || isMany) && other * 50 <= count
    }
    if isTold(by: nulls[1], against: nulls[0]) { return .utf16LittleEndian }
    if isTold(by: nulls[0], against: nulls[1]) { return .utf16BigEndian }
    return nil
  }
}
