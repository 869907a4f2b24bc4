import AdModel
import CSV
import TestSupport
import Testing

@testable import Export

@Suite struct SixSenseAccountsTests {
  private let format = AccountFormat(.sixSenseAccounts)

  @Test func aRow() throws {
    #expect(
      try format.text([AccountFormat.account])
        == "Account Name,Country,Domain\n\"Nordwind, Inc.\",DE,nordwind.example\n")
  }

  @Test func aNameOrADomainIsEnough() throws {
    #expect(try format.line(Account(id: AccountID("A"), name: "Acme")) == "Acme,,")
    #expect(try format.line(Account(id: AccountID("A"), domain: "acme.com")) == ",,acme.com")
    #expect(format.lack(Account(id: AccountID("A"), linkedIn: "acme")) == "no_name_or_domain")
  }

  /// 25,000 accounts a file; one more makes two, each under a name without spaces.
  @Test func aLongerListIsCut() throws {
    let accounts = (0..<25_001).map {
      Account(id: AccountID("A\($0 + 100_000)"), name: "n\($0)", domain: "d\($0).example")
    }
    let table = AccountTable(accounts.map { ($0, true) })
    let selection = UploadSelection(
      format.form, members: (0..<table.count).map { AccountIndex(UInt32($0)) }, accounts: table,
      contacts: nil)
    let content = UploadContent(
      format.upload, format.form, selection, accounts: table,
      before: .accounts(EarlierAccounts(all: AccountRecords([accounts[0]]), table)))
    let tables = try content.tables(table)
    #expect(
      tables.map(\.table.path)
        == ["-1", "-2", ".added", ".removed"].map { "uploads/6sense-accounts/low\($0).csv" })
    let texts = try tables.map { try $0.table.text().split(separator: "\n") }
    #expect(texts.map(\.count) == [12_501, 12_502, 25_001, 1])
    #expect(texts.map(\.first) == Array(repeating: "Account Name,Country,Domain", count: 4))
    #expect(texts[0][1...] + texts[1][1...] == accounts.map { "\($0.name),,\($0.domain)" }[...])
  }
}
