package import AdModel

/// A line of the alias file that does not do what it was written for.
package struct AliasFinding: Hashable, Sendable {
  package enum Kind: String, Sendable, CaseIterable {
    /// The value identifies nobody.
    case withoutEffect = "alias_without_effect"
    /// The account goes by it anyway.
    case needless = "alias_needless"
    /// Another account goes by it too.
    case ambiguous = "alias_ambiguous"
  }

  package let kind: Kind
  package let alias: AccountAlias
  /// The other accounts that go by it, sorted by bytes; empty unless ambiguous.
  package let others: [AccountID]
}

extension AccountResolver {
  /// What is to be said of alias lines of the kinds name, domain and linkedin, in their order.
  ///
  /// - Parameter aliases: those this resolver was made with.
  package func aliasFindings(_ aliases: [AccountAlias]) -> [AliasFinding] {
    aliases.compactMap { alias -> AliasFinding? in
      guard let key = MatchKey(alias.kind) else { return nil }
      let keys = rules.keys(
        domain: alias.kind == .domain ? alias.value : "",
        linkedIn: alias.kind == .linkedIn ? alias.value : "",
        name: alias.kind == .name ? alias.value : "")
      var found: [AccountDirectory.Candidate] = []
      directory.forEachCandidate(by: key, listID: "", keys: keys) { found.append($0) }
      let place = directory.place(of: alias.account).map { directory.successor(of: $0).place }
      let others = Set(found.map(\.place).filter { $0 != place })
        .map { directory.id($0).text }.sortedInBytes().map(AccountID.init)
      if found.isEmpty { return AliasFinding(kind: .withoutEffect, alias: alias, others: []) }
      if !others.isEmpty { return AliasFinding(kind: .ambiguous, alias: alias, others: others) }
      let isNeedless = found.contains { $0.place == place && !$0.isAlias }
      return isNeedless ? AliasFinding(kind: .needless, alias: alias, others: []) : nil
    }
  }
}

extension MatchKey {
  /// The key an alias adds to; nil for one that joins ids.
  fileprivate init?(_ kind: AccountAlias.Kind) {
    switch kind {
    case .id: return nil
    case .name: self = .name
    case .domain: self = .host
    case .linkedIn: self = .linkedIn
    }
  }
}
