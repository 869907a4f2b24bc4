internal import AdModel

/// Domains behind which stand many companies: free mail and internet providers, social networks.
package struct SharedDomains: Sendable {
  private var domains: [String] = []
  private var slots = TextSlots()

  /// - Parameter texts: lists of one domain a line; blank lines and lines that start with `#` are
  ///   skipped, and so is what is no host name.
  package init(texts: [String]) {
    for text in texts {
      for line in text.split(whereSeparator: \.isNewline) where !line.hasPrefix("#") {
        guard let host = HostName(String(line)), !contains(host.text.utf8.span) else { continue }
        slots.insert(TextSlots.hash(of: host.text), number: domains.count)
        domains.append(host.text)
      }
    }
  }

  /// Whether a host, or the domain it belongs to, says nothing of the company.
  ///
  /// - Parameter registrableLength: how many of its bytes, at its end, were registered.
  func contains(_ host: Span<UInt8>, registrableLength: Int) -> Bool {
    let start = host.count - registrableLength
    return contains(host.extracting(start..<host.count)) || start > 0 && contains(host)
  }

  /// Whether it is one of the list.
  func contains(_ domain: Span<UInt8>) -> Bool {
    unsafe domain.withUnsafeBufferPointer { domain in
      unsafe slots.number(TextSlots.hash(of: domain)) { number in
        unsafe domains[number].utf8.span.withUnsafeBufferPointer {
          unsafe byteOrder($0, domain) == 0
        }
      } != nil
    }
  }
}
