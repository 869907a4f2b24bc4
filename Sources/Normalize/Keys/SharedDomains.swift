/// Registrable domains behind which stand many companies: free mail and internet providers.
package struct SharedDomains: Sendable {
  private let domains: Set<String>

  /// - Parameter texts: lists of one domain a line; blank lines and lines that start with `#` are
  ///   skipped, and so is what is no host name.
  package init(texts: [String]) {
    var domains: Set<String> = []
    for text in texts {
      for line in text.split(whereSeparator: \.isNewline) where !line.hasPrefix("#") {
        if let host = HostName(String(line)) { domains.insert(host.text) }
      }
    }
    self.domains = domains
  }

  /// Whether a host, or the domain it belongs to, says nothing of the company.
  func contains(_ keys: DomainKeys) -> Bool {
    domains.contains(keys.registrable) || domains.contains(keys.host)
  }
}
