/// The contacts of a run's accounts.
package struct ContactBook: Sendable {
  /// Those of each account, in the order of the list.
  package let contacts: [AccountIndex: [Contact]]

  package init(_ contacts: [AccountIndex: [Contact]]) {
    self.contacts = contacts
  }

  package subscript(account: AccountIndex) -> [Contact] { contacts[account] ?? [] }
}
