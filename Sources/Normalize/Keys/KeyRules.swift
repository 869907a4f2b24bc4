/// What making keys depends on: reference data that ships with the project.
package struct KeyRules: Sendable {
  let suffixes: PublicSuffixList
  let sharedDomains: SharedDomains
  let legalForms: LegalForms

  package init(
    suffixes: PublicSuffixList, sharedDomains: SharedDomains, legalForms: LegalForms
  ) {
    self.suffixes = suffixes
    self.sharedDomains = sharedDomains
    self.legalForms = legalForms
  }

  /// The keys of a company that goes by these texts, any of them blank.
  ///
  /// A link to a LinkedIn page in place of a domain is taken for the page, not for LinkedIn.
  func keys(domain: String, linkedIn: String, name: String) -> AccountKeys {
    var keys = AccountKeys(linkedIn: self.linkedIn(linkedIn), name: self.name(name))
    if let host = domain.isEmpty ? nil : HostName(domain) {
      if isLinkedIn(host), let page = self.linkedIn(domain) {
        keys.linkedIn = keys.linkedIn ?? page
      } else {
        keys.domain = self.domain(host)
      }
    }
    return keys
  }

  /// Nil for a public suffix and for a domain that many companies share.
  func domain(_ host: HostName) -> DomainKeys? {
    guard let registrable = suffixes.registrableDomain(of: host) else { return nil }
    let keys = DomainKeys(host: host.text, registrable: registrable)
    return sharedDomains.contains(keys) ? nil : keys
  }

  func linkedIn(_ text: String) -> String? {
    text.isEmpty ? nil : LinkedInPage(text)?.text
  }

  func name(_ text: String) -> String? {
    text.isEmpty ? nil : CleanedName(text, legalForms: legalForms)?.text
  }

  private func isLinkedIn(_ host: HostName) -> Bool {
    host.text == "linkedin.com" || host.text.hasSuffix(".linkedin.com")
  }
}
