import AdModel

/// What an account list says of a company, as platforms want it.
enum AccountText {
  /// Calls with the bare host of a domain that may be written as an address, in lower case and
  /// without `www`; blank when there is none, or something that is no host.
  ///
  /// `https://www.Acme.com/de?x=1` is `acme.com`.
  ///
  /// - Parameter body: is given UTF-8 that is valid during the call.
  static func withHost<Result>(
    of domain: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    if let range = unsafe plainHost(in: domain) {
      return unsafe body(UnsafeBufferPointer(rebasing: domain[range]))
    }
    // Sound: the range is of the bytes, and both its ends are those of ASCII signs or of the text.
    var host = unsafe String(decoding: domain[hostRange(in: domain)], as: UTF8.self).lowercased()
    if !isHost(host) { host = "" }
    return host.withUTF8 { unsafe body($0) }
  }

  /// Where the host stands in a domain or an address that is made of nothing but what hosts in
  /// lower case mostly are, as nearly all are written; empty where that is no host, nil for other
  /// domains.
  private static func plainHost(in domain: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
    let slash = UInt8(ascii: "/")
    var start = 0
    var end = unsafe lowerCaseEnd(domain, from: 0)
    if end + 2 < domain.count, unsafe domain[end] == UInt8(ascii: ":"),
      unsafe domain[end + 1] == slash, unsafe domain[end + 2] == slash
    {
      start = end + 3
      end = unsafe lowerCaseEnd(domain, from: start)
    }
    // Without a scheme in front there may be one further on.
    guard end == domain.count || start > 0 && endsHost(unsafe domain[end]) else { return nil }
    let dot = UInt8(ascii: ".")
    while start < end, unsafe domain[end - 1] == dot { end -= 1 }
    if end - start > 4, unsafe domain[start] == UInt8(ascii: "w"),
      unsafe domain[start + 1] == UInt8(ascii: "w"), unsafe domain[start + 2] == UInt8(ascii: "w"),
      unsafe domain[start + 3] == dot, unsafe domain[(start + 4)..<end].contains(dot)
    {
      start += 4
    }
    return unsafe domain[start..<end].contains(dot) ? start..<end : start..<start
  }

  private static func lowerCaseEnd(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> Int {
    var end = start
    while end < bytes.count, isLowerCase(unsafe bytes[end]) { end += 1 }
    return end
  }

  /// Where the host stands, `www.` before it left out; what stands there may be none.
  private static func hostRange(in domain: UnsafeBufferPointer<UInt8>) -> Range<Int> {
    var start = domain.startIndex
    var end = domain.endIndex
    let slash = UInt8(ascii: "/")
    if unsafe domain.starts(with: [slash, slash]) {
      start = 2
    } else if let colon = unsafe domain.firstIndex(of: UInt8(ascii: ":")),
      unsafe domain[(colon + 1)...].starts(with: [slash, slash])
    {
      start = colon + 3
    }
    for place in start..<end where endsHost(unsafe domain[place]) {
      end = place
      break
    }
    if let at = unsafe domain[start..<end].lastIndex(of: UInt8(ascii: "@")) { start = at + 1 }
    if let colon = unsafe domain[start..<end].firstIndex(of: UInt8(ascii: ":")) { end = colon }
    while start < end, unsafe domain[end - 1] == UInt8(ascii: ".") { end -= 1 }
    let prefix = "www."
    let isBehindWWW =
      unsafe end - start > prefix.utf8.count
      && zip(domain[start..<end], prefix.utf8).allSatisfy { $0 == $1 || $0 | 0x20 == $1 }
      && domain[(start + prefix.utf8.count)..<end].contains(UInt8(ascii: "."))
    return isBehindWWW ? start + prefix.utf8.count..<end : start..<end
  }

  private static func endsHost(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"), UInt8(ascii: "\\"), 0...0x20: true
    default: false
    }
  }

  /// Whether a byte is one that hosts in lower case are mostly made of: a letter, a digit, a dot or
  /// a hyphen.
  private static func isLowerCase(_ byte: UInt8) -> Bool {
    byte &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10
      || byte &- UInt8(ascii: "-") < 2
  }

  private static func isHost(_ text: String) -> Bool {
    guard text.utf8.contains(UInt8(ascii: ".")) else { return false }
    if text.utf8.allSatisfy(isLowerCase) { return true }
    return text.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "-" || $0 == "."
        || $0 == "_" || $0.properties.generalCategory == .nonspacingMark
    }
  }

  /// The first characters of a text, none of them cut, that are together at most so many units of
  /// UTF-16, which is how most programs count.
  static func cut(_ text: String, to length: Int) -> String {
    var end = text.startIndex
    var count = 0
    while end < text.endIndex {
      count += text[end].utf16.count
      if count > length { break }
      end = text.index(after: end)
    }
    return String(text[..<end])
  }

  /// Whether an id is one that was made from what exports say, which no other system knows.
  static func isMade(_ id: UnsafeBufferPointer<UInt8>) -> Bool {
    for prefix in madePrefixes where unsafe id.starts(with: prefix) { return true }
    return false
  }

  private static let madePrefixes = ["domain:", "linkedin:", "name:"].map { Array($0.utf8) }
}
