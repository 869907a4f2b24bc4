import Testing

@testable import Export

@Suite struct CountryCodeTests {
  @Test(arguments: [
    ("DE", "DE"), ("de", "DE"), (" De ", "DE"), ("DEU", "DE"), ("Germany", "DE"),
    ("GERMANY", "DE"), ("Deutschland", "DE"), ("Allemagne", "DE"), ("Alemania", "DE"),
    ("Germania", "DE"), ("Duitsland", "DE"), ("Alemanha", "DE"),
    ("US", "US"), ("USA", "US"), ("U.S.A.", "US"), ("u. s.", "US"), ("United States", "US"),
    ("United States of America", "US"), ("Vereinigte Staaten", "US"), ("Etats Unis", "US"),
    ("UK", "GB"), ("GB", "GB"), ("GBR", "GB"), ("Great Britain", "GB"), ("England", "GB"),
    ("United-Kingdom", "GB"), ("Holland", "NL"), ("The Netherlands", "NL"), ("Pays-Bas", "NL"),
    ("Czechia", "CZ"), ("Czech Republic", "CZ"), ("Tschechien", "CZ"), ("South Korea", "KR"),
    ("Korea, Republic of", "KR"), ("Türkiye", "TR"), ("Turkiye", "TR"), ("Turkey", "TR"),
    ("Côte d’Ivoire", "CI"), ("COTE D'IVOIRE", "CI"), ("Ivory Coast", "CI"),
    ("Trinidad & Tobago", "TT"), ("Trinidad and Tobago", "TT"), ("St. Lucia", "LC"),
    ("Saint Lucia", "LC"), ("Viet Nam", "VN"), ("Vietnam", "VN"), ("EL", "GR"),
    ("Congo, The Democratic Republic of the", "CD"), ("Kosovo", "XK"), ("Österreich", "AT"),
    ("O\u{308}sterreich", "AT"), ("Schweiz", "CH"), ("Suisse", "CH"), ("España", "ES"),
    ("Hong Kong", "HK"), ("Taiwan", "TW"), ("Russian Federation", "RU"), ("Macedonia", "MK"),
  ])
  func aNameOrACode(text: String, expected: String) {
    #expect(CountryCode(text)?.text == expected)
  }

  /// Two countries are called Congo, and two Korea; `XX` and `EU` are codes of no country.
  @Test(arguments: [
    "", " ", "-", "n/a", "N/A", "u-s", "Congo", "Korea", "XX", "EU", "ZZ", "Europe", "Atlantis",
    "1", "D",
    "Germany, France", "DE\u{0}FR", "🇩🇪",
  ])
  func noCountry(text: String) {
    #expect(CountryCode(text) == nil)
  }

  /// Two capital letters are looked up in another way than the same ones small.
  @Test func capitalLettersAreTheSame() {
    let letters = "abcdefghijklmnopqrstuvwxyz"
    for first in letters {
      for second in letters {
        let text = "\(first)\(second)"
        #expect(CountryCode(text.uppercased())?.text == CountryCode(text)?.text)
      }
    }
  }

  @Test func longTextsAreNone() {
    #expect(CountryCode(String(repeating: "Germany ", count: 10_000)) == nil)
  }

  /// ISO 3166-1 has 249 countries; Kosovo is the 250th.
  @Test func everyCountryIsFoundByAllItsNames() {
    let lines = String(decoding: CountryCode.data, as: UTF8.self).split(separator: "\n")
      .filter { !$0.hasPrefix("#") }.map { $0.split(separator: "\t").map(String.init) }
    #expect(lines.count == 250)
    for names in lines {
      #expect(names[0].utf8.count == 2 && names[1].utf8.count == 3)
      for name in names { #expect(CountryCode(name)?.text == names[0]) }
    }
  }
}
