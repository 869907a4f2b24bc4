package import AdModel

/// Something in an account list, or its aliases, that makes matching worse than it need be.
package struct ListFinding: Hashable, Sendable {
  package enum Kind: String, Sendable, CaseIterable {
    /// Several accounts go by one host.
    case sameDomain = "same_domain"
    /// Several accounts have hosts of one registrable domain.
    case sameRegistrableDomain = "same_registrable_domain"
    /// Several accounts go by one LinkedIn page.
    case samePage = "same_linkedin"
    /// Several accounts have one cleaned name.
    case sameName = "same_name"
    /// Names of two accounts that differ by little.
    case nearName = "near_name"
    /// A domain that identifies nobody: free mail, a social page, a public suffix, no host name.
    case domainOfNobody = "domain_of_nobody"
    /// A text in the LinkedIn column that is no page.
    case noPage = "no_linkedin_page"
    /// An account that only its id finds.
    case noKey = "no_key"
    /// A parent that is not in the list.
    case parentUnknown = "parent_unknown"
  }

  package let kind: Kind
  /// What the accounts share, or what is wrong; the score in thousandths of near names.
  package let text: String
  /// One or more, by line.
  package let accounts: [AccountID]
  /// The line each of them starts on, from 1.
  package let lineNumbers: [Int]
}
