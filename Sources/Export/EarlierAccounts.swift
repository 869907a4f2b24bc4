package import AdModel

/// The accounts of an earlier upload, as they were known then.
package struct EarlierAccounts: Sendable {
  /// All accounts that were known, sorted by the ids' bytes.
  package let known: AccountRecords
  /// Of each of those: its index in the table of today.
  package let indices: [AccountIndex?]
  /// Those of the upload, by their places among the known, sorted, each once.
  package let places: [Int]
  /// The others of the upload.
  package let unknown: Set<AccountID>

  package init(
    known: AccountRecords, indices: [AccountIndex?], places: [Int], unknown: Set<AccountID> = []
  ) {
    self.known = known
    self.indices = indices
    self.places = places
    self.unknown = unknown
  }

  /// Which accounts of the table of today they are, sorted, each once, and how many are none of
  /// them.
  ///
  /// - Parameter joins: ids that count as other accounts by now.
  package func today(
    _ table: AccountTable, joins: [AccountID: AccountIndex]
  ) -> (accounts: [AccountIndex], goneCount: Int) {
    var joined: [Int: AccountIndex] = [:]
    for (id, index) in joins {
      if let place = known.place(of: id) { joined[place] = index }
    }
    var accounts: [AccountIndex] = []
    accounts.reserveCapacity(places.count)
    var goneCount = 0
    func count(_ index: AccountIndex?) {
      if let index { accounts.append(index) } else { goneCount += 1 }
    }
    for place in places {
      count(joined.isEmpty ? indices[place] : joined[place] ?? indices[place])
    }
    for id in unknown { count(joins[id] ?? table.index(of: id)) }
    return (accounts.sortedDistinct(), goneCount)
  }
}
