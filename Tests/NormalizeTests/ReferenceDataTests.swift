import Foundation
import Testing

@testable import Normalize

@Suite struct ReferenceDataTests {
  /// The fields of every line that is no comment.
  static let legalForms: [[String]] =
    ((try? Reference.text("legal-forms.txt")) ?? "").split(whereSeparator: \.isNewline)
    .filter { !$0.hasPrefix("#") }.map { $0.split(separator: "\t").map(String.init) }

  @Test func formsOfManyCountries() {
    #expect(Self.legalForms.count > 400)
    #expect(Set(Self.legalForms.map { $0[0] }).count == Self.legalForms.count)
    let countries = Self.legalForms.flatMap { $0[1].split(separator: " ") }
    #expect(Set(countries.filter { $0.count == 2 }).count > 80)
  }

  @Test(arguments: legalForms)
  func formIsDroppedWhereItStands(fields: [String]) {
    let form = fields[0]
    let parts = form.components(separatedBy: " … ")
    let place = fields.count > 2 ? fields[2] : parts.count > 1 ? "around" : "behind"
    func isDropped(_ name: String) -> Bool { Reference.cleaned(name) == "qwertz" }
    #expect(Reference.cleaned(form) != nil)
    #expect(isDropped("Qwertz \(parts[parts.count - 1])") == (place != "front only"))
    #expect(isDropped("\(form) Qwertz") == ["front", "front only"].contains(place))
    #expect(
      isDropped("\(parts[0]) \"Qwertz\"")
        == ["front", "front of quotes", "front only"].contains(place) || place == "around")
    #expect(
      isDropped("\(parts[0]) Qwertz \(parts[parts.count - 1])")
        == ["around", "front"].contains(place))
  }

  @Test(arguments: ["gmail.com", "mail.gmail.com", "T-Online.de", "jane@web.de", "yahoo.co.uk"])
  func mailProvidersIdentifyNobody(text: String) {
    #expect(Reference.rules.keys(domain: text, linkedIn: "", name: "").domain == nil)
  }

  @Test func aPipelineNamesMoreSharedDomains() throws {
    let rules = try KeyRules.builtIn(sharedDomains: [
      "Provider.example", "https://www.münchen.example/",
    ])
    for text in [
      "provider.example", "mail.provider.example", "xn--mnchen-3ya.example", "gmail.com",
    ] {
      #expect(rules.domain(text) == nil)
    }
    #expect(rules.domain("other.example") != nil)
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
