import Testing

@testable import Export

@Suite struct MobileIDTests {
  @Test(arguments: [
    "cdda802e-fb9c-47ad-9866-0794d394c912", "CDDA802E-FB9C-47AD-9866-0794D394C912",
    " cdda802E-fb9c-47ad-9866-0794d394c912\n",
  ])
  func anID(text: String) {
    #expect(MobileID(text)?.text == "cdda802e-fb9c-47ad-9866-0794d394c912")
  }

  /// All zeros is what a phone says whose owner wants no tracking.
  @Test(arguments: [
    "", "00000000-0000-0000-0000-000000000000", "cdda802efb9c47ad98660794d394c912",
    "cdda802e-fb9c-47ad-9866-0794d394c91", "gdda802e-fb9c-47ad-9866-0794d394c912",
    "cdda802e-fb9c-47ad-9866-0794d394c912-", "٣dda802e-fb9c-47ad-9866-0794d394c912", "\u{0}",
  ])
  func noID(text: String) {
    #expect(MobileID(text) == nil)
  }
}
