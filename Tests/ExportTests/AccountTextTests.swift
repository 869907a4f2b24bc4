import AdModel
import Testing

@testable import Export

@Suite struct AccountTextTests {
  @Test(arguments: [
    ("acme.com", "acme.com"), ("https://www.Acme.com/de?x=1", "acme.com"),
    ("HTTP://acme.com:8080/", "acme.com"), ("www.acme.com", "acme.com"), ("www.de", "www.de"),
    ("jane@acme.com", "acme.com"), ("//acme.com/x", "acme.com"), ("acme.com.", "acme.com"),
    ("acme.com//x", "acme.com"), ("WWW.Acme.COM", "acme.com"), ("www.", ""),
    ("BÜCHER.example", "bücher.example"),
    ("acme.com, acme.de", ""), ("localhost", ""), ("none", ""), ("", ""), ("https://", ""),
    ("bücher.example", "bücher.example"),
    ("us.acme.co.uk#top", "us.acme.co.uk"), ("acme.com\\x", "acme.com"),
  ])
  func theBareHost(domain: String, host: String) {
    #expect(AccountText.host(domain) == host)
    var domain = domain
    #expect(domain.withUTF8 { unsafe AccountText.hasHost($0) } == !host.isEmpty)
  }

  @Test func theWebsite() {
    #expect(AccountText.website("www.acme.com/x") == "https://acme.com")
    #expect(AccountText.website("") == "")
  }
}
