import AdModel
import Testing

@testable import Export

@Suite struct UploadPartsTests {
  private func cut(
    _ count: Int, rows: Int? = nil, bytes: Int? = nil, lead: Int = 0, leadBytes: Int = 0,
    sizes: [Int] = []
  ) -> [Range<Int>] {
    let form = UploadForm(
      header: ["a"], limits: UploadLimits(maximumRows: rows, maximumBytes: bytes),
      rows: .records(.init(origin: .accounts(need: .all([])) { _, _ in [] }, keys: [[0]])))
    return UploadParts.cut(count, form, leadRowCount: lead, leadBytes: leadBytes) { sizes }
  }

  @Test func oneFileWhereNothingIsLimited() {
    #expect(cut(0) == [0..<0])
    #expect(cut(5_000_000) == [0..<5_000_000])
  }

  @Test func filesAreAboutAsLong() {
    #expect(cut(0, rows: 3) == [0..<0])
    #expect(cut(3, rows: 3) == [0..<3])
    #expect(cut(4, rows: 3) == [0..<2, 2..<4])
    #expect(cut(7, rows: 3) == [0..<2, 2..<4, 4..<7])
    #expect(cut(25_001, rows: 25_000).map(\.count) == [12_500, 12_501])
  }

  @Test func rowsInFrontCount() {
    #expect(cut(4, rows: 5, lead: 2) == [0..<2, 2..<4])
    #expect(cut(3, rows: 1, lead: 2) == [0..<1, 1..<2, 2..<3])
  }

  @Test func bytesAreLimitedToo() {
    #expect(cut(4, bytes: 40, sizes: [10, 10, 10, 10]) == [0..<4])
    #expect(cut(4, bytes: 39, sizes: [10, 10, 10, 10]) == [0..<2, 2..<4])
    #expect(cut(4, bytes: 40, leadBytes: 1, sizes: [10, 10, 10, 10]) == [0..<2, 2..<4])
    // Two halves by number would be 32 and 2 bytes.
    #expect(cut(4, bytes: 30, sizes: [16, 16, 1, 1]) == [0..<1, 1..<2, 2..<4])
    // A row that is too long stands alone.
    #expect(cut(2, bytes: 30, sizes: [99, 1]) == [0..<1, 1..<2])
    #expect(cut(1, bytes: 30, sizes: [99]) == [0..<1])
  }

  /// Every row stands in one file, and none is longer than allowed, whatever the sizes.
  @Test(arguments: 1...200) func allRowsStandInFilesThatAreNotTooLong(seed: Int) {
    var state = UInt64(seed)
    func next(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % limit
    }
    let count = next(60)
    let sizes = (0..<count).map { _ in 1 + next(20) }
    let (rows, bytes) = (1 + next(12), 20 + next(60))
    let parts = cut(count, rows: rows, bytes: bytes, sizes: sizes)
    #expect(parts.flatMap(\.self) == Array(0..<count))
    for part in parts {
      #expect(part.count <= rows)
      #expect(sizes[part].reduce(0, +) <= bytes)
    }
  }
}
