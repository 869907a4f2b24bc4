/// Every account a run can speak of: listed, made, or carried over from the base run.
package struct AccountTable: Sendable {
  /// Sorted by the ids' bytes, each id once.
  package let accounts: AccountRecords
  /// Whether an account takes part in workflows: false for one that has gone from the list.
  package let isActive: [Bool]
  /// The index of each id.
  private let slots: TextSlots

  /// - Parameter entries: in any order, ids distinct.
  package init(_ entries: [(account: Account, isActive: Bool)]) {
    let accounts = AccountRecords(entries.lazy.map(\.account))
    let isActive = entries.map(\.isActive)
    if let places = accounts.placesByID() {
      self.init(sorted: accounts.picked(places), isActive: places.map { isActive[$0] })
    } else {
      self.init(sorted: accounts, isActive: isActive)
    }
  }

  /// - Parameters:
  ///   - accounts: sorted by the ids' bytes, ids distinct.
  ///   - isActive: one for each account.
  package init(sorted accounts: AccountRecords, isActive: [Bool]) {
    self.accounts = accounts
    self.isActive = isActive
    var slots = TextSlots(capacity: accounts.count)
    for place in accounts.indices {
      unsafe slots.insert(TextSlots.hash(of: accounts.bytes(.id, of: place)), number: place)
    }
    self.slots = slots
  }

  /// This table and more accounts, in any order, whose ids are not in it yet.
  package func adding(_ entries: [(account: Account, isActive: Bool)]) -> AccountTable {
    if entries.isEmpty { return self }
    let others = AccountTable(entries)
    var isActive: [Bool] = []
    isActive.reserveCapacity(count + others.count)
    let merged = accounts.merged(with: others.accounts) { isOther, place in
      isActive.append(isOther ? others.isActive[place] : self.isActive[place])
    }
    return AccountTable(sorted: merged, isActive: isActive)
  }

  package var count: Int { accounts.count }

  package subscript(index: AccountIndex) -> Account { accounts[Int(index.number)] }

  package func id(of index: AccountIndex) -> AccountID { accounts.id(of: Int(index.number)) }

  package func index(of id: AccountID) -> AccountIndex? {
    unsafe id.text.utf8.span.withUnsafeBufferPointer { unsafe index(of: $0) }
  }

  /// The index of an id by its bytes.
  package func index(of id: UnsafeBufferPointer<UInt8>) -> AccountIndex? {
    unsafe slots.number(TextSlots.hash(of: id)) {
      unsafe byteOrder(accounts.bytes(.id, of: $0), id) == 0
    }.map { AccountIndex(UInt32($0)) }
  }

  /// The index here of each of some accounts, by id; nil for one that is not in this table. Where
  /// they are sorted by the ids' bytes nothing is looked up.
  ///
  /// - Parameter range: of the others.
  package func indices(of others: AccountRecords, _ range: Range<Int>) -> [AccountIndex?] {
    var place = range.isEmpty ? 0 : firstPlace(from: others, range.lowerBound)
    var isSorted = true
    return range.map { other in
      var order = 1
      while place < count {
        order = accounts.order(place, others, other)
        if order >= 0 { break }
        place += 1
      }
      if place < count, order == 0 { return AccountIndex(UInt32(place)) }
      // Not here, unless the others are not sorted.
      if other > range.lowerBound, others.order(other - 1, others, other) >= 0 {
        isSorted = false
      }
      return isSorted ? nil : unsafe index(of: others.bytes(.id, of: other))
    }
  }

  /// The first account that does not come before one of others, by halving.
  private func firstPlace(from others: AccountRecords, _ other: Int) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if accounts.order(middle, others, other) < 0 { low = middle + 1 } else { high = middle }
    }
    return low
  }

  package func isActive(_ index: AccountIndex) -> Bool { isActive[Int(index.number)] }
}
