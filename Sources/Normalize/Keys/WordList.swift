/// Collects the words of a name from its bytes: lower case, plain letters, one space between.
struct WordList {
  private var bytes: [UInt8] = []
  private var wordStart = 0
  private var hasDot = false

  private static let dot = UInt8(ascii: ".")
  private static let space = UInt8(ascii: " ")
  /// Between initials that dots hold together: `i.b.m. s.p.a.` is two words of three letters each.
  static let initialBreak: UInt8 = 1

  init(byteCount: Int) {
    bytes.reserveCapacity(byteCount + 8)
  }

  /// - Parameter byte: of UTF-8, no capital letter.
  mutating func append(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...:
      // Between two words it is a word of its own: `GmbH+Co`.
      if bytes.count > wordStart, bytes.last == UInt8(ascii: "+") {
        while bytes.last == UInt8(ascii: "+") { bytes.removeLast() }
        endWord()
        bytes += "and".utf8
        endWord()
      }
      bytes.append(byte)
    case WordList.dot:
      hasDot = true
      bytes.append(byte)
    // The sign of `C++` and `Disney+` belongs to the word; that of `Stein + Partner` is a word.
    case UInt8(ascii: "+") where bytes.count > wordStart && bytes.last != WordList.dot:
      bytes.append(byte)
    // So does that of `C#`, but not that of `#1 Plumbing`.
    case UInt8(ascii: "#") where bytes.count > wordStart && bytes.last != WordList.dot:
      bytes.append(byte)
    case UInt8(ascii: "'"), UInt8(ascii: "`"): break
    case UInt8(ascii: "&"), UInt8(ascii: "+"):
      endWord()
      bytes += "and".utf8
      endWord()
    default: endWord()
    }
  }

  /// Everything appended, once the last word has ended.
  mutating func finished() -> [UInt8] {
    endWord()
    if !bytes.isEmpty { bytes.removeLast() }
    return bytes
  }

  private mutating func endWord() {
    if hasDot { settleDots() }
    if bytes.count == wordStart { return }
    bytes.append(WordList.space)
    wordStart = bytes.count
  }

  /// `s.a.` becomes two letters with a break, `booking.com` two words; `α.ε.` becomes one.
  private mutating func settleDots() {
    let isASCII = bytes[wordStart...].allSatisfy { $0 < 0x80 }
    let gap = !isInitials ? WordList.space : isASCII ? WordList.initialBreak : nil
    var end = wordStart
    for index in wordStart..<bytes.count {
      if bytes[index] != WordList.dot {
        bytes[end] = bytes[index]
        end += 1
      } else if let gap, end > wordStart, bytes[end - 1] != gap {
        bytes[end] = gap
        end += 1
      }
    }
    if end > wordStart, bytes[end - 1] == gap { end -= 1 }
    bytes.removeLast(bytes.count - end)
    hasDot = false
  }

  /// Whether there are only single letters between the dots of the word.
  private var isInitials: Bool {
    var letterCount = 0
    for byte in bytes[wordStart...] {
      let isContinuation = byte & 0xC0 == 0x80
      if isContinuation { continue }
      letterCount = byte == WordList.dot ? 0 : letterCount + 1
      if letterCount > 1 || isDigit(byte) { return false }
    }
    return true
  }
}
