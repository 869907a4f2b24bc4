import CReferenceData

/// The files of `data/reference`, as they were when the program was built.
package enum ReferenceData: String, Sendable, CaseIterable {
  case freeMailDomains = "free-mail-domains.txt"
  case legalForms = "legal-forms.txt"
  case pageHosts = "page-hosts.txt"
  case publicSuffixList = "public_suffix_list.dat"

  /// The file's bytes.
  package var bytes: [UInt8] {
    let file =
      switch self {
      case .freeMailDomains: unsafe adsegments_free_mail_domains()
      case .legalForms: unsafe adsegments_legal_forms()
      case .pageHosts: unsafe adsegments_page_hosts()
      case .publicSuffixList: unsafe adsegments_public_suffix_list()
      }
    // Sound: the bytes are a constant of the program and as many as it says.
    return unsafe Array(UnsafeBufferPointer(start: file.bytes, count: file.count))
  }

  var text: String { String(decoding: bytes, as: UTF8.self) }
}

extension KeyRules {
  /// The rules with the reference data that is built in.
  ///
  /// - Parameter sharedDomains: more domains that identify nobody.
  package static func builtIn(sharedDomains: [String] = []) throws -> KeyRules {
    KeyRules(
      suffixes: try PublicSuffixList(bytes: ReferenceData.publicSuffixList.bytes),
      sharedDomains: SharedDomains(texts: [ReferenceData.freeMailDomains.text] + sharedDomains),
      pageHosts: SharedDomains(texts: [ReferenceData.pageHosts.text]),
      legalForms: LegalForms(text: ReferenceData.legalForms.text))
  }
}
