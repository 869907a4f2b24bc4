import AdModel
import CReferenceData

/// The code of a country: two letters in upper case, of ISO 3166-1 alpha-2.
///
/// Kosovo, which has none, is `XK`, as everywhere.
package struct CountryCode: Hashable, Sendable {
  package let text: String

  /// The code of a country that a text names: by two or three letters of ISO 3166-1, or by a name in
  /// English, German, French, Spanish, Italian, Dutch or Portuguese. Case, accents, white space and
  /// punctuation play no part. Nil for texts that name none, or could be one of several.
  package init?(_ original: String) {
    if let code = unsafe original.utf8.span.withUnsafeBufferPointer({
      unsafe CountryCode.plainCode($0)
    }) {
      self.text = code
      return
    }
    // Longer than any name.
    guard original.utf8.count <= 200 else { return nil }
    let key = CountryCode.key(of: original)
    // `U.S.` is a code, `n/a` is not Namibia's.
    if key.utf8.count <= 3,
      original.contains(where: { !$0.isLetter && $0 != "." && !$0.isWhitespace })
    {
      return nil
    }
    guard let code = CountryCode.codesByName[key] else { return nil }
    self.text = code
  }

  /// What a text names that is two capital letters, as most lists have them.
  static func plainCode(_ text: UnsafeBufferPointer<UInt8>) -> String? {
    guard text.count == 2 else { return nil }
    let first = unsafe Int(text[0]) - letterA
    let second = unsafe Int(text[1]) - letterA
    guard letters.contains(first), letters.contains(second) else { return nil }
    return codesByLetters[first * letters.count + second]
  }

  private static let letterA = Int(UInt8(ascii: "A"))
  private static let letters = 0..<26

  /// By two letters, one behind the other: the code they name.
  private static let codesByLetters: [String?] = letters.flatMap { first in
    letters.map { second in
      let letters = [first, second].map { UInt8($0) + UInt8(ascii: "a") }
      return codesOfShortNames[String(decoding: letters, as: UTF8.self)]
    }
  }

  /// Those of names that are two letters, with no more than a sign behind each: `U.K.`
  private static let codesOfShortNames = readCodes { $0.count <= 4 }

  /// The bytes of `data/reference/countries.tsv`, as they were when the program was built.
  package static var data: [UInt8] {
    let file = unsafe adsegments_countries()
    // Sound: the bytes are a constant of the program and as many as it says.
    return unsafe Array(UnsafeBufferPointer(start: file.bytes, count: file.count))
  }

  /// Codes and names as keys; those of several countries are left out.
  private static let codesByName = readCodes { _ in true }

  private static func readCodes(
    of isWanted: (ArraySlice<UInt8>) -> Bool
  ) -> [String: String] {
    var codes: [String: String] = [:]
    var ambiguous: Set<String> = []
    for line in data.split(separator: UInt8(ascii: "\n")) where line.first != UInt8(ascii: "#") {
      let names = line.split(separator: UInt8(ascii: "\t"))
      let code = String(decoding: names[0], as: UTF8.self)
      for name in names where isWanted(name) {
        let key = key(of: String(decoding: name, as: UTF8.self))
        if codes.updateValue(code, forKey: key) ?? code != code { ambiguous.insert(key) }
      }
    }
    for key in ambiguous { codes[key] = nil }
    return codes
  }

  /// `Côte d’Ivoire` and `COTE DIVOIRE` have the same.
  private static func key(of name: String) -> String {
    String(decoding: slug(of: name).utf8.filter { $0 != UInt8(ascii: "-") }, as: UTF8.self)
  }
}
