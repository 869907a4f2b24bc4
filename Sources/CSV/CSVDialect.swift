/// How a CSV file sets fields apart.
package struct CSVDialect: Hashable, Sendable {
  package var delimiter: UInt8
  package var quote: UInt8

  package init(delimiter: UInt8 = UInt8(ascii: ","), quote: UInt8 = UInt8(ascii: "\"")) {
    self.delimiter = delimiter
    self.quote = quote
  }

  /// The delimiters a file may have, the commonest first.
  package static let delimiters: [UInt8] = [",", "\t", ";", "|"].map { UInt8(ascii: $0) }

  /// The delimiter's name for people: `comma`, `tab`, `semicolon`, `pipe`.
  package var delimiterName: String {
    switch delimiter {
    case UInt8(ascii: ","): "comma"
    case UInt8(ascii: "\t"): "tab"
    case UInt8(ascii: ";"): "semicolon"
    case UInt8(ascii: "|"): "pipe"
    default: String(decoding: [delimiter], as: UTF8.self)
    }
  }
}
