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
  /// The index of each id.
  private let slots: TextSlots

  /// - Parameter entries: in any order, ids distinct.
  package init(_ entries: [(account: Account, isActive: Bool)]) {
    let places = entries.map(\.account.id.text).placesInByteOrder()
    self.init(
      sorted: places.map { entries[$0].account }, isActive: places.map { entries[$0].isActive })
  }

  /// - Parameters:
  ///   - accounts: sorted by the ids' bytes, ids distinct.
  ///   - isActive: one for each account.
  package init(sorted accounts: [Account], isActive: [Bool]) {
    self.accounts = accounts
    self.isActive = isActive
    var slots = TextSlots(capacity: accounts.count)
    for place in accounts.indices {
      slots.insert(TextSlots.hash(of: accounts[place].id.text), number: place)
    }
    self.slots = slots
  }

  /// This table and more accounts, in any order, whose ids are not in it yet.
  package func adding(_ entries: [(account: Account, isActive: Bool)]) -> AccountTable {
    if entries.isEmpty { return self }
    let others = AccountTable(entries)
    var merged: [Account] = []
    var isActive: [Bool] = []
    merged.reserveCapacity(count + others.count)
    isActive.reserveCapacity(count + others.count)
    var place = 0
    for (other, isOtherActive) in zip(others.accounts, others.isActive) {
      while place < count, accounts[place].id.text.precedesInBytes(other.id.text) {
        merged.append(accounts[place])
        isActive.append(self.isActive[place])
        place += 1
      }
      merged.append(other)
      isActive.append(isOtherActive)
    }
    merged += accounts[place...]
    isActive += self.isActive[place...]
    return AccountTable(sorted: merged, isActive: isActive)
  }

  /// The index here of each account of a table whose accounts are all in this one.
  package func indices(of table: AccountTable) -> [AccountIndex] {
    var place = 0
    return table.accounts.indices.map { other in
      // With as many accounts, they are the same.
      while count > table.count,
        !accounts[place].id.text.hasBytes(of: table.accounts[other].id.text)
      {
        place += 1
      }
      defer { place += 1 }
      return AccountIndex(UInt32(place))
    }
  }

  package var count: Int { accounts.count }

  package subscript(index: AccountIndex) -> Account { accounts[Int(index.number)] }

  package func index(of id: AccountID) -> AccountIndex? {
    slots.number(TextSlots.hash(of: id.text)) { accounts[$0].id.text.hasBytes(of: id.text) }
      .map { AccountIndex(UInt32($0)) }
  }

  package func isActive(_ index: AccountIndex) -> Bool { isActive[Int(index.number)] }
}
