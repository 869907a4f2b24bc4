import AdModel

/// What an account list says of a company, as platforms want it.
enum AccountText {
  /// The bare host of a domain that may be written as an address, in lower case and without `www`;
  /// blank when there is none, or something that is no host.
  ///
  /// `https://www.Acme.com/de?x=1` is `acme.com`.
  static func host(_ domain: String) -> String {
    var domain = domain
    return domain.withUTF8 { bytes in
      let range = unsafe hostRange(in: bytes)
      // Sound: the range is of the bytes, and both its ends are those of ASCII signs or of the text.
      let written = unsafe String(decoding: bytes[range], as: UTF8.self)
      let host = unsafe bytes[range].allSatisfy(isLowerCase) ? written : written.lowercased()
      return isHost(host) ? host : ""
    }
  }

  /// Whether there is a host in a domain.
  static func hasHost(_ domain: UnsafeBufferPointer<UInt8>) -> Bool {
    let range = unsafe hostRange(in: domain)
    guard !range.isEmpty else { return false }
    if unsafe domain[range].allSatisfy(isLowerCase) {
      return unsafe domain[range].contains(UInt8(ascii: "."))
    }
    // Sound: as above.
    return unsafe isHost(String(decoding: domain[range], as: UTF8.self))
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

  /// Whether a byte is one that hosts in lower case are mostly made of.
  private static func isLowerCase(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "."), UInt8(ascii: "-"):
      true
    default: false
    }
  }

  private static func isHost(_ text: String) -> Bool {
    guard text.utf8.contains(UInt8(ascii: ".")) else { return false }
    if text.utf8.allSatisfy(isLowerCase) { return true }
    return text.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "-" || $0 == "."
        || $0 == "_" || $0.properties.generalCategory == .nonspacingMark
    }
  }

  /// The host as an address; blank when there is none.
  static func website(_ domain: String) -> String {
    let host = host(domain)
    return host.isEmpty ? "" : "https://\(host)"
  }

  /// The two letters of a country, or what the account list says where that names none.
  static func country(_ country: String) -> String { CountryCode(country)?.text ?? country }

  /// The address of a company page that the account list gives as an address or a bare slug.
  static func pageURL(_ page: String) -> String {
    if page.isEmpty || page.utf8.contains(UInt8(ascii: "/")) { return page }
    return "https://www.linkedin.com/company/\(page)"
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

  /// The id of an account that an account list states; blank for one that was made from what
  /// exports say, which no other system knows.
  static func listedID(_ id: AccountID) -> String {
    let isMade = ["domain:", "linkedin:", "name:"].contains { id.text.hasPrefix($0) }
    return isMade ? "" : id.text
  }
}
