import AdModel
import Testing

@Suite struct HoldReasonTests {
  @Test(arguments: [
    ("excluded:open-deals", HoldReason.excluded(SegmentID("open-deals"))),
    ("not_in_account_list", .notInAccountList), ("banned", .banned),
    ("no_domain:stackadapt-domains", .lacking("no_domain", format: "stackadapt-domains")),
  ])
  func aReasonAndItsText(text: String, reason: HoldReason) {
    #expect(HoldReason(text) == reason)
    #expect(reason.text == text)
  }

  @Test(arguments: ["", "other", "excluded:", "domain:x", "Banned"])
  func whatIsNone(text: String) {
    #expect(HoldReason(text) == nil)
  }

  @Test func aList() {
    #expect(HoldReason.list("") == [])
    #expect(
      HoldReason.list("excluded:a | no_name:b | what | banned")
        == [.excluded(SegmentID("a")), .lacking("no_name", format: "b"), .banned])
  }

  /// What one format needs holds from its uploads alone; contacts are another matter.
  @Test func whatItHoldsFrom() {
    #expect(HoldReason.banned.holds(from: "a"))
    #expect(HoldReason.lacking("no_domain", format: "a").holds(from: "a"))
    #expect(!HoldReason.lacking("no_domain", format: "a").holds(from: "b"))
    #expect(!HoldReason.lacking(HoldReason.noContact, format: "a").holds(from: "a"))
    #expect(!HoldReason.lacking(HoldReason.noUsableContact, format: "a").holds(from: "a"))
  }
}
