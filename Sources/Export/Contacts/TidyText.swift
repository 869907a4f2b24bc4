import AdModel

/// A text on one line, as people see it: composed (NFC), white space folded to single spaces and
/// trimmed, without control characters and marks of no width.
struct TidyText: Hashable, Sendable {
  let text: String

  init(_ original: String) {
    if TidyText.isTidy(original) {
      self.text = original
      return
    }
    var tidy = String.UnicodeScalarView()
    var isSpacePending = false
    for scalar in canonicallyComposed(original).unicodeScalars {
      if scalar.properties.isWhitespace {
        isSpacePending = !tidy.isEmpty
      } else if scalar.properties.generalCategory != .control, !TidyText.isInvisible(scalar) {
        if isSpacePending { tidy.append(" ") }
        isSpacePending = false
        tidy.append(scalar)
      }
    }
    self.text = String(tidy)
  }

  /// Whether a text is one as it stands: visible characters of ASCII with single spaces between them,
  /// which nearly every text of a list is.
  private static func isTidy(_ text: String) -> Bool {
    let space = UInt8(ascii: " ")
    var before = space
    for byte in text.utf8 {
      guard byte >= space, byte < 0x7F, byte != space || before != space else { return false }
      before = byte
    }
    return before != space || text.isEmpty
  }

  var isEmpty: Bool { text.isEmpty }

  var lowercased: String { text.lowercased() }

  /// In lower case without punctuation and symbols.
  var bare: String {
    if let bare = plain(where: { TidyText.isLetterOrDigit($0) || $0 == UInt8(ascii: " ") }) {
      return TidyText(bare).text
    }
    return TidyText(
      String(
        String.UnicodeScalarView(
          lowercased.unicodeScalars.filter { !TidyText.isPunctuation($0) }))
    ).text
  }

  /// The letters alone, in lower case.
  var letters: String {
    if let letters = plain(where: TidyText.isLetter) { return letters }
    return String(
      String.UnicodeScalarView(
        lowercased.unicodeScalars.filter {
          $0.properties.isAlphabetic || TidyText.isMark($0)
        }))
  }

  /// The letters and digits of ASCII alone, in lower case.
  var code: String {
    if let code = plain(where: TidyText.isLetterOrDigit) { return code }
    return String(
      String.UnicodeScalarView(
        lowercased.unicodeScalars.filter {
          $0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil)
        }))
  }

  /// Some of the bytes in lower case; nil for a text that is not of ASCII alone, whose characters have
  /// to be looked up.
  private func plain(where isKept: (UInt8) -> Bool) -> String? {
    guard text.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
    return String(decoding: lowercased.utf8.filter(isKept), as: UTF8.self)
  }

  /// Of ASCII, in lower case.
  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
  }

  /// Of ASCII, in lower case.
  static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    isLetter(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  /// Whether a character has no width, and so is nothing a person wrote on purpose: zero-width space,
  /// word joiner, byte order mark, soft hyphen, marks of direction. Joiners between letters are, in
  /// Persian and Hindi.
  static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xAD, 0x200B, 0x200E, 0x200F, 0x202A...0x202E, 0x2060, 0x2066...0x2069, 0xFEFF: true
    default: false
    }
  }

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark: true
    default: false
    }
  }

  private static func isPunctuation(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
      .initialPunctuation, .finalPunctuation, .otherPunctuation, .mathSymbol, .currencySymbol,
      .modifierSymbol, .otherSymbol:
      true
    default: false
    }
  }
}
