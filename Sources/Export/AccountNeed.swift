package import AdModel

/// What an account must have so that a platform can use its row.
package enum AccountNeed: Sendable, Hashable {
  package enum Field: String, Sendable {
    case name, domain
    case linkedIn = "linkedin"
  }

  case all([Field])
  case any([Field])

  /// Why an account does not meet it, as `held.csv` says it: `no_domain`; nil when it does.
  package func lack(_ accounts: AccountRecords, _ account: AccountIndex) -> String? {
    let place = Int(account.number)
    func has(_ field: Field) -> Bool {
      switch field {
      case .name: unsafe !accounts.bytes(.name, of: place).isEmpty
      // Something may stand there that is none.
      case .domain:
        unsafe AccountText.withHost(of: accounts.bytes(.domain, of: place)) { !$0.isEmpty }
      case .linkedIn: unsafe !accounts.bytes(.linkedIn, of: place).isEmpty
      }
    }
    switch self {
    case .all(let fields):
      if fields.allSatisfy(has) { return nil }
      return AccountNeed.reason(fields.filter { !has($0) }, joinedBy: "_and_")
    case .any(let fields):
      return fields.contains(where: has) ? nil : AccountNeed.reason(fields, joinedBy: "_or_")
    }
  }

  private static func reason(_ fields: [Field], joinedBy word: String) -> String {
    "no_" + fields.map(\.rawValue).joined(separator: word)
  }
}
