import AdModel
import Testing

@Suite struct SlugTests {
  @Test(arguments: [
    ("Ad Engaged: Low", "ad-engaged-low"), ("  High!  ", "high"), ("Größe & Café", "grosse-cafe"),
    ("株式会社 1", "株式会社-1"), ("a--b__c", "a-b-c"), ("!!!", ""), ("", ""), ("R&D 2.0", "r-d-2-0"),
    ("ＦＵＬＬ", "full"), ("-a\tB\u{0}c@Z[`z{/0:9-", "a-b-c-z-z-0-9"), ("AZ az 09", "az-az-09"),
    ("AZ az 09 é", "az-az-09-e"),
  ])
  func ofNames(name: String, expected: String) {
    #expect(slug(of: name) == expected)
  }

  /// Unicode Standard Annex 15: NFC puts an accent on its letter, and orders accents.
  @Test(arguments: [
    ("", ""), ("Anna", "Anna"), ("e\u{301}", "\u{E9}"), ("\u{1100}\u{1161}", "\u{AC00}"),
    ("q\u{307}\u{323}", "q\u{323}\u{307}"), ("\u{212B}", "\u{C5}"), ("ﬁ\u{0}", "ﬁ\u{0}"),
  ])
  func composed(text: String, expected: String) {
    #expect(canonicallyComposed(text).hasBytes(of: expected))
  }
}
