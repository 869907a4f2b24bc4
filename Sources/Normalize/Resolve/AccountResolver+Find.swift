package import AdModel

/// The accounts that a text of a person's means.
package enum AccountFinding: Hashable, Sendable {
  /// - by: `id`, `host`, `domain`, `linkedin` or `name`, with `alias:` in front when it came
  ///   through one.
  case one(AccountIndex, by: String)
  /// Two or more, sorted.
  case several([AccountIndex])
  case none
}

extension AccountResolver {
  /// Finds an account by its id, else as an export's identity would be found: by domain, LinkedIn
  /// page or name, aliases and joined ids included.
  ///
  /// Nobody says which of the three a text is. A domain decides, as it does for exports; what a
  /// page and a name mean are candidates alike. Made accounts are found by what is known of them
  /// too; those that have gone from the list by that alone, and last.
  ///
  /// - Parameter resolution: what this resolver made of the run's identities.
  package func find(_ text: String, in resolution: AccountResolution) -> AccountFinding {
    if let index = resolution.index(of: AccountID(text)) {
      return .one(index, by: findsByAlias(text) ? "alias:id" : "id")
    }
    // The address of a page is no domain, though exports may give one as such.
    if rules.keys(domain: text, linkedIn: "", name: "").domain != nil {
      let domain = find(RawIdentity(domain: text), resolution)
      if domain != .none { return domain }
    }
    let findings = [
      find(RawIdentity(name: text), resolution), find(RawIdentity(linkedIn: text), resolution),
      findOutsideList(text, resolution, isActive: true),
    ]
    let found = AccountFinding.joined(findings)
    return found == .none ? findOutsideList(text, resolution, isActive: false) : found
  }

  private func findsByAlias(_ id: String) -> Bool {
    meant(by: match(RawIdentity(listID: id)))?.by.isAlias ?? false
  }

  private func find(_ identity: RawIdentity, _ resolution: AccountResolution) -> AccountFinding {
    let match = match(identity)
    if case .unmatched(_, let candidates) = match.result {
      let indices = candidates.compactMap(resolution.table.index).sorted()
      return indices.isEmpty ? .none : .several(indices)
    }
    guard let (id, by) = meant(by: match), let index = resolution.table.index(of: id) else {
      return .none
    }
    return .one(index, by: by.key == nil ? AccountResolver.field(of: identity) : by.text)
  }

  /// What a made account was found by: the one field that is said.
  private static func field(of identity: RawIdentity) -> String {
    if !identity.domain.isEmpty { return MatchKey.domain.rawValue }
    return (identity.linkedIn.isEmpty ? MatchKey.name : .linkedIn).rawValue
  }

  /// Accounts that go by this domain, page or name and are not in the list.
  ///
  /// - Parameter isActive: made ones, or those that have gone.
  private func findOutsideList(
    _ text: String, _ resolution: AccountResolution, isActive: Bool
  ) -> AccountFinding {
    let wanted = rules.keys(domain: text, linkedIn: text, name: text)
    var findings: [AccountFinding] = []
    for (place, account) in resolution.table.accounts.enumerated()
    where resolution.table.isActive[place] == isActive
      && directory.place(of: account.id).map(directory.isListed) != true
    {
      let keys = rules.keys(
        domain: account.domain, linkedIn: account.linkedIn, name: account.name)
      guard let key = keys.shared(with: wanted) else { continue }
      findings.append(.one(AccountIndex(UInt32(place)), by: key.rawValue))
    }
    return .joined(findings)
  }
}

extension AccountKeys {
  /// The first key that two companies have in common.
  fileprivate func shared(with other: AccountKeys) -> MatchKey? {
    if let host = domain?.host, host == other.domain?.host { return .domain }
    if let name, name == other.name { return .name }
    return linkedIn != nil && linkedIn == other.linkedIn ? .linkedIn : nil
  }
}

extension AccountFinding {
  /// Sorted.
  package var accounts: [AccountIndex] {
    switch self {
    case .one(let account, _): [account]
    case .several(let accounts): accounts
    case .none: []
    }
  }

  /// What several ways to find found together; the first that found an account says how.
  static func joined(_ findings: [AccountFinding]) -> AccountFinding {
    let all = Set(findings.flatMap(\.accounts)).sorted()
    return all.count > 1 ? .several(all) : findings.first { $0 != .none } ?? .none
  }
}

extension AccountResolver {
  /// What an account goes by, as people may write it: its id, its name with and without the legal
  /// form, its domain, its page.
  package func texts(of account: Account) -> [String] {
    let keys = rules.keys(domain: account.domain, linkedIn: account.linkedIn, name: account.name)
    return [
      account.id.text, account.name, keys.name ?? "", keys.domain?.host ?? "",
      keys.domain?.registrable ?? "", keys.linkedIn ?? "",
    ].filter { !$0.isEmpty }
  }

  /// The account each identity means, where it means one of the table's.
  ///
  /// - Parameter resolution: what this resolver made of the run's identities.
  package func accounts(
    _ identities: [RawIdentity], in resolution: AccountResolution
  ) -> [AccountIndex?] {
    identities.map { meant(by: match($0)).flatMap { resolution.table.index(of: $0.id) } }
  }
}
