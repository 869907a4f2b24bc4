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
    if place == "around" {
      #expect(isDropped("\(parts[0]) Qwertz \(parts[1])"))
      #expect(!isDropped("\(parts[0]) Qwertz"))
      return
    }
    #expect(isDropped("Qwertz \(form)") == !["front only", "quotes only"].contains(place))
    #expect(isDropped("\(form) Qwertz") == ["front", "front only"].contains(place))
    let inFrontOfQuotes = ["front", "front of quotes", "front only", "quotes only"]
    #expect(isDropped("\(form) \"Qwertz\"") == inFrontOfQuotes.contains(place))
    if place == "apart" {
      let closed = form.filter(\.isLetter).lowercased()
      #expect(!isDropped("Qwertz \(closed)"))
    }
    if place == "as written" { #expect(!isDropped("Qwertz \(form.lowercased())")) }
  }

  @Test(arguments: [
    "gmail.com", "mail.gmail.com", "T-Online.de", "jane@web.de", "yahoo.co.uk",
    "https://www.facebook.com/acmebakery", "m.facebook.com/acme/",
    "https://sites.google.com/view/acme",
    "https://www.linkedin.com/in/jane", "x.com/acme?s=1", "https://github.com/acme",
  ])
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

  @Test(arguments: [
    "facebook.com", "https://www.facebook.com/", "https://facebook.com/?ref=x",
    "https://github.com#top",
    "https://about.meta.com/acme", "https://about.facebook.com/company",
    "https://acme.substack.com/about",
  ])
  func theHostOfPagesAloneIsItsCompany(text: String) {
    #expect(Reference.rules.domain(text) != nil)
  }

  @Test(arguments: ["free-mail-domains.txt", "page-hosts.txt"])
  func everySharedDomainIsADomain(list: String) throws {
    for line in try Reference.text(list).split(whereSeparator: \.isNewline)
    where !line.hasPrefix("#") {
      let host = try #require(HostName(String(line)))
      #expect(host.text == line)
      #expect(Reference.rules.suffixes.keys(of: host) != nil)
    }
  }
}
