import AdModel

/// What a platform finds accounts by.
package enum AccountKey: Sendable, Hashable {
  case id
  /// The bare host of the domain.
  case host
  case linkedIn
  case name

  /// What an account has of it; blank for nothing.
  func text(_ accounts: AccountRecords, _ place: Int) -> String {
    switch self {
    case .id: accounts.text(.id, of: place)
    case .host: AccountText.host(accounts.text(.domain, of: place))
    case .linkedIn: accounts.text(.linkedIn, of: place)
    case .name: accounts.text(.name, of: place)
    }
  }
}
