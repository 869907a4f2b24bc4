internal import AdModel

/// A company's page on LinkedIn: its slug (`acme-corp-`) or its number (`4529857`).
///
/// Read from `https://de.linkedin.com/company/acme-corp-/about/?x=1`, from school and showcase
/// pages, `company/acme`, `urn:li:organization:4529857` and from the bare slug. Slugs are compared
/// without case, percent escapes undone; a hyphen or a dot at the end belongs to the slug. The
/// three kinds of page share one name space, so the kind is not kept.
package struct LinkedInPage: Hashable, Sendable {
  package let text: String

  /// Nil when the text names no such page, a person's profile for one.
  package init?(_ text: String) {
    let bytes = text.utf8.map(asciiLowercased)[...].drop { $0 <= 0x20 }
    guard let slug = LinkedInPage.slug(in: bytes) else { return nil }
    let folded = LinkedInPage.folded(LinkedInPage.withoutEscapes(slug))
    // LinkedIn sends links to pages that are gone to /company/unavailable.
    guard !folded.isEmpty, folded != "unavailable" else { return nil }
    self.text = folded
  }

  /// What people write where there is no page, with signs around it or without.
  private static let placeholders = [
    "", "0", "false", "na", "nil", "no", "none", "not-available", "null", "tbd", "undefined",
    "unknown",
  ]

  private static func isPlaceholder(_ bytes: ArraySlice<UInt8>) -> Bool {
    let isSign: (UInt8) -> Bool = { $0 < 0x80 && !isDigit($0) && !isLowercaseLetter($0) }
    var text = bytes.drop(while: isSign)
    while let last = text.last, isSign(last) { text.removeLast() }
    return placeholders.contains { text.elementsEqual($0.utf8) }
  }

  private static let pageKinds = [
    "company", "company-beta", "organization", "school", "showcase",
  ]

  private static func slug(in bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    if bytes.contains(UInt8(ascii: "/")) { return slug(inPath: bytes) }
    if isLinkedIn(bytes) || isPlaceholder(bytes) { return nil }
    let colon = UInt8(ascii: ":")
    if bytes.contains(colon) { return number(inURN: bytes.split(separator: colon)) }
    let isStrange: (UInt8) -> Bool = { $0 <= 0x20 || [0x23, 0x3F, 0x40].contains($0) }  // # ? @
    return bytes.contains(where: isStrange) ? nil : bytes
  }

  /// The part after `company/`, when the host in front is LinkedIn's or there is none.
  private static func slug(inPath bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    var rest = bytes.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
    var part = nextPart(of: &rest)
    if part.last == UInt8(ascii: ":") { part = nextPart(of: &rest) }
    if isLinkedIn(part) { part = nextPart(of: &rest) }
    if pathPrefixes.contains(where: { part.elementsEqual($0.utf8) }) { part = nextPart(of: &rest) }
    return isPageKind(part) ? withoutParameters(nextPart(of: &rest)) : nil
  }

  /// Without what links that have lost their `?` carry: `acme&trk=x`; `h&m` is a slug.
  private static func withoutParameters(_ part: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let ampersand = UInt8(ascii: "&")
    for index in part.indices where part[index] == ampersand {
      let parameter = part[(index + 1)...].prefix { $0 != ampersand }
      if parameter.contains(UInt8(ascii: "=")) { return part[..<index] }
    }
    return part
  }

  /// Takes what stands before the next slash, slashes in front skipped; empty at the end.
  private static func nextPart(of path: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let slash = UInt8(ascii: "/")
    let start = path.drop { $0 == slash }
    let part = start.prefix { $0 != slash }
    path = start[part.endIndex...]
    return part
  }

  /// What stands in front of `company/` in Sales Navigator, on phones and for guests.
  private static let pathPrefixes = ["m", "mwlite", "organization-guest", "sales"]

  private static func isPageKind(_ part: ArraySlice<UInt8>) -> Bool {
    pageKinds.contains { part.elementsEqual($0.utf8) }
  }

  private static func isLinkedIn(_ host: ArraySlice<UInt8>) -> Bool {
    var name = host.prefix { $0 != UInt8(ascii: ":") }
    if name.last == UInt8(ascii: ".") { name.removeLast() }
    let domain = name.suffix("linkedin.com".utf8.count)
    guard domain.elementsEqual("linkedin.com".utf8) else { return false }
    let front = name[..<domain.startIndex]
    return front.isEmpty || front.last == UInt8(ascii: ".")
  }

  private static func number(inURN parts: [ArraySlice<UInt8>]) -> ArraySlice<UInt8>? {
    guard parts.count == 4, parts[0].elementsEqual("urn".utf8), parts[1].elementsEqual("li".utf8),
      isPageKind(parts[2])
    else { return nil }
    return parts[3]
  }

  /// With escapes that make no text left as they are.
  private static func withoutEscapes(_ slug: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard slug.contains(UInt8(ascii: "%")) else { return slug }
    var plain: [UInt8] = []
    var rest = slug
    while let byte = rest.popFirst() {
      let digits = rest.prefix(2)
      if byte == UInt8(ascii: "%"), digits.count == 2, digits.allSatisfy(isHexadecimalDigit),
        let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
      {
        plain.append(value)
        rest.removeFirst(2)
      } else {
        plain.append(byte)
      }
    }
    return String(validating: plain, as: UTF8.self) == nil ? slug : plain[...]
  }

  private static func isHexadecimalDigit(_ byte: UInt8) -> Bool {
    isDigit(byte) || byte &- UInt8(ascii: "a") < 6
  }

  /// Without the white space a bare slug or a link may end in.
  private static func folded(_ slug: ArraySlice<UInt8>) -> String {
    let text = String(decoding: slug, as: UTF8.self)
    let isPlain = slug.allSatisfy { (0x21...0x7F).contains($0) && asciiLowercased($0) == $0 }
    return isPlain ? text : FoldedText(text).text
  }
}
