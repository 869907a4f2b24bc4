import AdModel
import Testing

@Suite struct AccountTableTests {
  private func entries(_ ids: [String], isActive: Bool = true) -> [(
    account: Account, isActive: Bool
  )] {
    ids.map { (Account(id: AccountID($0)), isActive) }
  }

  @Test func sortsByBytesAndFindsEveryID() {
    let table = AccountTable(entries(["b", "é", "a", "Z", ""]))
    #expect(table.accounts.map(\.id.text) == ["", "Z", "a", "b", "é"])
    for (place, account) in table.accounts.enumerated() {
      #expect(table.index(of: account.id) == AccountIndex(UInt32(place)))
    }
    #expect(table.index(of: AccountID("c")) == nil)
  }

  @Test func addingGivesTheTableOfAll() {
    let old = ["b", "d", "f"]
    for new in [[], ["a"], ["c", "e"], ["g", "a"], ["e", "c", "a", "g"]] {
      let added = AccountTable(entries(old)).adding(entries(new, isActive: false))
      let whole = AccountTable(entries(old) + entries(new, isActive: false))
      #expect(Array(added.accounts) == Array(whole.accounts))
      #expect(added.isActive == whole.isActive)
      #expect(added.accounts.allSatisfy { added.index(of: $0.id) == whole.index(of: $0.id) })
    }
    #expect(AccountTable([]).adding(entries(["a"])).count == 1)
  }
}
