import AdModel
import Testing

@testable import Export

/// What platforms are told to add and to remove, so that both files in either order leave what the
/// whole file says.
@Suite struct UploadDifferenceTests {
  private func account(_ id: String, _ name: String, _ domain: String) -> Account {
    Account(id: AccountID(id), name: name, domain: domain)
  }

  /// The ids that are added, and the domains that are removed, between two HubSpot uploads.
  private func difference(
    from old: [Account], to new: [Account]
  ) throws -> (added: [String], removed: [String]) {
    let form = UploadFormat.hubSpotCompanies.form(
      Segment(id: SegmentID("low"), name: "Low"), UploadOptions())
    guard case .accounts(let rows) = form.rows else {
      Issue.record("no rows of accounts")
      return ([], [])
    }
    let table = AccountTable(new.map { ($0, true) })
    let records = AccountRecords(old.sorted { $0.id.text.precedesInBytes($1.id.text) })
    let difference = AccountDifference(
      rows, (0..<table.count).map { AccountIndex(UInt32($0)) }, table.accounts,
      EarlierAccounts(all: records, table))
    return (difference.added.map { table[$0].id.text }, difference.removed.map(\.domain))
  }

  @Test func nothingIsOther() throws {
    let accounts = [
      account("A1", "Alder", "alder.example"), account("A2", "Birch", "birch.example"),
    ]
    let difference = try difference(from: accounts, to: accounts)
    #expect(difference.added == [])
    #expect(difference.removed == [])
  }

  @Test func oneCameAndOneLeft() throws {
    let difference = try difference(
      from: [account("A1", "Alder", "alder.example")],
      to: [account("A2", "Birch", "birch.example")])
    #expect(difference.added == ["A2"])
    #expect(difference.removed == ["alder.example"])
  }

  /// The platform knows the company by the domain that it was given.
  @Test func aDomainThatChanged() throws {
    let difference = try difference(
      from: [account("A1", "Alder", "alder.example")], to: [account("A1", "Alder", "new.example")])
    #expect(difference.added == ["A1"])
    #expect(difference.removed == ["alder.example"])
  }

  /// Where a platform finds companies by several things, each is removed by itself.
  @Test func whatStillFindsACompanyStays() throws {
    let form = UploadFormat.linkedInCompanyList.form(
      Segment(id: SegmentID("low"), name: "Low"), UploadOptions())
    guard case .accounts(let rows) = form.rows else {
      Issue.record("no rows of accounts")
      return
    }
    let old = AccountRecords([
      account("A1", "Alder", ""), account("A2", "Birch", "birch.example"),
      account("A3", "Cedar", "cedar.example"),
    ])
    let table = AccountTable([
      (account("A1", "Alder", "alder.example"), true),
      (account("A2", "Birch", "new.example"), true),
    ])
    let difference = AccountDifference(
      rows, [AccountIndex(0), AccountIndex(1)], table.accounts, EarlierAccounts(all: old, table))
    #expect(difference.added.map(\.number) == [0, 1])
    #expect(
      Array(difference.removed) == [
        account("A2", "", "birch.example"), account("A3", "Cedar", "cedar.example"),
      ])
  }

  @Test func aNameThatChanged() throws {
    let difference = try difference(
      from: [account("A1", "Alder", "alder.example")],
      to: [account("A1", "Alder AG", "https://www.alder.example")])
    #expect(difference.added == ["A1"])
    #expect(difference.removed == [])
  }

  /// The platform may not tell the two ways apart in which its name can be written.
  @Test func aNameInOtherCodePoints() throws {
    let form = UploadFormat.sixSenseAccounts.form(
      Segment(id: SegmentID("low"), name: "Low"), UploadOptions())
    guard case .accounts(let rows) = form.rows else {
      Issue.record("no rows of accounts")
      return
    }
    let old = AccountRecords([account("A1", "Mu\u{308}ller", ""), account("A2", "Muller", "")])
    let table = AccountTable([(account("A1", "M\u{FC}ller", ""), true)])
    let difference = AccountDifference(
      rows, [AccountIndex(0)], table.accounts, EarlierAccounts(all: old, table))
    #expect(difference.added.map(\.number) == [0])
    #expect(difference.removed.map(\.id.text) == ["A2"])
  }

  /// Its domain is still wanted: to remove it would take out the other one.
  @Test func oneOfTwoOnADomainLeft() throws {
    let difference = try difference(
      from: [account("A1", "Alder", "alder.example"), account("A2", "Alder 2", "alder.example")],
      to: [account("A1", "Alder", "alder.example")])
    #expect(difference.added == [])
    #expect(difference.removed == [])
  }

  /// One company under another id.
  @Test func anIDThatWasJoined() throws {
    let difference = try difference(
      from: [account("domain:alder.example", "", "alder.example")],
      to: [account("A1", "Alder", "alder.example")])
    #expect(difference.added == ["A1"])
    #expect(difference.removed == [])
  }

  // MARK: People

  /// E-mail, phone, then name and zip together, and a column that identifies nobody.
  private static let rows = UploadForm.RecordRows(
    origin: .contacts { _, _ in ContactRow(nil) }, keys: [[0], [1], [2, 3]])

  private func removed(_ old: [[String]], _ new: [[String]]) -> [[String]] {
    UploadDifferenceTests.rows.removed(old, without: new)
  }

  @Test func whoLeftIsRemovedWhole() {
    let ann = ["ann@a.example", "+1", "ann lee", "94016", "CMO"]
    #expect(removed([ann], [["bob@a.example", "", "", "", ""]]) == [ann])
    #expect(UploadDifferenceTests.rows.added([ann], to: [ann]) == [])
  }

  /// A phone that changed is removed, and the person is not.
  @Test func aValueThatChanged() {
    let old = ["ann@a.example", "+1", "ann lee", "94016", "CMO"]
    let new = ["ann@a.example", "+2", "ann lee", "94016", "CMO"]
    #expect(UploadDifferenceTests.rows.added([new], to: [old]) == [new])
    #expect(removed([old], [new]) == [["", "+1", "", "", "CMO"]])
  }

  /// A phone that somebody else has is still wanted.
  @Test func aValueThatIsShared() {
    let cat = ["cat@a.example", "+2", "", "", ""]
    let dan = ["", "+2", "", "", ""]
    #expect(removed([cat, dan], [dan]) == [["cat@a.example", "", "", "", ""]])
  }

  /// What was known by a phone alone gained an address.
  @Test func aValueThatWasGained() {
    let old = ["", "+1", "ann lee", "94016", ""]
    let new = ["ann@a.example", "+1", "ann lee", "94016", ""]
    #expect(UploadDifferenceTests.rows.added([new], to: [old]) == [new])
    #expect(removed([old], [new]) == [])
  }

  /// Of several columns that identify together, all stand or none.
  @Test func namesGoWhole() {
    let old = ["ann@a.example", "", "ann lee", "94016", ""]
    let new = ["ann@a.example", "", "ann lee", "10115", ""]
    #expect(removed([old], [new]) == [["", "", "ann lee", "94016", ""]])
  }
}
