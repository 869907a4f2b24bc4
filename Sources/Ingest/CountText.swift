/// Reads counts from bytes: digits with an optional sign, `4.00`, blank, `-` and `--`.
enum CountText {
  enum Answer: Equatable {
    case count(Int64)
    case invalid
    /// A number with more than 15 digits: no platform counts so far, and sums must not overflow.
    case outOfRange
  }

  private static let digitLimit = 15

  /// Most counts are a few digits and nothing else.
  @inline(__always)
  static func read(_ bytes: UnsafeBufferPointer<UInt8>, thousandsCommas: Bool) -> Answer {
    var value: Int64 = 0
    guard bytes.count > 0, bytes.count <= digitLimit else {
      return unsafe readSlowly(bytes, thousandsCommas: thousandsCommas)
    }
    for index in bytes.indices {
      let byte = unsafe bytes[index]
      let digit = byte &- UInt8(ascii: "0")
      guard digit <= 9 else {
        return unsafe readSlowly(bytes, thousandsCommas: thousandsCommas)
      }
      value = value &* 10 &+ Int64(digit)
    }
    return .count(value)
  }

  @inline(never)
  private static func readSlowly(
    _ bytes: UnsafeBufferPointer<UInt8>, thousandsCommas: Bool
  ) -> Answer {
    var text = unsafe trimmed(bytes)[...]
    if text.isEmpty || text.elementsEqual("-".utf8) || text.elementsEqual("--".utf8) {
      return .count(0)
    }
    let isNegative = text.first == UInt8(ascii: "-")
    if isNegative || text.first == UInt8(ascii: "+") { text = text.dropFirst() }
    guard let whole = wholePart(text) else { return .invalid }
    guard let digits = thousandsCommas ? withoutCommas(whole) : Array(whole) else {
      return .invalid
    }
    guard !digits.isEmpty, digits.allSatisfy(isDigit) else { return .invalid }
    let significant = digits.drop { $0 == UInt8(ascii: "0") }
    guard significant.count <= digitLimit else { return .outOfRange }
    let value = significant.reduce(Int64(0)) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) }
    return .count(isNegative ? -value : value)
  }

  /// What stands before a decimal point that only zeroes follow; nil for other fractions.
  private static func wholePart(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard let point = text.firstIndex(of: UInt8(ascii: ".")) else { return text }
    let fraction = text[(point + 1)...]
    guard !fraction.isEmpty, fraction.allSatisfy({ $0 == UInt8(ascii: "0") }) else { return nil }
    return text[..<point]
  }

  /// The digits of `1,234,567`; nil when a comma does not set off three digits.
  private static func withoutCommas(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    let groups = text.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    guard groups.count > 1 else { return Array(text) }
    guard (1...3).contains(groups[0].count), groups.dropFirst().allSatisfy({ $0.count == 3 })
    else { return nil }
    return Array(groups.joined())
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
