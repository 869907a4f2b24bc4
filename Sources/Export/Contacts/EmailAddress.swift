/// An e-mail address that somebody can have, in lower case and without white space around it.
package struct EmailAddress: Hashable, Sendable {
  package let text: String
  /// Before the `@`.
  package let user: Substring
  /// Behind it, without a dot at its end.
  package let host: Substring

  private init?(lowercased text: String) {
    guard let at = text.utf8.firstIndex(of: UInt8(ascii: "@")), at > text.startIndex
    else { return nil }
    let host = text[text.utf8.index(after: at)...]
    guard EmailAddress.isHost(host) else { return nil }
    self.text = text
    self.user = text[..<at]
    self.host = host
  }

  /// The address that a text is; nil for what is none: without exactly one `@`, without a user before
  /// it and a host with a dot behind it, or with white space, control characters or what stands around
  /// addresses in lists and headers (`<a@b.com>, "c"`), which only a quoted user part could hold.
  ///
  /// Dropped are a `mailto:` before it, the apostrophe that spreadsheets put before a text, and a dot
  /// at the end of the host. The user part is not looked into: `..` in it is against the standard, and
  /// there are hosts that have such users.
  package init?(_ original: String) {
    // RFC 5321, section 4.5.3.1 allows 64 + 1 + 255.
    guard original.utf8.count <= 1000 else { return nil }
    let isVisible = original.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
    var text = (isVisible ? original : EmailAddress.trimmed(original)).lowercased()
    if text.utf8.first == UInt8(ascii: "'") { text.unicodeScalars.removeFirst() }
    if text.hasPrefix("mailto:") { text.unicodeScalars.removeFirst("mailto:".count) }
    if text.utf8.last == UInt8(ascii: ".") { text.unicodeScalars.removeLast() }
    guard text.utf8.count <= 320, !text.utf8.contains(where: EmailAddress.isForeign),
      isVisible || !text.unicodeScalars.contains(where: EmailAddress.isBlankOrControl)
    else { return nil }
    self.init(lowercased: text)
  }

  /// What mail to Gmail comes down to: there dots in the user part, and all of it from a plus on, make
  /// no difference. Other hosts' addresses stay as they are. Nil when nothing is left.
  ///
  /// - Parameter hosts: those that are Gmail for the platform.
  func withoutGmailVariants(hosts: [String]) -> EmailAddress? {
    guard hosts.contains(where: { host == $0 }) else { return self }
    return withUser { $0 != UInt8(ascii: ".") }
  }

  /// With letters and digits of ASCII as the user part, up to a plus, whatever the host.
  var withLettersAndDigits: EmailAddress? { withUser(TidyText.isLetterOrDigit) }

  /// With some of the bytes before a plus as the user part.
  private func withUser(_ isKept: (UInt8) -> Bool) -> EmailAddress? {
    let kept = user.utf8.prefix { $0 != UInt8(ascii: "+") }.filter(isKept)
    return EmailAddress(lowercased: "\(String(decoding: kept, as: UTF8.self))@\(host)")
  }

  private static func trimmed(_ text: String) -> String {
    let scalars = text.unicodeScalars
    guard let first = scalars.firstIndex(where: { !isBlank($0) }),
      let last = scalars.lastIndex(where: { !isBlank($0) })
    else { return "" }
    return String(scalars[first...last])
  }

  /// Whether a text can be a host that gets mail: two labels or more, none blank, none with a hyphen
  /// at an end (RFC 5321, section 2.3.5, and RFC 1123, section 2.1). Other signs of ASCII are in none,
  /// but for the underscore, which some names have; letters of other scripts are.
  private static func isHost(_ text: Substring) -> Bool {
    let dot = UInt8(ascii: ".")
    let hyphen = UInt8(ascii: "-")
    var before = dot
    var hasDot = false
    for byte in text.utf8 {
      switch byte {
      case dot:
        guard before != dot, before != hyphen else { return false }
        hasDot = true
      case hyphen:
        guard before != dot else { return false }
      default:
        guard TidyText.isLetterOrDigit(byte) || byte == UInt8(ascii: "_") || byte >= 0x80 else {
          return false
        }
      }
      before = byte
    }
    return hasDot && before != dot && before != hyphen
  }

  private static func isForeign(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "("), UInt8(ascii: ")"),
      UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "\\"), UInt8(ascii: ","),
      UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "\""):
      true
    default: false
    }
  }

  private static func isBlankOrControl(_ scalar: Unicode.Scalar) -> Bool {
    isBlank(scalar) || scalar.properties.generalCategory == .control
  }

  /// White space, also that which has no width.
  private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isWhitespace || TidyText.isInvisible(scalar)
  }
}
