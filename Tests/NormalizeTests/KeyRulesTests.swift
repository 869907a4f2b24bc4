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

  /// Where no text is made the keys are those of the text.
  @Test(arguments: [
    "acme.com", "shop.acme.co.uk", "https://www.acme.de/about", "HTTP://ACME.de", "acme.github.io",
    "co.uk", "github.io", "gmx.de", "mail.gmx.de", "linkedin.com", "linkedin.com/company/acme",
    "https://de.linkedin.com/in/jane", "notlinkedin.com", "münchner.de", "", "localhost",
    "10.0.0.1",
    "www.ck", "a.b.c.unknown", "https://www.gov.uk/x", "www.nhs.uk", "facebook.com/acme",
    "https://www.facebook.com/", "facebook.com",
  ])
  func keysByBytesAreThoseOfTheText(text: String) {
    var told: [[String?]] = []
    unsafe text.utf8.span.withUnsafeBufferPointer { bytes in
      unsafe rules.withDomain(bytes) { host, registrable in
        let hostText = String(decoding: host.indices.map { host[$0] }, as: UTF8.self)
        var rest: String?
        if let registrable {
          rest = String(decoding: registrable.indices.map { registrable[$0] }, as: UTF8.self)
        }
        told.append([hostText, rest])
      }
    }
    let keys = rules.domain(text)
    #expect(told == (keys.map { [[$0.host, $0.isRegistrable ? nil : $0.registrable]] } ?? []))
  }
}
