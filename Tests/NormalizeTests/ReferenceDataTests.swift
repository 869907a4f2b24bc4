import Testing

@testable import Normalize

@Suite struct ReferenceDataTests {
  static let legalForms: [String] =
    ((try? Reference.text("legal-forms.txt")) ?? "").split(whereSeparator: \.isNewline)
    .filter { !$0.hasPrefix("#") }.map { String($0.prefix { $0 != "\t" }) }

  @Test func formsOfManyCountries() {
    #expect(Self.legalForms.count > 250)
    #expect(Set(Self.legalForms).count == Self.legalForms.count)
  }

  @Test(arguments: legalForms)
  func formIsDroppedAtTheEndAndKeptInFront(form: String) {
    #expect(Reference.cleaned("Qwertz \(form)") == "qwertz")
    #expect(Reference.cleaned(form) != nil)
    #expect(Reference.cleaned("\(form) Qwertz") != "qwertz")
  }

  @Test(arguments: ["gmail.com", "mail.gmail.com", "T-Online.de", "jane@web.de", "yahoo.co.uk"])
  func mailProvidersIdentifyNobody(text: String) {
    #expect(Reference.rules.keys(domain: text, linkedIn: "", name: "").domain == nil)
  }

  @Test func everySharedDomainIsADomain() throws {
    for line in try Reference.text("free-mail-domains.txt").split(whereSeparator: \.isNewline)
    where !line.hasPrefix("#") {
      let host = try #require(HostName(String(line)))
      #expect(host.text == line)
      #expect(Reference.rules.suffixes.keys(of: host) != nil)
    }
  }
}
