import AdModel

/// What a platform tells accounts apart by.
package enum AccountKey: Sendable, Hashable {
  case id
  /// The bare host of the domain.
  case host
  case linkedIn
  case name

  /// The first key that an account has, best first; nil when it has none.
  static func first(
    of keys: [AccountKey], _ accounts: AccountRecords, _ place: Int
  ) -> Found? {
    for key in keys {
      let text = key.text(accounts, place)
      if !text.isEmpty { return Found(key: key, text: text) }
    }
    return nil
  }

  struct Found: Hashable {
    let key: AccountKey
    let text: String
  }

  private func text(_ accounts: AccountRecords, _ place: Int) -> String {
    switch self {
    case .id: accounts.text(.id, of: place)
    case .host: AccountText.host(accounts.text(.domain, of: place))
    case .linkedIn: accounts.text(.linkedIn, of: place)
    case .name: accounts.text(.name, of: place)
    }
  }
}
