import AdModel
import Testing

@Suite struct FoldedTextTests {
  @Test(arguments: [
    ("ﬁnance  TEAM", "finance team"), (" a\t\nb\u{A0}\u{3000}c ", "a b c"), ("Größe", "grösse"),
    ("ＡＢＣ１２", "abc12"), ("Cafe\u{301}", "caf\u{E9}"), ("ΣΊΣΥΦΟΣ", "σίσυφοσ"), ("", ""), (" ", ""),
    ("①", "1"), ("K", "k"), ("a\0B", "a\0b"),
  ])
  func folds(text: String, expected: String) {
    #expect(Array(FoldedText(text).text.utf8) == Array(expected.utf8))
  }

  /// Folding what is folded changes nothing.
  @Test(arguments: [
    "İstanbul", "ǅ", "ﬃ", "½", "Å", "ΐ", "ß", "ﷺ", "ᾳ", "e\u{301}\u{327}", "가", "ｶﾞ",
  ])
  func foldingTwiceIsFoldingOnce(text: String) {
    let once = FoldedText(text)
    #expect(Array(FoldedText(once.text).text.utf8) == Array(once.text.utf8))
  }
}
