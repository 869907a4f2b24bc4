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
    ("https://www.acme.com.", "acme.com"), ("https://acme/x.y", ""), ("https://acme", ""),
    ("https://jane@acme.com", "acme.com"), ("https://acme.com/x?u=ftp://other.com", "acme.com"),
    ("acme.com/x?u=ftp://other.com", "other.com"), ("http://acme.com:80", "acme.com"),
    ("://acme.com", "acme.com"), ("https:acme.com", ""), ("https:/", ""), (".", ""),
    ("www.acme.", "www.acme"), ("acme_x.com", "acme_x.com"),
    ("us.acme.co.uk#top", "us.acme.co.uk"), ("acme.com\\x", "acme.com"),
  ])
  func theBareHost(domain: String, host: String) {
    let accounts = AccountRecords([Account(id: AccountID("A-1"), domain: domain)])
    #expect(AccountKey.host.text(accounts, 0) == host)
  }
}
