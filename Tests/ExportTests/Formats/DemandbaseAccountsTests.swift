import AdModel
import Testing

@testable import Export

@Suite struct DemandbaseAccountsTests {
  private let format = AccountFormat(.demandbaseAccounts)

  @Test func aRow() throws {
    #expect(
      try format.text([AccountFormat.account])
        == "Account Name,Account Domain,External Account ID\n"
        + "\"Nordwind, Inc.\",nordwind.example,A-1\n")
  }

  /// An id that was made from what exports say means nothing to a CRM.
  @Test(arguments: ["domain:acme.com", "linkedin:acme", "name:acme"])
  func madeIDsStayOut(id: String) throws {
    let account = Account(id: AccountID(id), name: "Acme", domain: "acme.com")
    #expect(try format.line(account) == "Acme,acme.com,")
  }

  @Test func nameAndDomainAreNeeded() {
    #expect(format.lack(Account(id: AccountID("A"), name: "Acme")) == "no_domain")
    #expect(format.lack(Account(id: AccountID("A"), domain: "acme.com")) == "no_name")
    #expect(format.lack(Account(id: AccountID("A"))) == "no_name_and_domain")
  }
}
