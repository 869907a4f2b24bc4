import AdModel

@testable import Export

extension EarlierAccounts {
  /// An upload of all accounts that were known.
  ///
  /// - Parameter known: sorted by the ids' bytes.
  init(all known: AccountRecords, _ table: AccountTable, unknown: Set<AccountID> = []) {
    self.init(
      known: known, indices: table.indices(of: known, 0..<known.count),
      places: Array(known.indices), unknown: unknown)
  }
}
