import Files
import Synchronization
import Testing

@Suite struct AheadTests {
  private struct Stop: Error, Equatable {}

  @Test("what came of the work is told when it is asked for", arguments: [1, 2]) func result(
    jobs: Int
  ) throws {
    #expect(try Ahead(jobs: jobs) { 7 }.get() == 7)
    #expect(throws: Stop()) { try Ahead(jobs: jobs) { () -> Int in throw Stop() }.get() }
  }

  @Test("with one thread nothing is done before it is asked for") func alone() throws {
    let count = Counter()
    let ahead = Ahead(jobs: 1) { count.next() }
    #expect(count.value == 0)
    #expect(try ahead.get() == 1)
  }

  private final class Counter: Sendable {
    private let number = Atomic(0)
    var value: Int { number.load(ordering: .relaxed) }
    func next() -> Int { number.add(1, ordering: .relaxed).newValue }
  }
}
