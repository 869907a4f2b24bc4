/// A postal code on one line, as its country writes it.
struct PostalCode: Hashable, Sendable {
  let text: String
  /// Whether it is one of the United States: `94016` or `94016-1234`.
  let isOfUnitedStates: Bool

  /// The longest, Iran's, have eleven.
  private static let maximumCharacters = 12

  /// The code that a text is; nil for what is none: every country's has a digit, and letters, spaces
  /// and hyphens beside.
  ///
  /// One of the United States has five digits, or nine, between which a hyphen is put; a spreadsheet
  /// that took it for a number has lost zeros, and then it is none.
  ///
  /// - Parameters:
  ///   - country: whose it is, as far as that is known.
  ///   - isCertain: whether it is that country's. If not, one with letters is never taken for one of
  ///     the United States.
  init?(_ original: String, in country: CountryCode?, isCertain: Bool = true) {
    guard original.utf8.count <= 200 else { return nil }
    let text = TidyText(original).text
    // As nearly all of the United States' are written.
    if country?.text == "US", text.utf8.count == 5, text.utf8.allSatisfy(PostalCode.isDigit) {
      self.text = text
      self.isOfUnitedStates = true
      return
    }
    guard text.count <= PostalCode.maximumCharacters, text.contains(where: \.isNumber),
      text.allSatisfy({ $0.isNumber || $0.isLetter || $0 == " " || $0 == "-" })
    else { return nil }
    self.isOfUnitedStates =
      country?.text == "US" && (isCertain || !text.contains(where: \.isLetter))
    if isOfUnitedStates {
      guard let code = PostalCode.ofUnitedStates(text) else { return nil }
      self.text = code
    } else {
      self.text = text
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private static func ofUnitedStates(_ text: String) -> String? {
    let groups = text.split(omittingEmptySubsequences: false) { $0 == "-" || $0 == " " }
    guard groups.allSatisfy({ $0.allSatisfy { $0.isASCII && $0.isNumber } }) else { return nil }
    switch groups.map(\.utf8.count) {
    case [5]: return text
    case [5, 4]: return groups.joined(separator: "-")
    case [9]: return "\(text.prefix(5))-\(text.suffix(4))"
    default: return nil
    }
  }
}
