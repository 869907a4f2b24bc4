import TestSupport
import Testing

@testable import Normalize

@Suite struct HostNameTests {
  @Test(arguments: [
    ("acme.com", "acme.com"),
    ("  ACME.com\t", "acme.com"),
    ("acme.com.", "acme.com"),
    ("www.acme.com", "acme.com"),
    ("WWW.Acme.Co.UK", "acme.co.uk"),
    ("www2.acme.com", "www2.acme.com"),
    ("wwwacme.com", "wwwacme.com"),
    ("www.ck", "www.ck"),
    ("http://acme.com", "acme.com"),
    ("HTTPS://www.acme.com/", "acme.com"),
    ("https:// acme.com", "acme.com"),
    ("//acme.com/about", "acme.com"),
    ("acme.com//about", "acme.com"),
    ("acme.com/a/b.html?x=1#top", "acme.com"),
    ("acme.com?utm_source=x", "acme.com"),
    ("acme.com#top", "acme.com"),
    ("acme.com\\about", "acme.com"),
    ("https://acme.com/redirect?to=https://other.com/@you", "acme.com"),
    ("https://user:secret@acme.com:8443/path", "acme.com"),
    ("acme.com:443", "acme.com"),
    ("acme.com:", "acme.com"),
    ("ftp://files.acme.com", "files.acme.com"),
    ("jane.doe@acme.com", "acme.com"),
    ("mailto:Jane@Acme.com?subject=Hi", "acme.com"),
    ("a_b.acme.com", "a_b.acme.com"),
    ("3m.com", "3m.com"),
    ("1and1.com", "1and1.com"),
    ("4.acme.com", "4.acme.com"),
    ("acme.com?u=https://other.com", "acme.com"),
    ("acme.com#//other.com", "acme.com"),
  ])
  func readsHost(text: String, expected: String) {
    #expect(HostName(text)?.text == expected)
  }

  @Test(arguments: [
    ("münchen.de", "xn--mnchen-3ya.de"),
    ("MÜNCHEN.de", "xn--mnchen-3ya.de"),
    ("xn--mnchen-3ya.de", "xn--mnchen-3ya.de"),
    ("XN--MNCHEN-3YA.DE", "xn--mnchen-3ya.de"),
    ("mu\u{308}nchen.de", "xn--mnchen-3ya.de"),
    ("https://www.münchen.de/straße", "xn--mnchen-3ya.de"),
    ("https://acme.com/straße", "acme.com"),
    ("faß.de", "xn--fa-hia.de"),
    ("食狮.公司.cn", "xn--85x722f.xn--55qx5d.cn"),
    ("食狮。公司。cn", "xn--85x722f.xn--55qx5d.cn"),
    ("他们为什么不说中文.cn", "xn--ihqwcrb4cv8a8dqg056pqjye.cn"),
    ("почемужеонинеговорятпорусски.рф", "xn--b1abfaaepdrnnbgefbadotcwatmq2g4l.xn--p1ai"),
    ("3年B組金八先生.jp", "xn--3b-ww4c5e180e575a65lsy2b.jp"),
    ("ａｃｍｅ.com", "acme.com"),
    ("acme．com", "acme.com"),
  ])
  func writesPunycode(text: String, expected: String) {
    #expect(HostName(text)?.text == expected)
  }

  @Test(arguments: [
    "", " ", ".", "..", "acme", "com", "localhost", "http://localhost:8080/", "printer.local",
    "db.internal", "192.168.0.1", "http://8.8.8.8/x", "10.1", "[2001:db8::1]",
    "http://[::1]:80/", "2001:db8::1", ".acme.com", "acme..com", "acme.com..", "-acme.com",
    "acme-.com", "acme com", "acme.com, acme.de", "ac!me.com", "*.acme.com", "n/a", "-", "@",
    "jane@", "javascript:void(0)", "a@acme.com;b@other.com", "a@acme.com, b@other.com",
    "acme.com other.com", "a@acme.com b@other.com",
  ])
  func identifiesNobody(text: String) {
    #expect(HostName(text) == nil)
  }

  @Test func limitsOfLength() {
    let label = String(repeating: "a", count: 63)
    #expect(HostName(label + ".com") != nil)
    #expect(HostName(label + "a.com") == nil)
    #expect(HostName([label, label, label, label].joined(separator: ".") + ".com") == nil)
  }

  @Test(arguments: ["https://www.münchen.de/x", "WWW.Acme.co.uk", "jane@3m.com", "www.ck"])
  func readingAgainChangesNothing(text: String) throws {
    let once = try #require(HostName(text))
    #expect(HostName(once.text) == once)
  }

  /// A blank in front sends a text the long way: both ways give the same host.
  @Test(arguments: UInt64(0)..<20)
  func theShortWayFindsWhatTheLongOneDoes(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let parts = [
      "https://", "http://", "www.", "acme", "a", "-", "_", ".", ".", ".", "com", "local",
      "localhost", "internal", "1", "123", "co.uk", "/", "/x@y", "?", "#", "@", ":", ":80", "A",
      "é", " ", "\\", "//", "mailto:", String(repeating: "x", count: 63), "xn--p1ai",
    ]
    for _ in 0..<2000 {
      let text = (0..<Int.random(in: 1...7, using: &generator)).map { _ in
        parts.randomElement(using: &generator) ?? ""
      }.joined()
      #expect(HostName(text) == HostName(" " + text), "\(text)")
    }
    let long = Array(repeating: String(repeating: "x", count: 49), count: 5).joined(separator: ".")
    for tail in ["", ".yy", ".yyy", ".yyyy"] {
      #expect(HostName(long + tail) == HostName(" " + long + tail))
    }
  }
}
