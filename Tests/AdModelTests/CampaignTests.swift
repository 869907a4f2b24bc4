import AdModel
import Testing

@Suite struct CampaignTests {
  /// The id, else the folded name.
  @Test func whatMakesTwoRowsSpeakOfOneCampaign() {
    #expect(Campaign(name: "Brand  Awareness ").key == Campaign(name: "brand awareness").key)
    #expect(Campaign(name: "ＢＲＡＮＤ").key == Campaign(name: "brand").key)
    #expect(Campaign(id: "7", name: "A").key == Campaign(id: "7", name: "B").key)
    #expect(Campaign(id: "7", name: "A").key != Campaign(id: "8", name: "A").key)
    #expect(Campaign(id: "7", name: "").key != Campaign(name: "7").key)
    #expect(Campaign(id: "a", name: "").key != Campaign(id: "A", name: "").key)
  }

  @Test func whatPeopleAreShown() {
    #expect(Campaign(id: "7", name: "A").shown == "A")
    #expect(Campaign(id: "7", name: "").shown == "7")
  }

  @Test(arguments: [
    ("Brand", "", "BRAND", true), ("brand *", "", "Brand Awareness", true),
    ("7", "7", "Brand", true),
    ("7", "", "7", true), ("7*", "77", "", true), ("7*", "77", "Brand", false),
    ("*", "", "x", true),
    ("Brand", "7", "Brand", true), ("Bran?", "7", "Brand", true), ("A1", "a1", "x", false),
    ("Brand [1]", "", "brand [1]", true), ("Brand.", "", "Brand!", false), ("", "", "x", false),
    ("  Brand\u{A0}1 ", "", "brand 1", true),
  ])
  func aSelectorMatches(pattern: String, id: String, name: String, expected: Bool) {
    #expect(CampaignSelector([pattern]).matches(Campaign(id: id, name: name)) == expected)
    #expect(
      CampaignSelector(["nothing", pattern]).matches(Campaign(id: id, name: name)) == expected)
  }
}
