internal import CLibPSL

/// The host behind a URL, an e-mail address or a bare domain: lower case, ASCII, without `www.`.
///
/// `HTTPS://Jane@WWW.Münchner.de:8080/über-uns?x=1` is `xn--mnchner-n2a.de`. Names outside ASCII
/// are put in NFKC and lower case by libpsl and written in punycode, so both spellings meet; the
/// stricter rules of UTS 46 are not checked. An IP address, a single label (`localhost`, `com`) and
/// what is no host name at all identify nobody.
package struct HostName: Hashable, Sendable {
  package let text: String

  /// Nil when the text identifies nobody.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard let range = HostName.hostRange(in: bytes) else { return nil }
    var host = bytes[range].map(asciiLowercased)
    if host.contains(where: { $0 >= 0x80 }) {
      guard let ascii = HostName.asciiForm(of: String(decoding: host, as: UTF8.self)) else {
        return nil
      }
      host = Array(ascii.utf8)
    }
    if host.last == UInt8(ascii: ".") { host.removeLast() }
    guard HostName.isHostName(host) else { return nil }
    self.text = String(decoding: HostName.withoutWWW(host), as: UTF8.self)
  }

  /// Where the host stands in a URL, an e-mail address or a bare host.
  private static func hostRange(in bytes: [UInt8]) -> Range<Int>? {
    var range = trimmed(bytes, 0..<bytes.count)
    range = trimmed(bytes, schemeEnd(in: bytes, range)..<range.upperBound)
    if let tail = bytes[range].firstIndex(where: isTail) { range = range.lowerBound..<tail }
    if let user = bytes[range].lastIndex(of: UInt8(ascii: "@")) {
      range = user + 1..<range.upperBound
    }
    if let port = bytes[range].firstIndex(of: UInt8(ascii: ":")) {
      guard bytes[(port + 1)..<range.upperBound].allSatisfy(isDigit) else { return nil }
      range = range.lowerBound..<port
    }
    range = trimmed(bytes, range)
    return range.isEmpty ? nil : range
  }

  /// Whether a path, a query or a fragment starts with the byte.
  private static func isTail(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"), UInt8(ascii: "\\"): true
    default: false
    }
  }

  /// Where `https://`, `//` or `mailto:` ends; the start of the range when there is none.
  private static func schemeEnd(in bytes: [UInt8], _ range: Range<Int>) -> Int {
    let slash = UInt8(ascii: "/")
    for index in range.dropLast() where bytes[index] == slash {
      let isAfterScheme = index == range.lowerBound || bytes[index - 1] == UInt8(ascii: ":")
      return isAfterScheme && bytes[index + 1] == slash ? index + 2 : range.lowerBound
    }
    let mail = "mailto:".utf8
    return bytes[range].prefix(mail.count).lazy.map(asciiLowercased).elementsEqual(mail)
      ? range.lowerBound + mail.count : range.lowerBound
  }

  private static func trimmed(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, bytes[start] <= 0x20 { start += 1 }
    while start < end, bytes[end - 1] <= 0x20 { end -= 1 }
    return start..<end
  }

  /// Two labels or more of letters, digits, hyphens and underscores, within the limits of RFC
  /// 1035, the last one no number (an IPv4 address) and not kept for private networks.
  private static func isHostName(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    while let dot = rest.firstIndex(of: UInt8(ascii: ".")) {
      guard isLabel(rest[..<dot]) else { return false }
      rest = rest[(dot + 1)...]
    }
    return bytes.count <= 253 && rest.count < bytes.count && isLabel(rest)
      && !rest.allSatisfy(isDigit)
      && !privateTopLabels.contains { rest.elementsEqual($0.utf8) }
  }

  /// RFC 6761, RFC 6762, and the suffix every Linux gives to `localhost`.
  private static let privateTopLabels = ["internal", "local", "localdomain", "localhost"]

  private static func isLabel(_ label: ArraySlice<UInt8>) -> Bool {
    let hyphen = UInt8(ascii: "-")
    guard (1...63).contains(label.count), label.first != hyphen, label.last != hyphen else {
      return false
    }
    return label.allSatisfy { byte in
      isDigit(byte) || isLowercaseLetter(byte) || byte == hyphen || byte == UInt8(ascii: "_")
    }
  }

  /// `www.` in front goes, unless only a single label would be left: `www.ck` is a company's.
  private static func withoutWWW(_ host: [UInt8]) -> ArraySlice<UInt8> {
    let rest = host.dropFirst(4)
    return host.starts(with: "www.".utf8) && rest.contains(UInt8(ascii: ".")) ? rest : host[...]
  }

  /// The host with every label outside ASCII written in punycode; nil when it is no text.
  private static func asciiForm(of host: String) -> String? {
    guard let lowered = lowercased(host) else { return nil }
    // IDNA takes the ideographic full stop for a dot; NFKC does not.
    let labels = lowered.unicodeScalars.split(omittingEmptySubsequences: false) {
      $0 == "." || $0 == "\u{3002}"
    }
    return labels.map { label in
      label.allSatisfy(\.isASCII) ? String(label) : "xn--" + punycode(Array(label))
    }.joined(separator: ".")
  }

  private static func lowercased(_ text: String) -> String? {
    var result: UnsafeMutablePointer<CChar>?
    // Sound: libpsl reads up to the NUL that the bridged string ends with; on success it leaves a
    // NUL-terminated string that is ours to free.
    guard unsafe psl_str_to_utf8lower(text, "utf-8", nil, &result) == PSL_SUCCESS,
      let lowered = unsafe result
    else { return nil }
    defer { unsafe psl_free_string(lowered) }
    return unsafe String(cString: lowered)
  }
}
