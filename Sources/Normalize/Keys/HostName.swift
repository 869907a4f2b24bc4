internal import CLibIDN2

/// The host behind a URL, an e-mail address or a bare domain: lower case, ASCII, without `www.`.
///
/// `HTTPS://Jane@WWW.Münchner.de:8080/über-uns?x=1` is `xn--mnchner-n2a.de`. Names outside ASCII
/// are mapped and checked as UTS 46 says (nontransitional: `faß.de` is not `fass.de`) and written in
/// punycode, so both spellings meet. An IP address, a single label (`localhost`, `com`) and what is
/// no host name at all identify nobody.
package struct HostName: Hashable, Sendable {
  package let text: String
  /// Whether a `www.` was dropped in front of it.
  let isBehindWWW: Bool

  /// Nil when the text identifies nobody.
  package init?(_ text: String) {
    if let range = HostName.plainHost(in: text.utf8.span) {
      let bytes = text.utf8
      let start = bytes.index(bytes.startIndex, offsetBy: range.lowerBound)
      let end = bytes.index(start, offsetBy: range.count)
      self.text = range.count == bytes.count ? text : String(text[start..<end])
      self.isBehindWWW =
        range.lowerBound >= 4
        && HostName.www.indices.allSatisfy {
          bytes.span[range.lowerBound - 4 + $0] == HostName.www[$0]
        }
      return
    }
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
    let plain = HostName.withoutWWW(host)
    self.text = String(decoding: plain, as: UTF8.self)
    self.isBehindWWW = plain.count < host.count
  }

  package static func == (left: HostName, right: HostName) -> Bool { left.text == right.text }

  package func hash(into hasher: inout Hasher) { hasher.combine(text) }

  /// Whether a URL says more than its host: something behind the slash.
  static func hasPath(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    let range = trimmed(bytes, 0..<bytes.count)
    let rest = bytes[schemeEnd(in: bytes, range)..<range.upperBound]
    guard let tail = rest.firstIndex(where: isTail) else { return false }
    let isPathStart: (UInt8) -> Bool = { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") }
    guard isPathStart(rest[tail]), let first = rest[tail...].first(where: { !isPathStart($0) })
    else { return false }
    return first != UInt8(ascii: "?") && first != UInt8(ascii: "#")
  }

  /// Where the host stands in a text as most lists and exports write it: a host in small letters,
  /// with nothing but `https://` or `http://` and `www.` in front and nothing but a path behind.
  ///
  /// Nil for everything else, hosts included; what it finds is what the long way would find.
  static func plainHost(in text: Span<UInt8>) -> Range<Int>? {
    var start =
      [8, 7].first { length in
        text.count > length
          && (0..<length).allSatisfy {
            text[$0] == schemes[length - 7][$0]
          }
      } ?? 0
    var labelStart = start
    var dotCount = 0
    var end = start
    while true {
      let byte = end < text.count ? text[end] : UInt8(ascii: "/")
      if isLabelByte(byte) {
        end += 1
        continue
      }
      let hyphen = UInt8(ascii: "-")
      guard byte == UInt8(ascii: ".") || byte == UInt8(ascii: "/"),
        (1...63).contains(end - labelStart), text[labelStart] != hyphen, text[end - 1] != hyphen
      else { return nil }
      if byte == UInt8(ascii: "/") { break }
      dotCount += 1
      end += 1
      labelStart = end
    }
    // Numbers and names of private networks begin like this, and so do few others.
    let first = text[labelStart]
    guard dotCount > 0, end - start <= 253, !isDigit(first), first != UInt8(ascii: "i"),
      first != UInt8(ascii: "l")
    else { return nil }
    if dotCount > 1, (0..<4).allSatisfy({ text[start + $0] == www[$0] }) { start += 4 }
    return start..<end
  }

  private static let schemes = [Array("http://".utf8), Array("https://".utf8)]
  private static let www = Array("www.".utf8)

  private static func isLabelByte(_ byte: UInt8) -> Bool {
    isLowercaseLetter(byte) || isDigit(byte) || byte == UInt8(ascii: "-")
      || byte == UInt8(ascii: "_")
  }

  /// Where the host stands in a URL, an e-mail address or a bare host.
  private static func hostRange(in bytes: [UInt8]) -> Range<Int>? {
    var range = trimmed(bytes, 0..<bytes.count)
    range = trimmed(bytes, schemeEnd(in: bytes, range)..<range.upperBound)
    if let tail = bytes[range].firstIndex(where: isTail) { range = range.lowerBound..<tail }
    // Two addresses are not one.
    if trimmed(bytes, range).contains(where: { isSeparator(bytes[$0]) }) { return nil }
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

  private static func isSeparator(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte == UInt8(ascii: ";") || byte == UInt8(ascii: ",")
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
    for index in range.dropLast() where isTail(bytes[index]) {
      guard bytes[index] == slash else { break }
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
    return label.allSatisfy(isLabelByte)
  }

  /// `www.` in front goes, unless only a single label would be left: `www.ck` is a company's.
  private static func withoutWWW(_ host: [UInt8]) -> ArraySlice<UInt8> {
    let rest = host.dropFirst(4)
    return host.starts(with: "www.".utf8) && rest.contains(UInt8(ascii: ".")) ? rest : host[...]
  }

  /// The host in ASCII, labels outside it in punycode; nil where UTS 46 allows no such name.
  ///
  /// Done by libidn2, which also keeps to IDNA 2008 and so takes no symbols: `i❤.ws` is found by its
  /// punycode alone.
  static func asciiForm(of host: String) -> String? {
    // A string of C ends there.
    guard !host.utf8.contains(0) else { return nil }
    var result: UnsafeMutablePointer<UInt8>?
    let flags = CInt(IDN2_NFC_INPUT.rawValue | IDN2_NONTRANSITIONAL.rawValue)
    // Sound: libidn2 reads up to the NUL that the bridged string ends with; on success it leaves a
    // NUL-terminated string that is ours to free.
    let code = unsafe host.withCString { start in
      unsafe start.withMemoryRebound(to: UInt8.self, capacity: host.utf8.count + 1) {
        unsafe idn2_lookup_u8($0, &result, flags)
      }
    }
    guard code == IDN2_OK.rawValue, let ascii = unsafe result else { return nil }
    defer { unsafe idn2_free(ascii) }
    return unsafe String(cString: ascii)
  }
}
