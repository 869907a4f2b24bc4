import AdModel
import Testing

@testable import Export

@Suite struct TidyTextTests {
  @Test(arguments: [
    ("", ""), (" \u{A0}\t\n", ""), ("  Anna \u{3000} Maria\r\n", "Anna Maria"),
    ("Val\u{65}\u{301}ry", "Valéry"), ("\u{FEFF}Anna\u{200B}", "Anna"), ("An\u{0}na", "Anna"),
    ("\u{202E}anna\u{202C}", "anna"), ("An\u{AD}na", "Anna"), ("정", "정"),
    ("می\u{200C}خواهم", "می\u{200C}خواهم"),
  ])
  func oneLine(text: String, expected: String) {
    let tidy = TidyText(text).text
    #expect(tidy.hasBytes(of: expected))
  }

  @Test(arguments: [
    ("O’Brien", "obrien", "obrien", "obrien"),
    ("Anne-Marie", "annemarie", "annemarie", "annemarie"),
    ("Mary Ann", "mary ann", "maryann", "maryann"), ("J. R. R.", "j r r", "jrr", "jrr"),
    ("São Paulo", "são paulo", "sãopaulo", "sopaulo"),
    ("St. John's 2", "st johns 2", "stjohns", "stjohns2"), ("Ann 🙂", "ann", "ann", "ann"),
    ("- ! -", "", "", ""), ("हिन्दी", "हिन्दी", "हिन्दी", ""),
  ])
  func parts(text: String, bare: String, letters: String, code: String) {
    let tidy = TidyText(text)
    #expect(tidy.bare == bare)
    #expect(tidy.letters == letters)
    #expect(tidy.code == code)
  }

  /// Texts of ASCII are read by their bytes and others by their characters: both read alike.
  @Test func bytesAndCharactersReadAlike() {
    for first in Unicode.Scalar(" ").value...Unicode.Scalar("~").value {
      for second in Unicode.Scalar(" ").value...Unicode.Scalar("~").value {
        let scalars = [first, second].compactMap { Unicode.Scalar($0).map(Character.init) }
        let plain = "a" + String(scalars) + "Z"
        let other = TidyText("é" + plain)
        let tidy = TidyText(plain)
        #expect("é" + tidy.bare == other.bare)
        #expect("é" + tidy.letters == other.letters)
        #expect(tidy.code == other.code)
      }
    }
  }
}
