/// How the numbers of a file are written; it belongs to the file, never to the cell.
///
/// The raw value is a sample of the format, as a pipeline file writes it.
package enum NumberFormat: String, Sendable, CaseIterable {
  case plain = "1234.56"
  case plainComma = "1234,56"
  /// English.
  case commaGroups = "1,234.56"
  /// German, Dutch, Spanish, Portuguese.
  case pointGroups = "1.234,56"
  /// French: a plain, no-break, narrow no-break or thin space.
  case spaceGroups = "1 234,56"
  /// Swiss: a straight or a curled apostrophe.
  case apostropheGroups = "1'234.56"

  /// The byte before a fraction.
  package var decimalSeparator: UInt8 {
    switch self {
    case .plain, .commaGroups, .apostropheGroups: UInt8(ascii: ".")
    case .plainComma, .pointGroups, .spaceGroups: UInt8(ascii: ",")
    }
  }

  /// What may stand between groups of three digits, in UTF-8.
  package var groupSeparators: [[UInt8]] {
    let separators: [String] =
      switch self {
      case .plain, .plainComma: []
      case .commaGroups: [","]
      case .pointGroups: ["."]
      case .spaceGroups: [" ", "\u{A0}", "\u{202F}", "\u{2009}"]
      case .apostropheGroups: ["'", "\u{2019}"]
      }
    return separators.map { Array($0.utf8) }
  }
}
