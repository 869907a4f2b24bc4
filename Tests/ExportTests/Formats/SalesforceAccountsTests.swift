import AdModel
import Testing

@testable import Export

@Suite struct SalesforceAccountsTests {
  private let format = AccountFormat(.salesforceAccounts)

  @Test func aRow() throws {
    #expect(
      try format.text([AccountFormat.account])
        == "Name,Website,BillingCountry,AccountNumber\n"
        + "\"Nordwind, Inc.\",https://nordwind.example,DE,A-1\n")
  }

  @Test func aNameIsNeeded() {
    #expect(format.lack(Account(id: AccountID("A"), domain: "acme.com")) == "no_name")
  }

  /// Fields are not longer than Salesforce's: names are cut between characters, an id that is too
  /// long is left out, since a part of it would be another one.
  @Test func fieldsAreNotTooLong() throws {
    let account = Account(
      id: AccountID(String(repeating: "x", count: 41)),
      name: String(repeating: "n", count: 254) + "👩‍👩‍👧", country: String(repeating: "c", count: 81))
    #expect(
      try format.line(account)
        == String(repeating: "n", count: 254) + ",," + String(repeating: "c", count: 80) + ",")
  }
}
