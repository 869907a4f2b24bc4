/// What making keys depends on: reference data that ships with the project.
package struct KeyRules: Sendable {
  let suffixes: PublicSuffixList
  let sharedDomains: SharedDomains
  /// Hosts on which companies have pages: what stands there is not the host's company.
  let pageHosts: SharedDomains
  let legalForms: LegalForms

  private static let linkedInDomain = Array("linkedin.com".utf8)

  package init(
    suffixes: PublicSuffixList, sharedDomains: SharedDomains, pageHosts: SharedDomains,
    legalForms: LegalForms
  ) {
    self.suffixes = suffixes
    self.sharedDomains = sharedDomains
    self.pageHosts = pageHosts
    self.legalForms = legalForms
  }

  /// The keys of a company that goes by these texts, any of them blank.
  ///
  /// A link to a LinkedIn page in place of a domain is taken for the page, not for LinkedIn.
  func keys(domain: String, linkedIn: String, name: String) -> AccountKeys {
    let host = domain.isEmpty ? nil : HostName(domain)
    let isOfLinkedIn = host.map(isLinkedIn) ?? false
    let linked = isOfLinkedIn ? self.linkedIn(domain) : nil
    return AccountKeys(
      domain: linked == nil ? host.flatMap { self.domain($0, of: domain) } : nil,
      linkedIn: self.linkedIn(linkedIn) ?? linked, name: self.name(name))
  }

  /// Nil for a text that is no host, and for a link to a page.
  func domain(_ text: String) -> DomainKeys? {
    guard !text.isEmpty, let host = HostName(text) else { return nil }
    return isLinkedIn(host) && linkedIn(text) != nil ? nil : domain(host, of: text)
  }

  /// Nil for a page on a host where many companies have one.
  private func domain(_ host: HostName, of text: String) -> DomainKeys? {
    guard let keys = domain(host) else { return nil }
    return isPageHost(keys.host.utf8.span) && HostName.hasPath(text) ? nil : keys
  }

  /// Whether companies have pages on a host: one of the list, or the same for phones or in another
  /// language (`m.facebook.com`, `de-de.facebook.com`).
  func isPageHost(_ host: Span<UInt8>) -> Bool {
    guard let length = suffixes.registrableLength(of: host) else { return false }
    if pageHosts.contains(host) { return true }
    let front = host.count - length - 1
    guard front > 0, pageHosts.contains(host.extracting((front + 1)..<host.count)) else {
      return false
    }
    let label = String(decoding: (0..<front).map { host[$0] }, as: UTF8.self)
    let isLanguage = label.split(separator: "-", maxSplits: 1).allSatisfy { $0.utf8.count == 2 }
    return isLanguage || ["m", "mobile", "touch", "web"].contains(label)
  }

  /// Keys of which the registrable one is the host itself below a host of pages, where each name is
  /// another company's: `acme.substack.com`.
  private func apart(_ keys: DomainKeys) -> DomainKeys {
    !keys.isRegistrable && keys.withRegistrable(pageHosts.contains)
      ? DomainKeys(host: keys.host, registrableLength: keys.host.utf8.count) : keys
  }

  /// The page, also where its link stands in place of a domain.
  func page(domain: String, linkedIn: String) -> String? {
    if let page = self.linkedIn(linkedIn) { return page }
    guard !domain.isEmpty, let host = HostName(domain), isLinkedIn(host) else { return nil }
    return self.linkedIn(domain)
  }

  /// Nil for a public suffix and for a domain that many companies share.
  func domain(_ host: HostName) -> DomainKeys? {
    guard let keys = suffixes.keys(of: host) else { return nil }
    let isShared = keys.withRegistrable { registrable in
      sharedDomains.contains(keys.host.utf8.span, registrableLength: registrable.count)
    }
    return isShared ? nil : apart(keys)
  }

  /// Calls with the bytes of the two keys of a domain, the registrable one nil where it is the host;
  /// not at all where `domain` gives nil. A domain as most lists write it becomes no text.
  func withDomain(
    _ text: UnsafeBufferPointer<UInt8>,
    _ body: (_ host: Span<UInt8>, _ registrable: Span<UInt8>?) -> Void
  ) {
    let bytes = unsafe text.span
    if let range = HostName.plainHost(in: bytes) {
      let host = bytes.extracting(range)
      if !isLinkedIn(host), let length = suffixes.registrableLength(of: host),
        !pageHosts.contains(host, registrableLength: length)
      {
        if sharedDomains.contains(host, registrableLength: length) { return }
        let start = host.count - length
        body(host, start > 0 ? host.extracting(start..<host.count) : nil)
        return
      }
    }
    guard let keys = unsafe domain(String(decoding: text, as: UTF8.self)) else { return }
    keys.withRegistrable { body(keys.host.utf8.span, keys.isRegistrable ? nil : $0) }
  }

  func linkedIn(_ text: String) -> String? {
    text.isEmpty ? nil : LinkedInPage(text)?.text
  }

  func name(_ text: String) -> String? {
    text.isEmpty ? nil : CleanedName(text, legalForms: legalForms)?.text
  }

  private func isLinkedIn(_ host: HostName) -> Bool {
    isLinkedIn(host.text.utf8.span)
  }

  /// Whether a host is LinkedIn's, by its bytes.
  func isLinkedIn(_ host: Span<UInt8>) -> Bool {
    let frontCount = host.count - KeyRules.linkedInDomain.count
    guard frontCount >= 0, host[host.count - 1] == UInt8(ascii: "m") else { return false }
    for place in KeyRules.linkedInDomain.indices
    where host[frontCount + place] != KeyRules.linkedInDomain[place] {
      return false
    }
    return frontCount == 0 || host[frontCount - 1] == UInt8(ascii: ".")
  }
}
