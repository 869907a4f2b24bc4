package import AdModel

/// An account that an identity may mean, and how near it is.
package struct NearestAccount: Hashable, Sendable {
  package let account: AccountIndex
  /// Jaro-Winkler similarity of names, of the chosen parts of domains, or of one with the other, in
  /// thousandths.
  package let score: Int
}

/// Finds the accounts of the list that are nearest to identities that mean none: an answer for people
/// to look at, which nothing is decided by.
package struct NearnessSeeker: Sendable {
  private let listed: AccountTable
  private let rules: KeyRules
  private let jobs: Int

  init(_ listed: AccountTable, rules: KeyRules, jobs: Int) {
    self.listed = listed
    self.rules = rules
    self.jobs = jobs
  }

  /// - Parameter table: that of the run, which holds all accounts of the list.
  /// - Returns: one list per identity: up to three, the nearest first, then by id.
  package func nearest(
    to identities: [RawIdentity], in table: AccountTable
  ) -> [[NearestAccount]] {
    let seeker = NearestAccounts(accountCount: listed.count, jobs: jobs) { [listed, rules] place in
      let accounts = listed.accounts
      return rules.comparedTexts(
        domain: accounts.text(.domain, of: place), linkedIn: accounts.text(.linkedIn, of: place),
        name: accounts.text(.name, of: place))
    }
    let wanted = identities.map { identity in
      rules.comparedTexts(
        domain: identity.domain, linkedIn: identity.linkedIn, name: identity.name)
        ?? ComparedTexts(name: "", label: "")
    }
    return seeker.nearest(to: wanted).map { found in
      found.compactMap { near in
        table.index(of: listed.accounts.id(of: near.place)).map {
          NearestAccount(account: $0, score: near.score)
        }
      }
    }
  }

  /// The line of an alias file that would give an identity an account: by its domain, else its page,
  /// else its name, whatever it is found by first.
  package func alias(for identity: RawIdentity) -> (kind: AccountAlias.Kind, value: String)? {
    let keys = rules.keys(
      domain: identity.domain, linkedIn: identity.linkedIn, name: identity.name)
    if let host = keys.domain?.host { return (.domain, host) }
    if let page = keys.linkedIn { return (.linkedIn, page) }
    return keys.name == nil ? nil : (.name, identity.name)
  }
}

extension KeyRules {
  /// What a company is compared by; nil when it says nothing to compare.
  func comparedTexts(domain: String, linkedIn: String, name: String) -> ComparedTexts? {
    let texts = ComparedTexts(name: self.name(name) ?? "", label: label(domain, linkedIn))
    return texts.isEmpty ? nil : texts
  }

  /// The chosen part of the domain: `acme` of `eu.acme.co.uk`. Without a domain the slug of the page
  /// without its hyphens, unless it is a number.
  private func label(_ domain: String, _ linkedIn: String) -> String {
    if let registrable = self.domain(domain)?.registrable {
      return String(registrable.prefix { $0 != "." })
    }
    guard let slug = page(domain: domain, linkedIn: linkedIn), !slug.utf8.allSatisfy(isDigit) else {
      return ""
    }
    return slug.filter { $0 != "-" }
  }
}
