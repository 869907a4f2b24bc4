import TestSupport
import Testing

@testable import Ingest

@Suite struct SeriesSumsTests {
  private struct Key: Hashable {
    var series: Int
    var identity: Int
  }

  /// All sums, those of the table and of the arrays added up.
  private func taken(_ sums: inout SeriesSums, seriesCount: Int) -> [Key: Int64] {
    var found: [Key: Int64] = [:]
    var tableKeys = 0
    sums.forEachInTable { series, identity, sum in
      found[Key(series: series, identity: identity), default: 0] += sum
      tableKeys += 1
    }
    let tableCount = sums.tableCount
    #expect(tableKeys == tableCount)
    let arrayCount = (0..<seriesCount).reduce(0) { $0 + sums.arrayCount($1) }
    var arrayKeys = 0
    for series in 0..<seriesCount {
      var last = -1
      let hadArray = sums.hasArray(series)
      sums.forEachInArray(series) { identity, sum in
        #expect(hadArray && identity > last)
        last = identity
        arrayKeys += 1
        found[Key(series: series, identity: identity), default: 0] += sum
      }
      sums.removeArray(series)
      let hasArray = sums.hasArray(series)
      #expect(!hasArray)
    }
    #expect(arrayKeys == arrayCount)
    sums.removeTable()
    return found
  }

  /// Busy series beside quiet ones, and identities that keep coming, against a dictionary.
  @Test(arguments: UInt64(1)...4)
  func addUpAsADictionaryDoes(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var sums = SeriesSums()
    var expected: [Key: Int64] = [:]
    var seriesCount = 0
    for step in 0..<60_000 {
      if step % 600 == 0 {
        sums.appendSeries()
        seriesCount += 1
      }
      // The series of the first tenth are busy; identities grow to 6,000.
      let isBusy = Int.random(in: 0..<4, using: &generator) > 0
      let series = Int.random(
        in: 0..<(isBusy ? 1 + seriesCount / 10 : seriesCount), using: &generator)
      let identityCount = 100 + step / 10
      let identity = Int.random(in: 0..<identityCount, using: &generator)
      let value = Int64.random(in: -3...9, using: &generator)
      sums.add(value, series: series, identity: identity, identityCount: identityCount)
      expected[Key(series: series, identity: identity), default: 0] += value
    }
    let arrays = (0..<seriesCount).map { sums.hasArray($0) }
    #expect(arrays.contains(true) && arrays.contains(false))
    #expect(taken(&sums, seriesCount: seriesCount) == expected)
  }

  /// A sum of 0 is a sum; what was never added is none.
  @Test func aSumOfZeroIsThere() {
    var sums = SeriesSums()
    sums.appendSeries()
    sums.appendSeries()
    for identity in 0..<2000 {
      sums.add(identity % 2 == 0 ? 0 : 5, series: 0, identity: identity, identityCount: 2000)
      sums.add(identity % 2 == 0 ? 0 : -5, series: 0, identity: identity, identityCount: 2000)
    }
    let arrays = (0..<2).map { sums.hasArray($0) }
    #expect(arrays == [true, false])
    let found = taken(&sums, seriesCount: 2)
    #expect(found.count == 2000)
    #expect(found.values.allSatisfy { $0 == 0 })
  }

  /// An identity far beyond the array's end.
  @Test func identitiesMayComeFarApart() {
    var sums = SeriesSums()
    sums.appendSeries()
    for identity in 0..<300 {
      sums.add(1, series: 0, identity: identity, identityCount: 300)
    }
    for identity in [1023, 1024, 1025, 65_535, 65_536, 1_000_000] {
      sums.add(7, series: 0, identity: identity, identityCount: identity + 1)
    }
    let hasArray = sums.hasArray(0)
    #expect(hasArray)
    let found = taken(&sums, seriesCount: 1)
    #expect(found.count == 306)
    #expect(found.values.reduce(0, +) == 342)
  }
}
