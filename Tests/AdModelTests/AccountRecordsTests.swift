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

  @Test(arguments: [0, 1, 2, 3, 7, 8, 9, 100])
  func placesOfIDs(count: Int) {
    // 100, 102, 104…
    let records = AccountRecords((0..<count).map { Account(id: AccountID("\(100 + 2 * $0)")) })
    for number in 99...(101 + 2 * count) {
      let place = number % 2 == 0 ? (number - 100) / 2 : nil
      #expect(
        records.place(of: AccountID("\(number)"))
          == place.flatMap { records.indices.contains($0) ? $0 : nil })
      let id = Array("\(number)".utf8)
      let expected = records.indices.first { records.id(of: $0).text >= "\(number)" } ?? count
      for start in 0...expected {
        let found = unsafe id.withUnsafeBufferPointer {
          unsafe records.firstPlace(notBefore: $0, from: start)
        }
        #expect(found == expected)
      }
    }
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
