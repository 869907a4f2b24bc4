import AdModel
import Testing

@testable import Normalize

@Suite struct AccountListTests {
  static let columns: [AccountColumn: String] = [
    .id: "Account ID", .name: "Name", .domain: "Website", .linkedIn: "Page", .country: "Land",
    .parent: "Parent",
  ]
  static let header = "Account ID,Name,Website,Page,Land,Parent,Owner\n"

  private func failure(
    reading text: String, columns: [AccountColumn: String] = Self.columns
  ) throws -> RunFailure? {
    var failure: RunFailure?
    try Reference.withFile(text) { path in
      failure = #expect(throws: RunFailure.self) {
        try AccountList.read(path: path, columns: columns)
      }
      #expect(failure?.place.hasPrefix(path) == true)
    }
    return failure
  }

  @Test func readsEveryColumn() throws {
    let text = Self.header + "A1, \"Acme, Inc.\" ,acme.com,company/acme,US,A0,Jo\nA0,,,,,,\n"
    try Reference.withFile(text) { path in
      let list = try AccountList.read(path: path, columns: Self.columns)
      #expect(
        Array(list.table.accounts) == [
          Account(id: AccountID("A0")),
          Account(
            id: AccountID("A1"), name: "Acme, Inc.", domain: "acme.com", linkedIn: "company/acme",
            country: "US", parentID: AccountID("A0")),
        ])
      #expect(list.lineNumbers == [3, 2])
    }
  }

  @Test func columnsThatAreNotNamedGoByTheirOwnName() throws {
    try Reference.withFile("name,id\nAcme,A1\n") { path in
      let list = try AccountList.read(path: path, columns: [:])
      #expect(Array(list.table.accounts) == [Account(id: AccountID("A1"), name: "Acme")])
    }
  }

  @Test func noIDColumnNamesTheColumnsThereAre() throws {
    let failure = try failure(reading: "Account Id,Name,Website,Page,Land,Parent\nA1,,,,,\n")
    #expect(failure?.kind == "column_missing")
    #expect(failure?.place.hasSuffix(":1") == true)
    #expect(
      failure?.what == "there is no column 'Account ID'; "
        + "the columns are: Account Id, Name, Website, Page, Land, Parent")
    #expect(failure?.mend.contains("'Account Id'") == true)
  }

  @Test func emptyFileAndEmptyList() throws {
    #expect(try failure(reading: "")?.kind == "column_missing")
    #expect(try failure(reading: Self.header)?.kind == "account_list_empty")
  }

  @Test func twoColumnsOfOneName() throws {
    #expect(try failure(reading: "id,name,id\n", columns: [:])?.kind == "column_twice")
  }

  @Test func anIDTwiceNamesBothLines() throws {
    let failure = try failure(reading: "id,name\nA1,\"x\ny\"\nA2,\nA1,\n", columns: [:])
    #expect(failure?.kind == "account_id_twice")
    #expect(failure?.place.hasSuffix(":5") == true)
    #expect(failure?.what == "account id 'A1' stands on line 2 too")
  }

  @Test func aBlankID() throws {
    let failure = try failure(reading: "id,name\nA1,x\n  ,y\n", columns: [:])
    #expect(failure?.kind == "account_id_blank")
    #expect(failure?.place.hasSuffix(":3") == true)
  }

  @Test(arguments: [
    ("A1,x,y\n", "list_row_width"), ("A1\n", "list_row_width"),
    ("A1,\"x\"y\n", "list_row_unreadable"), ("A1,\"x\n", "list_row_unreadable"),
  ])
  func aBrokenRow(row: String, kind: String) throws {
    let failure = try failure(reading: "id,name\nA0,x\n" + row, columns: [:])
    #expect(failure?.kind == kind)
    #expect(failure?.place.hasSuffix(":3") == true)
  }
}
