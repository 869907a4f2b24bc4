internal import AdModel

/// The ids of accounts that are made from what exports say: `domain:acme.com`, else
/// `linkedin:acme`, else `name:acme`.
enum MadeAccountID {
  private static let domainPrefix = "domain:"
  private static let linkedInPrefix = "linkedin:"
  private static let namePrefix = "name:"

  /// Nil when nothing identifies the company.
  static func id(for keys: AccountKeys) -> AccountID? {
    if let domain = keys.domain { return AccountID(domainPrefix + domain.registrable) }
    if let page = keys.linkedIn { return AccountID(linkedInPrefix + page) }
    return keys.name.map { AccountID(namePrefix + $0) }
  }

  /// Whether an id looks like one of these.
  static func hasForm(_ id: AccountID) -> Bool {
    [domainPrefix, linkedInPrefix, namePrefix].contains { id.text.hasPrefix($0) }
  }

  /// Whether an identity could have been given this very id.
  static func isPossible(_ id: AccountID, rules: KeyRules) -> Bool {
    hasForm(id) && self.id(for: keys(of: id, rules: rules)) == id
  }

  /// The keys that stand in the id.
  static func keys(of id: AccountID, rules: KeyRules) -> AccountKeys {
    rules.keys(
      domain: value(of: id, after: domainPrefix), linkedIn: value(of: id, after: linkedInPrefix),
      name: value(of: id, after: namePrefix))
  }

  private static func value(of id: AccountID, after prefix: String) -> String {
    id.text.hasPrefix(prefix) ? String(id.text.dropFirst(prefix.count)) : ""
  }
}
