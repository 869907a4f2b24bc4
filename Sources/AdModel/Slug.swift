import CLibUnistring

/// The id a name gives when the pipeline file states none: `Ad Engaged: Low` is `ad-engaged-low`.
///
/// Accents are dropped, letters and digits outside ASCII are kept, everything else becomes single
/// hyphens. Empty when the name has no letter and no digit.
package func slug(of name: String) -> String {
  if name.utf8.allSatisfy({ $0 < 0x80 }) { return asciiSlug(of: name) }
  var slug = ""
  var isHyphenPending = false
  for scalar in canonicallyDecomposed(FoldedText(name).text).unicodeScalars {
    let properties = scalar.properties
    if properties.generalCategory == .nonspacingMark { continue }
    if properties.isAlphabetic || properties.numericType == .decimal {
      if isHyphenPending && !slug.isEmpty { slug.append("-") }
      isHyphenPending = false
      slug.unicodeScalars.append(scalar)
    } else {
      isHyphenPending = true
    }
  }
  return slug
}

/// The same of a name whose letters and digits are all of ASCII.
private func asciiSlug(of name: String) -> String {
  var slug: [UInt8] = []
  var isHyphenPending = false
  for byte in name.utf8 {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      if isHyphenPending && !slug.isEmpty { slug.append(UInt8(ascii: "-")) }
      isHyphenPending = false
      // Of digits the bit is set already.
      slug.append(byte | 0x20)
    default: isHyphenPending = true
    }
  }
  return String(decoding: slug, as: UTF8.self)
}

/// The canonical decomposition (NFD) of a text.
package func canonicallyDecomposed(_ text: String) -> String {
  unsafe normalized(text, by: adsegments_decompose)
}

/// The canonical composition (NFC) of a text.
package func canonicallyComposed(_ text: String) -> String {
  unsafe normalized(text, by: adsegments_compose)
}

/// A text in the normal form that a function gives; ASCII is in every one.
private func normalized(
  _ text: String,
  by form: (UnsafePointer<UInt8>?, Int, UnsafeMutablePointer<Int>?) -> UnsafeMutablePointer<UInt8>?
) -> String {
  if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
  var text = text
  return text.withUTF8 { bytes in
    var length = 0
    // Sound for the same reason as in FoldedText.
    guard let result = unsafe form(bytes.baseAddress, bytes.count, &length) else {
      return unsafe String(decoding: bytes, as: UTF8.self)
    }
    defer { unsafe free(result) }
    return unsafe String(
      decoding: UnsafeBufferPointer(start: result, count: length), as: UTF8.self)
  }
}
