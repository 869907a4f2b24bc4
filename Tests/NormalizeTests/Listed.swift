import AdModel

@testable import Normalize

/// Short ways to write lists, aliases and what became of identities.
enum Listed {
  static func list(_ accounts: [Account]) throws -> AccountList {
    try AccountList(
      path: "accounts.csv", accounts: AccountRecords(accounts),
      lineNumbers: Array(2..<accounts.count + 2))
  }

  static func aliases(_ lines: [(account: String, kind: AccountAlias.Kind, value: String)])
    -> AccountAliases
  {
    AccountAliases(
      path: "aliases.csv",
      entries: lines.enumerated().map { place, line in
        AccountAlias(
          account: AccountID(line.account), kind: line.kind, value: line.value,
          lineNumber: place + 2)
      })
  }

  static func resolver(
    _ accounts: [Account]?,
    aliases: [(account: String, kind: AccountAlias.Kind, value: String)] = [],
    unmatched: AccountListSettings.Unmatched = .report,
    rollUp: AccountListSettings.RollUp? = nil, base: [Account] = []
  ) throws -> AccountResolver {
    try AccountResolver(
      list: accounts.map(list), aliases: self.aliases(aliases), unmatched: unmatched,
      rollUp: rollUp, rules: Reference.rules, base: AccountRecords(base))
  }
}

extension Account {
  init(
    _ id: String, _ name: String = "", domain: String = "", page: String = "",
    country: String = "", parent: String? = nil
  ) {
    self.init(
      id: AccountID(id), name: name, domain: domain, linkedIn: page, country: country,
      parentID: parent.map(AccountID.init))
  }
}

extension AccountResolver {
  @_disfavoredOverload
  func resolve(_ batches: [[RawIdentity]], extraIDs: [AccountID] = []) -> AccountResolution {
    resolve(batches.map { IdentityStretch($0) }, extraIDs: extraIDs)
  }

  /// What became of one identity: `A1 host`, `ambiguous A1,A2`, `not_in_list`.
  func told(_ identity: RawIdentity) -> String { resolve([[identity]]).told()[0] }
}

extension AccountResolution {
  /// What became of the identities of the first batch.
  func told() -> [String] {
    outcomes[0].map { outcome in
      switch outcome {
      case .matched(let index, let by): "\(table[index].id) \(by.text)"
      case .unmatched(let reason, let candidates):
        ([reason.rawValue] + [candidates.map(\.text).joined(separator: ",")])
          .filter { !$0.isEmpty }.joined(separator: " ")
      }
    }
  }

  /// The table as `id` or, of an account that has gone, `(id)`.
  func toldTable() -> [String] {
    zip(table.accounts, table.isActive).map { $1 ? $0.id.text : "(\($0.id))" }
  }
}
