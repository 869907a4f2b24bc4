import Testing

@testable import Export

@Suite struct RowSetTests {
  /// Whether each of some rows was new to a set, one after the other.
  private func areNew(_ rows: [[String]], to set: inout RowSet) -> [Bool] {
    rows.map { set.insert($0) }
  }

  @Test func aRowIsThereOnce() {
    var set = RowSet(by: .all)
    let rows = [["a", "b"], ["a", "b"], ["ab", ""], ["", "ab"], ["a", "b", ""]]
    #expect(areNew(rows, to: &set) == [true, false, true, true, true])
    #expect(set.count == 4)
    #expect([["ab", ""], ["ab"]].map { set.contains($0) } == [true, false])
    #expect(set.count == 4)
  }

  @Test func someColumnsCount() {
    var set = RowSet(by: .columns([2, 0]), of: [["a", "b", "c"]])
    #expect([["a", "x", "c"], ["c", "b", "a"]].map { set.contains($0) } == [true, false])
  }

  /// By the address; by phone and zip where there is none; by all of it where those are not whole.
  @Test func theFirstWholeGroupCounts() {
    var set = RowSet(by: .firstWhole([[0], [1, 2]]))
    let rows = [
      ["ann@a.example", "+1", "94016", "x"], ["ann@a.example", "+2", "", "y"],
      ["", "+1", "94016", "x"], ["", "+1", "94016", "y"], ["", "+1", "", "x"], ["", "+1", "", "y"],
      // The same text as another key.
      ["+1", "", "", ""],
    ]
    #expect(areNew(rows, to: &set) == [true, false, true, false, true, true, true])
  }

  /// Composed and decomposed, `bücher` is one text.
  @Test func codePointsDoNotMatter() {
    var set = RowSet(by: .all, of: [["b\u{FC}cher.example"]])
    #expect(
      [["bu\u{308}cher.example"], ["bucher.example"]].map { set.contains($0) } == [true, false])
  }

  @Test func manyRows() {
    let rows = (0..<5000).map { ["\($0 % 2500)", "x"] }
    #expect(RowSet(by: .all, of: rows).count == 2500)
  }
}
