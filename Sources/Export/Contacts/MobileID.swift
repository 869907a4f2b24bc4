/// An advertising id of a phone, Google's AAID or Apple's IDFA.
package struct MobileID: Hashable, Sendable {
  /// Five groups of hexadecimal digits in lower case: `38400000-8cf0-11bd-b23e-10b96e40000d`.
  package let text: String

  /// The id that a text is; nil for what is none, and for the zeros that phones give when their owner
  /// allows no tracking.
  package init?(_ original: String) {
    guard original.utf8.count <= 200 else { return nil }
    let written = TidyText(original).text
    guard MobileID.isWrittenAsID(written) else { return nil }
    self.text = written.lowercased()
  }

  /// Whether a text is five groups of hexadecimal digits that are not all zeros.
  private static func isWrittenAsID(_ text: String) -> Bool {
    guard text.utf8.count == 36 else { return false }
    var isZero = true
    for (place, byte) in text.utf8.enumerated() {
      if [8, 13, 18, 23].contains(place) {
        guard byte == UInt8(ascii: "-") else { return false }
        continue
      }
      guard Character(Unicode.Scalar(byte)).isHexDigit else { return false }
      if byte != UInt8(ascii: "0") { isZero = false }
    }
    return !isZero
  }
}
