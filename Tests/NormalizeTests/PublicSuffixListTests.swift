import AdModel
import Foundation
import Testing

@testable import Normalize

@Suite struct PublicSuffixListTests {
  /// What stands behind `www.` is a suffix there, so the whole is a name below it.
  @Test(arguments: [
    ("www.gov.uk", "www.gov.uk"), ("https://www.nhs.uk/about", "www.nhs.uk"), ("www.ck", "www.ck"),
    ("www.acme.com", "acme.com"),
  ])
  func nameOfWWWBelowASuffix(text: String, expected: String) throws {
    let keys = try #require(Reference.rules.domain(text))
    #expect(keys.host == expected)
    #expect(keys.registrable == expected)
  }

  static let vectors: [(input: String, expected: String?)] = {
    let url = Reference.root.appending(path: "Tests/Vectors/psl-tests.txt")
    let text = (try? String(contentsOf: url, encoding: .utf8)) ?? ""
    return text.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("//") }.map { line in
      let parts = line.split(separator: " ").map(String.init)
      return (parts[0], parts[1] == "null" ? nil : parts[1])
    }
  }()

  @Test func vectorsAreThere() {
    #expect(Self.vectors.count == 78)
  }

  /// The vectors published with the list, both spellings of a name brought to ASCII.
  @Test(arguments: vectors)
  func publishedVector(input: String, expected: String?) throws {
    let host = HostName(input)
    let found = host.flatMap(Reference.rules.suffixes.keys)?.registrable
    #expect(found == expected.flatMap { HostName($0)?.text })
  }

  @Test(arguments: [
    ("shop.acme.co.uk", "acme.co.uk"),
    ("acme.github.io", "acme.github.io"),
    ("docs.acme.github.io", "acme.github.io"),
    ("blog.acme.xn--p1ai", "acme.xn--p1ai"),
    ("a.b.acme.example", "acme.example"),
  ])
  func registrable(text: String, expected: String) throws {
    let host = try #require(HostName(text))
    #expect(Reference.rules.suffixes.keys(of: host)?.registrable == expected)
  }

  @Test(arguments: ["github.io", "co.uk", "https://www.blogspot.com/"])
  func suffixesAreNobody(text: String) {
    #expect(Reference.rules.keys(domain: text, linkedIn: "", name: "").domain == nil)
  }

  @Test(arguments: ["", "// no rule at all\n"])
  func listWithoutSuffixIsRefused(text: String) {
    let failure = #expect(throws: RunFailure.self) {
      try PublicSuffixList(bytes: Array(text.utf8))
    }
    #expect(failure?.kind == "public_suffix_list_unreadable")
  }
}
