/// A company as the account list states it, or as it was made from what exports say of it.
package struct Account: Hashable, Sendable {
  package let id: AccountID
  package let name: String
  package let domain: String
  package let linkedIn: String
  package let country: String
  package let parentID: AccountID?

  package init(
    id: AccountID, name: String = "", domain: String = "", linkedIn: String = "",
    country: String = "", parentID: AccountID? = nil
  ) {
    self.id = id
    self.name = name
    self.domain = domain
    self.linkedIn = linkedIn
    self.country = country
    self.parentID = parentID
  }
}

/// What an export says of a company; blank where it says nothing.
package struct RawIdentity: Hashable, Sendable {
  package var listID: String
  package var domain: String
  package var linkedIn: String
  package var name: String
  package var country: String

  package init(
    listID: String = "", domain: String = "", linkedIn: String = "", name: String = "",
    country: String = ""
  ) {
    self.listID = listID
    self.domain = domain
    self.linkedIn = linkedIn
    self.name = name
    self.country = country
  }
}

/// Every account a run can speak of: listed, made, or carried over from the base run.
package struct AccountTable: Sendable {
  /// Sorted by the ids' bytes, each id once.
  package let accounts: [Account]
  /// Whether an account takes part in workflows: false for one that has gone from the list.
  package let isActive: [Bool]
  private let indexByID: [AccountID: AccountIndex]

  /// - Parameter entries: in any order, ids distinct.
  package init(_ entries: [(account: Account, isActive: Bool)]) {
    // Places are sorted, not entries, which are large.
    let order = entries.indices.sorted {
      entries[$0].account.id.text.precedesInBytes(entries[$1].account.id.text)
    }
    self.accounts = order.map { entries[$0].account }
    self.isActive = order.map { entries[$0].isActive }
    var indexByID: [AccountID: AccountIndex] = [:]
    indexByID.reserveCapacity(accounts.count)
    for (place, account) in accounts.enumerated() {
      indexByID[account.id] = AccountIndex(UInt32(place))
    }
    self.indexByID = indexByID
  }

  package var count: Int { accounts.count }

  package subscript(index: AccountIndex) -> Account { accounts[Int(index.number)] }

  package func index(of id: AccountID) -> AccountIndex? { indexByID[id] }

  package func isActive(_ index: AccountIndex) -> Bool { isActive[Int(index.number)] }
}
