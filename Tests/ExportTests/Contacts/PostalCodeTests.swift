import Testing

@testable import Export

@Suite struct PostalCodeTests {
  @Test(arguments: [
    ("94016", "US", "94016"), (" 94016-1234 ", "US", "94016-1234"),
    ("940161234", "US", "94016-1234"), ("94016 1234", "US", "94016-1234"),
    ("WC2H  8LG", "GB", "WC2H 8LG"),
    ("2116", "AU", "2116"), ("2116", "", "2116"), ("01310-200", "BR", "01310-200"),
  ])
  func aCode(text: String, country: String, expected: String) {
    #expect(PostalCode(text, in: CountryCode(country))?.text == expected)
  }

  /// At an account of the United States somebody may live elsewhere, unless a code of digits alone says
  /// nothing of the kind.
  @Test(arguments: [
    ("K1A 0B1", "K1A 0B1", false), ("940161234", "94016-1234", true), ("2116", nil, false),
  ])
  func whereTheCountryIsNotCertain(text: String, expected: String?, isOfUnitedStates: Bool) {
    let code = PostalCode(text, in: CountryCode("US"), isCertain: false)
    #expect(code?.text == expected)
    #expect(code?.isOfUnitedStates ?? false == isOfUnitedStates)
  }

  @Test(arguments: [
    ("2116", "US"), ("94016123", "US"), ("94016-", "US"), ("9401-61234", "US"), ("WC2H 8LG", "US"),
    ("-", "DE"),
    ("", "DE"),
    ("an address that is no postal code", "DE"), ("٩٤٠١٦", "US"),
  ])
  func noCode(text: String, country: String) {
    #expect(PostalCode(text, in: CountryCode(country)) == nil)
  }
}
