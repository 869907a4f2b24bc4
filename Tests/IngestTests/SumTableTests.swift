import TestSupport
import Testing

@testable import Ingest

@Suite struct SumTableTests {
  @Test(arguments: UInt64(1)...4)
  func addsUpAsADictionaryDoes(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var table = SumTable(capacity: 8 << Int(seed))
    var expected: [UInt64: Int64] = [:]
    for _ in 0..<30_000 {
      let key = UInt64.random(in: 0..<5000, using: &generator) << (seed * 8)
      let value = Int64.random(in: -3...100, using: &generator)
      let isNew = table.add(value, to: key)
      #expect(isNew == (expected[key] == nil))
      expected[key, default: 0] += value
    }
    var found: [UInt64: Int64] = [:]
    table.forEach { key, sum in
      #expect(found[key] == nil)
      found[key] = sum
    }
    #expect(found == expected)
    #expect(table.count == expected.count)
    #expect(expected.allSatisfy { table.sum(of: $0) == $1 })
  }

  @Test func aSumOfZeroIsThere() {
    var table = SumTable()
    table.add(3, to: 0)
    table.add(-3, to: 0)
    table.add(0, to: .max - 1)
    #expect(table.sum(of: 0) == 0)
    #expect(table.sum(of: .max - 1) == 0)
    #expect(table.sum(of: 1) == nil)
    #expect(table.count == 2)
  }

  /// Keys that crowd into few places, so that each is found behind the others.
  @Test(arguments: [0, 3, 16, 32, 48, 51])
  func collisions(shift: Int) {
    var table = SumTable(capacity: 8)
    let keys = (0..<UInt64(2000)).map { $0 << UInt64(shift) }
    for (place, key) in keys.enumerated() { table.add(Int64(place), to: key) }
    for (place, key) in keys.enumerated() { #expect(table.sum(of: key) == Int64(place)) }
  }
}
