import AdModel
import Testing

@testable import Export

@Suite struct EarlierAccountsTests {
  private let known = AccountRecords(
    ["A1", "A2", "B1", "B2", "C1"].map { Account(id: AccountID($0)) })
  /// A1 is 0, B1 is 1, D1 is 2.
  private let table = AccountTable(["A1", "B1", "D1"].map { (Account(id: AccountID($0)), true) })

  @Test func whoTheyAreToday() {
    let earlier = EarlierAccounts(
      known: known, indices: table.indices(of: known, 0..<5), places: [0, 1, 2],
      unknown: [AccountID("D1"), AccountID("X")])
    let today = earlier.today(table, joins: [:])
    #expect(today.accounts.map(\.number) == [0, 1, 2])
    #expect(today.goneCount == 2)
  }

  /// Two that count as one by now are one.
  @Test func joinedOnesAreOne() {
    let earlier = EarlierAccounts(
      known: known, indices: table.indices(of: known, 0..<5), places: [0, 1, 2, 3],
      unknown: [AccountID("X")])
    let today = earlier.today(
      table,
      joins: [
        AccountID("A1"): AccountIndex(2), AccountID("A2"): AccountIndex(1),
        AccountID("X"): AccountIndex(2),
      ])
    #expect(today.accounts.map(\.number) == [1, 2])
    #expect(today.goneCount == 1)
  }
}
