import Testing

@testable import Normalize

@Suite struct KeyRulesTests {
  let rules = Reference.rules

  @Test func everyKeyOfACompany() {
    let keys = rules.keys(
      domain: "https://shop.acme.co.uk/", linkedIn: "linkedin.com/company/Acme", name: "ACME Ltd")
    #expect(keys.domain == DomainKeys(host: "shop.acme.co.uk", registrableLength: 10))
    #expect(keys.linkedIn == "acme")
    #expect(keys.name == "acme")
  }

  @Test func aLinkedInPageInPlaceOfADomainIsThePage() {
    let keys = rules.keys(
      domain: "https://www.linkedin.com/company/acme/", linkedIn: "", name: "")
    #expect(keys.domain == nil)
    #expect(keys.linkedIn == "acme")
  }

  @Test func linkedInItselfHasADomain() {
    #expect(
      rules.keys(domain: "https://www.linkedin.com/", linkedIn: "", name: "").domain?.host
        == "linkedin.com")
  }
}
