import AdModel
import Testing

@Suite struct AccountRecordsTests {
  private static let accounts = [
    Account(
      id: AccountID("b"), name: "Bö & Co", domain: "b.example", linkedIn: "b", country: "DE",
      parentID: AccountID("a")),
    Account(id: AccountID("a")),
    Account(id: AccountID(""), country: "US"),
    Account(id: AccountID("é"), name: String(repeating: "long ", count: 1 << 18)),
    Account(id: AccountID("ab"), domain: "ab.example"),
  ]

  private func ids(_ accounts: AccountRecords) -> [String] { accounts.map(\.id.text) }

  @Test func givesBackWhatWentIn() {
    let records = AccountRecords(Self.accounts)
    #expect(Array(records) == Self.accounts)
    #expect(records.text(.parentID, of: 0) == "a")
    #expect(records.text(.parentID, of: 1) == "")
    #expect(AccountRecords().isEmpty)
  }

  @Test func sortedListsMergeAndSayWhence() throws {
    let records = AccountRecords(Self.accounts)
    let sorted = records.picked(try #require(records.placesByID()))
    #expect(ids(sorted) == ["", "a", "ab", "b", "é"])
    let others = AccountRecords(["0", "aa", "z"].map { Account(id: AccountID($0)) })
    var origins: [String] = []
    let merged = sorted.merged(with: others) { origins.append("\($0 ? "other " : "")\($1)") }
    #expect(ids(merged) == ["", "0", "a", "aa", "ab", "b", "z", "é"])
    #expect(origins == ["0", "other 0", "1", "other 1", "2", "3", "other 2", "4"])
    #expect(merged[5] == Self.accounts[0])
  }

  /// The lists that a merged one was made of may be gone.
  @Test func mergedListsKeepTheirBytes() {
    func merged() -> AccountRecords {
      AccountRecords([Self.accounts[0]]).merged(with: AccountRecords([Self.accounts[3]])) { _, _ in
      }
    }
    #expect(Array(merged()) == [Self.accounts[0], Self.accounts[3]])
  }

  @Test(arguments: [
    ["a", "c", "e"], ["e", "a", "c", "b"], ["c", "a", "b", "e"], [], ["f", "0"],
  ])
  func aTableFindsAccountsInAnyOrder(others: [String]) {
    let table = AccountTable(["a", "b", "c", "d"].map { (Account(id: AccountID($0)), true) })
    let records = AccountRecords(others.map { Account(id: AccountID($0)) })
    let expected = others.map { table.index(of: AccountID($0)) }
    for start in 0...others.count {
      for end in start...others.count {
        #expect(table.indices(of: records, start..<end) == Array(expected[start..<end]))
      }
    }
  }
}
