import Testing

@testable import Report

@Suite("Texts of files on the page") struct MarkupTests {
  @Test("are escaped, isolated and never a tag") func escaping() {
    let name = #"<script>alert("1")</script> & 'Söhne'"#
    let row: Markup = "of \(name) < 3"
    #expect(
      row.html
        == "of <bdi>&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;Söhne&#39;</bdi>"
        + " &lt; 3")
  }

  @Test("a bracket with an accent is a bracket to a browser") func combiningMarks() {
    let markup: Markup = "\("<\u{301}img \u{FE0F}>\u{20DD}&\u{300}")"
    #expect(
      markup.html
        == "<bdi>&lt;\u{301}img \u{FE0F}&gt;\u{20DD}&amp;\u{300}</bdi>")
  }

  @Test(
    "control characters, overrides of direction and what HTML forbids are made harmless",
    arguments: [
      ("a\u{0}b", "a\u{FFFD}b"), ("\u{1B}[31m", "\u{FFFD}[31m"),
      ("\u{7F}\u{9F}", "\u{FFFD}\u{FFFD}"),
      ("user\u{202E}vsc.exe", "user\u{FFFD}vsc.exe"), ("\u{2066}a\u{2069}", "\u{FFFD}a\u{FFFD}"),
      ("one\r\ntwo\tthree\u{2028}four", "one  two three four"),
      ("שלום 👩🏽‍🚀 é", "שלום 👩🏽‍🚀 é"),
    ]) func harmless(text: String, shown: String)
  {
    #expect(Array(text.harmless.unicodeScalars) == Array(shown.unicodeScalars))
  }

  /// Swift has no literals of these.
  @Test(
    "so are code points that are no characters", arguments: [0xFDD0, 0xFFFE, 0x1FFFF, 0x10FFFE])
  func noCharacters(value: UInt32) throws {
    let scalar = try #require(UnicodeScalar(value))
    #expect("a\(scalar)b".harmless == "a\u{FFFD}b")
  }

  @Test("are cut after 240 code points") func length() {
    let text = String(repeating: "é", count: 240)
    #expect(text.harmless == text)
    #expect((text + "é").harmless == text + "…")
    let ascii = String(repeating: "a", count: 240)
    #expect(ascii.harmless == ascii)
    #expect((ascii + "b").harmless == ascii + "…")
  }

  @Test("cannot leave an attribute") func attributes() {
    let link = Markup.element("a", ["href": #""><script>"#, "title": "a\u{0}'"], "x")
    #expect(
      link.html == #"<a href="&quot;&gt;&lt;script&gt;" title="a\#u{FFFD}&#39;">x</a>"#)
  }

  @Test("an empty text leaves nothing") func empty() {
    #expect(Markup.text("").html == "")
  }

  @Test(
    "numbers are grouped by thousands",
    arguments: [
      (0, "0"), (999, "999"), (1000, "1,000"), (-1000, "-1,000"), (-100, "-100"),
      (1_234_567, "1,234,567"), (Int.min, "-9,223,372,036,854,775,808"),
    ]) func grouping(number: Int, shown: String)
  {
    #expect(number.grouped == shown)
  }

  @Test("one row, two rows, and their own plural") func counting() {
    #expect(1.counted("row") == "1 row")
    #expect(1200.counted("row") == "1,200 rows")
    #expect(0.counted("company", "companies") == "0 companies")
    let markup: Markup = "\(1, "company", "companies") and \(2, "row")"
    #expect(markup.html == "1 company and 2 rows")
  }

  @Test("paths become relative addresses") func addresses() {
    #expect("uploads/x-y_z.~/low.csv".asRelativeAddress == "uploads/x-y_z.~/low.csv")
    #expect(
      "uploads/é a%\"#?:\u{1}.csv".asRelativeAddress
        == "uploads/%C3%A9%20a%25%22%23%3F%3A%01.csv")
  }
}
