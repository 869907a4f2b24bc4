/// How a CSV file sets fields apart.
package struct CSVDialect: Hashable, Sendable {
  package var delimiter: UInt8
  /// Nil when no byte quotes: quotes are text like any other.
  package var quote: UInt8?
  /// The byte before a quote, delimiter, line end or itself that takes its meaning away, inside
  /// and outside quotes; before anything else it is text. Nil when a quote in a quoted field is
  /// doubled and nothing else is escaped; a doubled quote is read with an escape byte too.
  package var escape: UInt8?

  /// - Precondition: the bytes are ASCII, differ, and are no line ends.
  package init(
    delimiter: UInt8 = UInt8(ascii: ","), quote: UInt8? = UInt8(ascii: "\""),
    escape: UInt8? = nil
  ) {
    self.delimiter = delimiter
    self.quote = quote
    self.escape = escape
  }

  /// Whether the bytes can shape a CSV together.
  package var isSound: Bool {
    let bytes = [delimiter, quote, escape].compactMap(\.self)
    return Set(bytes).count == bytes.count
      && bytes.allSatisfy { $0 > 0 && $0 < 0x80 && $0 != 0x0A && $0 != 0x0D }
  }

  /// The delimiters a file may have, the commonest first.
  package static let delimiters: [UInt8] = [",", "\t", ";", "|"].map { UInt8(ascii: $0) }

  /// The delimiter's name for people: `comma`, `tab`, `semicolon`, `pipe`, `space`, or itself.
  package var delimiterName: String { CSVDialect.name(of: delimiter) }

  /// A byte's name for people.
  package static func name(of byte: UInt8) -> String {
    switch byte {
    case UInt8(ascii: ","): "comma"
    case UInt8(ascii: "\t"): "tab"
    case UInt8(ascii: ";"): "semicolon"
    case UInt8(ascii: "|"): "pipe"
    case UInt8(ascii: " "): "space"
    case 0x21...0x7E: String(decoding: [byte], as: UTF8.self)
    default: "0x" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }
  }
}
