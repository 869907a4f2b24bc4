import AdModel
import Testing

@Suite struct SlugTests {
  @Test(arguments: [
    ("Ad Engaged: Low", "ad-engaged-low"), ("  High!  ", "high"), ("Größe & Café", "grosse-cafe"),
    ("株式会社 1", "株式会社-1"), ("a--b__c", "a-b-c"), ("!!!", ""), ("", ""), ("R&D 2.0", "r-d-2-0"),
    ("ＦＵＬＬ", "full"),
  ])
  func ofNames(name: String, expected: String) {
    #expect(slug(of: name) == expected)
  }
}
