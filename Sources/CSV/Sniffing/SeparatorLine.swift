/// A first line that names the delimiter of those below it, as Excel reads and writes it:
///
///     sep=;
///     Name;Clicks
package struct SeparatorLine: Hashable, Sendable {
  /// More than such a line can have, quotes and line end included.
  static let longestBytes = 16

  package let delimiter: UInt8

  /// - Parameter text: the first bytes of a text, the first line at least or 16 bytes of it.
  init?(_ text: [UInt8]) {
    var line = text.prefix { $0 != 0x0A && $0 != 0x0D }
    if line.count >= 2, line.first == UInt8(ascii: "\""), line.last == UInt8(ascii: "\"") {
      line = line.dropFirst().dropLast()
    }
    let name = line.prefix(4).map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
    guard name == Array("sep=".utf8), line.count == 5, let delimiter = line.last,
      SeparatorLine.isDelimiter(delimiter)
    else { return nil }
    self.delimiter = delimiter
  }

  private static func isDelimiter(_ byte: UInt8) -> Bool {
    byte < 0x7F && byte != 0 && byte != UInt8(ascii: "\"") && !isLetterOrDigit(byte)
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & ~0x20)
  }
}
