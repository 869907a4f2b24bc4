import AdModel
import Testing

@Suite struct GlobTests {
  @Test(arguments: [
    ("", "", true), ("", "a", false), ("*", "", true), ("*", "abc", true), ("?", "", false),
    ("?", "a", true), ("?", "é", true), ("a*", "a", true), ("*a", "ba", true),
    ("a*c", "abbbc", true),
    ("a*c", "abcb", false), ("*b*", "abc", true), ("a**b", "ab", true), ("a?c", "abc", true),
    ("a?c", "ac", false), ("*ab*ab", "abab", true), ("*ab*ab", "aab", false),
    ("a*b*c", "axbxbxc", true),
    ("[a]", "[a]", true), ("[a]", "a", false), ("a.c", "abc", false), ("\\*", "\\x", true),
    ("?*", "", false), ("*?", "x", true),
  ])
  func matches(pattern: String, text: String, expected: Bool) {
    #expect(Glob(pattern).matches(text) == expected)
  }

  @Test func knowsItsWildcards() {
    #expect(Glob("a*").hasWildcard && Glob("a?").hasWildcard && !Glob("a[b]").hasWildcard)
  }

  /// The pattern that makes a careless matcher try every split.
  @Test func manyStarsCostNoMoreThanTextTimesPattern() {
    let pattern = String(repeating: "a*", count: 30) + "b"
    #expect(!Glob(pattern).matches(String(repeating: "a", count: 2000)))
  }

  /// Against the definition, on all short patterns and texts.
  @Test func isWhatItIsDefinedAs() {
    func all(_ letters: [String], upTo count: Int) -> [String] {
      count == 0
        ? [""]
        : [""] + letters.flatMap { letter in all(letters, upTo: count - 1).map { letter + $0 } }
    }
    func fits(_ pattern: Substring, _ text: Substring) -> Bool {
      guard let first = pattern.first else { return text.isEmpty }
      if first == "*" {
        return fits(pattern.dropFirst(), text) || !text.isEmpty && fits(pattern, text.dropFirst())
      }
      return !text.isEmpty && (first == "?" || first == text.first)
        && fits(pattern.dropFirst(), text.dropFirst())
    }
    for pattern in Set(all(["a", "*", "?"], upTo: 4)) {
      for text in Set(all(["a", "b"], upTo: 4)) {
        #expect(Glob(pattern).matches(text) == fits(pattern[...], text[...]), "\(pattern) \(text)")
      }
    }
  }
}
