import AdModel

/// What a platform finds accounts by.
package enum AccountKey: Sendable, Hashable {
  case id
  /// The bare host of the domain.
  case host
  case linkedIn
  case name

  /// Calls with what an account has of it, in UTF-8 and valid during the call; blank for nothing.
  func withText<Result>(
    _ accounts: AccountRecords, _ place: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    // Sound: the accounts are kept for the call.
    switch self {
    case .id: unsafe body(accounts.bytes(.id, of: place))
    case .host: unsafe AccountText.withHost(of: accounts.bytes(.domain, of: place), body)
    case .linkedIn: unsafe body(accounts.bytes(.linkedIn, of: place))
    case .name: unsafe body(accounts.bytes(.name, of: place))
    }
  }

  func text(_ accounts: AccountRecords, _ place: Int) -> String {
    unsafe withText(accounts, place) { unsafe String(decoding: $0, as: UTF8.self) }
  }
}
