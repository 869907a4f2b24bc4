import CLibUnistring

/// Text made comparable: NFKC, full case folding, white space folded to single spaces and trimmed.
///
/// `ﬁnance  TEAM` and `Finance team` fold to the same. Source: Unicode Standard 3.13, caseless
/// matching; done by libunistring.
package struct FoldedText: Hashable, Sendable {
  package let text: String

  package init(_ original: String) {
    self.text = FoldedText.foldWhiteSpace(FoldedText.foldCase(original))
  }

  private static func foldCase(_ original: String) -> String {
    if original.utf8.allSatisfy({ $0 < 0x80 }) { return original.lowercased() }
    var original = original
    return original.withUTF8 { bytes in
      var length = 0
      // Sound: libunistring reads `bytes.count` bytes of valid UTF-8 and gives back a buffer of
      // `length` bytes that malloc made and that is freed here.
      guard
        let folded = unsafe adsegments_casefold_nfkc(bytes.baseAddress, bytes.count, &length)
      else { return unsafe String(decoding: bytes, as: UTF8.self) }
      defer { unsafe free(folded) }
      return unsafe String(
        decoding: UnsafeBufferPointer(start: folded, count: length), as: UTF8.self)
    }
  }

  private static func foldWhiteSpace(_ text: String) -> String {
    var folded = String.UnicodeScalarView()
    var isSpacePending = false
    for scalar in text.unicodeScalars {
      if scalar.properties.isWhitespace {
        isSpacePending = !folded.isEmpty
      } else {
        if isSpacePending { folded.append(" ") }
        isSpacePending = false
        folded.append(scalar)
      }
    }
    return String(folded)
  }
}
