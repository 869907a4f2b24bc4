import AdModel
import Testing

@testable import Export

@Suite struct HubSpotCompaniesTests {
  private let format = AccountFormat(.hubSpotCompanies)

  @Test func aRow() throws {
    #expect(
      try format.text([AccountFormat.account])
        == "Company name,Company domain name,Country/Region,LinkedIn Company Page\n"
        + "\"Nordwind, Inc.\",nordwind.example,DE,https://www.linkedin.com/company/nordwind\n")
  }

  /// A row without one would make a new company at each import.
  @Test func aDomainIsNeeded() {
    #expect(format.lack(Account(id: AccountID("A"), name: "Acme")) == "no_domain")
  }
}
