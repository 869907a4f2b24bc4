import Testing

@testable import Report

@Suite struct PageTableTests {
  @Test("names its columns and rows for people who are read to") func scopes() {
    let table = PageTable(
      "Sizes", [.text("Segment"), .number("Now")], rows: [[.text("Low"), "\(1200)"]],
      note: "And 3 more.")
    #expect(
      table.markup.html == """
        <div class="frame" tabindex="0"><table><caption>Sizes</caption>
        <thead><tr><th scope="col">Segment</th><th scope="col" class="number">Now</th></tr></thead>
        <tbody><tr><th scope="row"><bdi>Low</bdi></th><td class="number">1,200</td></tr>
        </tbody></table></div>
        <p class="note">And 3 more.</p>

        """)
  }
}
