internal import AdModel

/// A company's name as it is compared: `ACME, Inc.` and `Acme Incorporated` are both `acme`.
///
/// NFKC and case folding, accents dropped, `&` read as `and`, punctuation taken for spaces, the
/// dots of initials (`S.A.`) and apostrophes dropped, legal forms around it dropped, initials that
/// stand alone joined. A name is never empty for it: `Limited` stays `limited`. Cleaning a cleaned
/// name changes nothing.
package struct CleanedName: Hashable, Sendable {
  package let text: String

  /// Nil for a blank name, for one of nothing but hyphens and for what exports write for "none".
  package init?(_ name: String, legalForms: LegalForms) {
    if CleanedName.isPlaceholder(name) { return nil }
    let stated = CleanedName.quotedName(in: name, legalForms) ?? name
    let words: [UInt8]
    if let (stem, form) = legalForms.formAsWritten(atEndOf: stated) {
      let stemWords = CleanedName.words(of: stem)
      words = stemWords.isEmpty ? form : stemWords + [UInt8(ascii: " ")] + form
    } else {
      words = CleanedName.words(of: stated)
    }
    // Of a name of signs alone the form behind it is not what is left.
    if legalForms.isForm(words), name.unicodeScalars.contains(where: CleanedName.isSign) {
      self.init(words: [], name: name)
      return
    }
    let plain = words[legalForms.rangeOfName(in: words)]
      .map { $0 == WordList.initialBreak ? UInt8(ascii: " ") : $0 }
    let joined = CleanedName.joinedInitials(plain[...])
    if joined.count == plain.count {
      self.init(words: joined, name: name)
      return
    }
    // Initials that would be a form once they are joined stay apart: `A. B. Dick` is no AB.
    let isSettled = legalForms.rangeOfName(in: joined) == joined.indices
    self.init(words: isSettled ? joined : plain, name: name)
  }

  /// What platforms and people write where there is no name.
  private static let placeholders: Set<String> = [
    "(not set)", "not set", "(none)", "(other)", "(unknown)", "unknown", "n/a", "#n/a", "na",
    "null",
    "undefined", "not available", "not provided", "[redacted]", "redacted",
  ]

  private static func isPlaceholder(_ name: String) -> Bool {
    // Few names begin with one of these, and to fold one takes longer than to look.
    guard let first = name.utf8.first(where: { $0 > 0x20 }),
      "(#[nru".utf8.contains(asciiLowercased(first)), name.utf8.count < 32
    else { return false }
    return placeholders.contains(FoldedText(name).text)
  }

  private static func isSign(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .otherSymbol, .mathSymbol, .currencySymbol: true
    default: scalar == "*"
    }
  }

  /// What stands in quotes behind a legal form: `"Rimi Latvia"` of `SIA "Rimi Latvia"`.
  private static func quotedName(in name: String, _ legalForms: LegalForms) -> String? {
    guard name.utf8.contains(where: { $0 == UInt8(ascii: "\"") || $0 >= 0x80 }),
      let start = name.unicodeScalars.firstIndex(where: quotes.contains),
      legalForms.isInFrontOfQuotes(words(of: String(name[..<start])))
    else { return nil }
    return String(name[start...])
  }

  private static let quotes: Set<Unicode.Scalar> = [
    "\"", "“", "”", "„", "‟", "«", "»", "「", "『", "《",
  ]

  private init?(words: [UInt8], name: String) {
    guard words.isEmpty else {
      self.text = String(decoding: words, as: UTF8.self)
      return
    }
    let known = name.unicodeScalars.filter { !CleanedName.tradeMarks.contains($0) }
    let folded = FoldedText(String(String.UnicodeScalarView(known))).text
    guard
      folded.unicodeScalars.contains(where: { $0.properties.generalCategory != .dashPunctuation })
    else { return nil }
    self.text = folded
  }

  /// The words of a name in UTF-8, single spaces between them and `WordList.initialBreak` between
  /// initials, legal forms still there.
  static func words(of name: String) -> [UInt8] {
    let plain = name.utf8.allSatisfy { $0 < 0x80 } ? name : plainLetters(of: name)
    let bytes = plain.utf8.span
    var words = WordList(byteCount: bytes.count)
    for index in bytes.indices { words.append(asciiLowercased(bytes[index])) }
    return words.finished()
  }

  /// Accents and marks of trade dropped, other signs outside ASCII made spaces; folded.
  private static func plainLetters(of name: String) -> String {
    // Folding would turn the trade mark sign into the letters TM.
    let known = name.unicodeScalars.filter { !tradeMarks.contains($0) }
    let folded = FoldedText(String(String.UnicodeScalarView(known))).text
    var plain = ""
    for scalar in canonicallyDecomposed(folded).unicodeScalars {
      append(scalar, to: &plain)
    }
    return FoldedText(plain).text
  }

  private static func append(_ scalar: Unicode.Scalar, to plain: inout String) {
    if scalar.isASCII {
      plain.unicodeScalars.append(scalar)
    } else if let letters = plainSpellings[scalar] {
      plain += letters
    } else {
      switch scalar.properties.generalCategory {
      case .nonspacingMark where isAccent(scalar), .format, .control: break
      case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
        .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .letterNumber, .otherNumber:
        plain.unicodeScalars.append(scalar)
      default: plain += " "
      }
    }
  }

  /// Marks above, below and attached. Vowel signs and voicing marks of other scripts, which tell
  /// words apart, have other combining classes.
  private static func isAccent(_ scalar: Unicode.Scalar) -> Bool {
    (200...240).contains(scalar.properties.canonicalCombiningClass.rawValue)
  }

  private static let tradeMarks: Set<Unicode.Scalar> = ["™", "®", "©", "℠"]

  /// What decomposition leaves whole.
  private static let plainSpellings: [Unicode.Scalar: String] = [
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ħ": "h", "ŧ": "t",
    "ı": "i", "ŋ": "n", "’": "'", "‘": "'", "ʼ": "'", "′": "'",
  ]

  /// `j p morgan` is `jp morgan`: single letters that follow each other become one word.
  private static func joinedInitials(_ words: ArraySlice<UInt8>) -> [UInt8] {
    let space = UInt8(ascii: " ")
    func isInitial(_ index: Int) -> Bool {
      isLowercaseLetter(words[index])
        && (index == words.startIndex || words[index - 1] == space)
        && (index + 1 == words.endIndex || words[index + 1] == space)
    }
    var joined: [UInt8] = []
    joined.reserveCapacity(words.count)
    for (index, byte) in zip(words.indices, words) {
      if byte == space, isInitial(index - 1), isInitial(index + 1) { continue }
      joined.append(byte)
    }
    return joined
  }
}
