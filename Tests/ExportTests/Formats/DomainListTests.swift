import AdModel
import Testing

@testable import Export

@Suite struct DomainListTests {
  @Test(arguments: [UploadFormat.rollWorksDomains, .stackAdaptDomains])
  func bareDomainsEachOnce(_ format: UploadFormat) throws {
    let domains = ["b.example", "https://www.A.example/x", "a.example", "", "A.EXAMPLE."]
    let accounts = domains.enumerated().map {
      Account(id: AccountID("A\($0)"), name: "n", domain: $1)
    }
    #expect(try AccountFormat(format).text(accounts) == "domain\na.example\nb.example\n")
    #expect(AccountFormat(format).lack(accounts[3]) == "no_domain")
  }
}
