import AdModel

/// Reads counts from bytes: digits with an optional sign, `4.00`, blank, `-` and `--`.
///
/// A fraction of three zeroes is none: in a file of another format than was said, it is thousands.
enum CountText {
  enum Answer: Equatable {
    case count(Int64)
    case invalid
    /// A number with more than 15 digits: no platform counts so far, and sums must not overflow.
    case outOfRange
  }

  private static let digitLimit = 15

  /// The value of one to fifteen digits and nothing else, which most counts are; nil for others.
  @inline(__always)
  static func plainDigits(_ bytes: UnsafeBufferPointer<UInt8>) -> Int64? {
    guard bytes.count > 0, bytes.count <= digitLimit else { return nil }
    var value: Int64 = 0
    for index in 0..<bytes.count {
      let digit = unsafe bytes[index] &- UInt8(ascii: "0")
      guard digit <= 9 else { return nil }
      value = value &* 10 &+ Int64(digit)
    }
    return value
  }

  static func read(_ bytes: UnsafeBufferPointer<UInt8>, format: NumberFormat) -> Answer {
    if let value = unsafe plainDigits(bytes) { return .count(value) }
    return unsafe readSlowly(bytes, format: format)
  }

  private static func readSlowly(
    _ bytes: UnsafeBufferPointer<UInt8>, format: NumberFormat
  ) -> Answer {
    var text = unsafe trimmed(bytes)[...]
    if text.isEmpty || text.elementsEqual("-".utf8) || text.elementsEqual("--".utf8) {
      return .count(0)
    }
    let isNegative = text.first == UInt8(ascii: "-")
    if isNegative || text.first == UInt8(ascii: "+") { text = text.dropFirst() }
    guard let whole = wholePart(text, decimalSeparator: format.decimalSeparator),
      let digits = ungrouped(whole, separators: format.groupSeparators)
    else { return .invalid }
    guard !digits.isEmpty, digits.allSatisfy(isDigit) else { return .invalid }
    let significant = digits.drop { $0 == UInt8(ascii: "0") }
    guard significant.count <= digitLimit else { return .outOfRange }
    let value = significant.reduce(Int64(0)) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) }
    return .count(isNegative ? -value : value)
  }

  /// What stands before a decimal separator that only zeroes follow; nil for other fractions.
  private static func wholePart(
    _ text: ArraySlice<UInt8>, decimalSeparator: UInt8
  ) -> ArraySlice<UInt8>? {
    guard let point = text.firstIndex(of: decimalSeparator) else { return text }
    let fraction = text[(point + 1)...]
    guard !fraction.isEmpty, fraction.allSatisfy({ $0 == UInt8(ascii: "0") }) else { return nil }
    let whole = text[..<point]
    // `1,000` in a file of decimal commas is a thousand as likely as one: no guess.
    let mayBeThousands =
      fraction.count == 3 && whole.count <= 3 && whole.contains { $0 != UInt8(ascii: "0") }
    return mayBeThousands ? nil : whole
  }

  /// The digits of `1,234,567`; nil when a separator does not set off three digits, or when two
  /// kinds of it stand in one number.
  private static func ungrouped(
    _ text: ArraySlice<UInt8>, separators: [[UInt8]]
  ) -> [UInt8]? {
    guard let separator = separators.first(where: { isFound($0, in: text) }) else {
      return Array(text)
    }
    let groups = split(text, by: separator)
    guard (1...3).contains(groups[0].count), groups.dropFirst().allSatisfy({ $0.count == 3 })
    else { return nil }
    return Array(groups.joined())
  }

  private static func isFound(_ separator: [UInt8], in text: ArraySlice<UInt8>) -> Bool {
    split(text, by: separator).count > 1
  }

  private static func split(
    _ text: ArraySlice<UInt8>, by separator: [UInt8]
  ) -> [ArraySlice<UInt8>] {
    var groups: [ArraySlice<UInt8>] = []
    var start = text.startIndex
    var place = start
    while place < text.endIndex {
      if text[place...].starts(with: separator) {
        groups.append(text[start..<place])
        place += separator.count
        start = place
      } else {
        place += 1
      }
    }
    groups.append(text[start...])
    return groups
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private static func trimmed(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    let text = unsafe Array(bytes)
    func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
    guard let first = text.firstIndex(where: { !isSpace($0) }),
      let last = text.lastIndex(where: { !isSpace($0) })
    else { return [] }
    return Array(text[first...last])
  }
}
