import AdModel
import Synchronization
import TestSupport
import Testing

@testable import Ingest

/// Sums of days before the longest window: kept from night to night, they make no difference.
@Suite struct EarlierSumsTests {
  /// Exports whose rows are counted when they are opened.
  private final class Opened: Sendable {
    private let paths = Mutex<[String]>([])

    /// What was opened since the last call, sorted.
    func take() -> [String] {
      paths.withLock { paths in
        defer { paths = [] }
        return paths.sorted()
      }
    }

    /// The exports of a store's run, that open their rows when asked.
    func kept(_ exports: [Export]) -> [Export] {
      exports.map { export in
        var kept = export
        let partial = export.partial
        kept.key = ExportKey(content: export.digest, reading: "r")
        kept.counts = ExportCounts(
          .init(
            series: partial.series, companyCounts: export.counts.companyCounts,
            identityCount: export.counts.identityCount)
        ) {
          self.paths.withLock { $0.append(export.shownPath) }
          return partial
        }
        return kept
      }
    }
  }

  /// All that counts say.
  private struct Told: Equatable {
    var identities: IdentityList
    var sources: [Int]
    var engagements: [Int64]
    var series: [StandingCounts.Series]
    var rows: [StandingCounts.Row]

    init(_ counts: StandingCounts) {
      self.identities = counts.identities
      self.sources = counts.identitySources
      self.engagements = counts.identityEngagements
      self.series = counts.series
      self.rows = counts.rows
    }
  }

  private let store = MemoryStore()
  private let opened = Opened()

  /// A night with the store, which is held to one without.
  ///
  /// - Returns: the exports that were opened.
  private func night(
    _ downloads: Downloads, store: MemoryStore? = nil, jobs: Int = 1
  ) throws -> [String] {
    let settled = try Restatement(
      of: opened.kept(downloads.exports), sources: downloads.sources,
      asOf: november(downloads.asOf), withinDays: downloads.withinDays,
      store: store ?? self.store, jobs: jobs)
    let paths = opened.take()
    #expect(Told(settled.counts) == Told(try downloads.settled().counts))
    return paths
  }

  /// Days 1 to 5 in a file each, with a window of two dates.
  private func fiveDays() -> Downloads {
    var downloads = Downloads()
    downloads.withinDays = 1
    downloads.asOf = 5
    for day in 1...5 {
      downloads.add("\(day).csv", ["A \(day) acme \(day)", "B \(day) bolt-\(day) 1"])
    }
    return downloads
  }

  @Test func aFurtherNightOpensTheWindowAndOneMoreDay() throws {
    var downloads = fiveDays()
    #expect(try night(downloads) == ["1.csv", "2.csv", "3.csv", "4.csv", "5.csv"])
    #expect(store.sums.count == 1)
    #expect(try night(downloads) == ["4.csv", "5.csv"])
    #expect(store.sums.count == 1)
    downloads.add("6.csv", ["A 6 acme 6"])
    downloads.asOf = 6
    #expect(try night(downloads) == ["4.csv", "5.csv", "6.csv"])
    #expect(store.sums.count == 2)
    #expect(try night(downloads) == ["5.csv", "6.csv"])
  }

  @Test func anEarlierDayFindsItsOwn() throws {
    var downloads = fiveDays()
    _ = try night(downloads)
    downloads.asOf = 6
    _ = try night(downloads)
    downloads.asOf = 5
    #expect(try night(downloads) == ["4.csv", "5.csv"])
    downloads.asOf = 4
    #expect(try night(downloads) == ["1.csv", "2.csv", "3.csv", "4.csv"])
  }

  @Test func aLongerWindowOpensMore() throws {
    var downloads = fiveDays()
    _ = try night(downloads)
    downloads.withinDays = 3
    #expect(try night(downloads) == ["1.csv", "2.csv", "3.csv", "4.csv", "5.csv"])
    downloads.withinDays = 9
    #expect(try night(downloads) == ["1.csv", "2.csv", "3.csv", "4.csv", "5.csv"])
    #expect(store.sums.count == 2)
  }

  /// The day before it is still known.
  @Test func aRestatedDayIsAddedUpAnewWithAllAfterIt() throws {
    var downloads = fiveDays()
    for asOf in 2...5 {
      downloads.asOf = asOf
      _ = try night(downloads)
    }
    let restating = downloads.add("later.csv", ["A 2 acme 7"], stamp: .init(day: november(5)))
    #expect(downloads.exports[restating].generatedAt != nil)
    #expect(try night(downloads) == ["2.csv", "3.csv", "4.csv", "5.csv", "later.csv"])
    #expect(try night(downloads) == ["4.csv", "5.csv"])
  }

  @Test func anExportThatIsGoneIsNotCounted() throws {
    var downloads = fiveDays()
    _ = try night(downloads)
    downloads.exports.remove(at: 1)
    #expect(try night(downloads) == ["1.csv", "3.csv", "4.csv", "5.csv"])
  }

  @Test func otherBytesAreOthers() throws {
    var downloads = fiveDays()
    _ = try night(downloads)
    let file = downloads.add("1b.csv", ["A 1 acme 8", "B 1 bolt 1"])
    downloads.exports[0] = downloads.exports.remove(at: file)
    #expect(try night(downloads) == ["1b.csv", "2.csv", "3.csv", "4.csv", "5.csv"])
  }

  @Test func brokenSumsAreAddedUpAndKeptAgain() throws {
    let downloads = fiveDays()
    _ = try night(downloads)
    store.spoil(.sums)
    #expect(try night(downloads) == ["1.csv", "2.csv", "3.csv", "4.csv", "5.csv"])
    #expect(try night(downloads) == ["4.csv", "5.csv"])
  }

  @Test func sourcesWithTheSameBytesShareThem() throws {
    var downloads = fiveDays()
    downloads.sources.append(.named("again"))
    for export in downloads.exports {
      var again = export
      again.source = 1
      downloads.exports.append(again)
    }
    _ = try night(downloads)
    #expect(store.sums.count == 1)
  }

  @Test func whatMayNotBeKeptIsNot() throws {
    let store = MemoryStore(isWritable: false)
    _ = try night(fiveDays(), store: store)
    #expect(store.sums.isEmpty)
  }

  /// Differences are not what one file's bytes say.
  @Test func exportsWithoutAKeyAreAddedUpEachNight() throws {
    let downloads = fiveDays()
    for _ in 0..<2 {
      _ = try Restatement(
        of: downloads.exports, sources: downloads.sources, asOf: november(5), withinDays: 1,
        store: store)
    }
    #expect(store.sums.isEmpty)
    var snapshots = Downloads()
    snapshots.sources[0].counts = .cumulative
    snapshots.add("a.csv", ["A 1-7 acme 5"], grain: .period)
    let kept = try CumulativeSnapshots(opened.kept(snapshots.exports), sources: snapshots.sources)
    #expect(kept.exports.map(\.key) == [nil])
  }

  @Test func whatCannotBeOpenedIsTold() {
    struct Gone: Error {}
    var downloads = fiveDays()
    let counts = downloads.exports[0].counts
    downloads.exports[0].counts = ExportCounts(
      .init(
        series: counts.series, companyCounts: counts.companyCounts,
        identityCount: counts.identityCount)
    ) { throw Gone() }
    #expect(throws: Gone.self) { try downloads.settled() }
    // What is not looked at need not be there.
    downloads.asOf = 0
    #expect(throws: Never.self) { try downloads.settled() }
  }

  /// Whatever came in which order, each identity has the sum of its standing rows, and each row of
  /// the window is the sum of those alike.
  @Test(arguments: 1...60)
  func anyNightsAddUp(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
    var downloads = Downloads()
    downloads.sources[0].overlap = [.replace, .add][number(0...1)]
    downloads.withinDays = number(0...6)
    for night in 4...10 {
      for file in 0..<number(0...3) {
        let rows = (0..<number(0...12)).map { _ in
          "\(["A", "a", "B"][number(0...2)]) \(number(max(1, night - 5)...night)) "
            + "co-\(number(0...6)) \(number(-2...9))"
        }
        downloads.add(
          "\(night)-\(file).csv", rows, part: number(0...2) == 0 ? "p" : nil,
          content: "\(night)-\(file)-\(seed)")
      }
      if number(0...4) == 0, !downloads.exports.isEmpty {
        downloads.exports.remove(at: number(0...downloads.exports.count - 1))
      }
      downloads.asOf = max(1, night - (number(0...5) == 0 ? 2 : 0))
      if number(0...6) == 0 { store.spoil(.sums) }
      _ = try night == 7 ? self.night(downloads, jobs: 3) : self.night(downloads)
      try expectSums(downloads)
    }
  }

  /// Adds up what stands, row by row.
  private func expectSums(_ downloads: Downloads) throws {
    let settled = try downloads.settled()
    let earliest = november(downloads.asOf - downloads.withinDays)
    var totals: [String: Int64] = [:]
    var rows: [String: Int64] = [:]
    for (index, export) in downloads.exports.enumerated() {
      for row in export.partial.rows
      where settled.seriesFates[index][Int(row.series)] == .standing {
        let name = export.partial.identities[Int(row.identity)].name
        totals[name, default: 0] += row.engagements
        let period = export.series[Int(row.series)].period
        guard period.last >= earliest else { continue }
        let campaign = settled.campaign(ofExport: index, series: Int(row.series))
        rows["\(campaign) \(period.told) \(name)", default: 0] += row.engagements
      }
    }
    let counts = settled.counts
    let names = (0..<counts.identities.count).map { counts.identities[$0].name }
    #expect(names == totals.keys.sorted())
    #expect(counts.identityEngagements == names.map { totals[$0] })
    var told: [String: Int64] = [:]
    for row in counts.rows {
      let series = counts.series[Int(row.series)]
      told["\(series.campaign) \(series.period.told) \(names[Int(row.identity)])"] =
        row.engagements
    }
    #expect(told == rows)
    #expect(told.count == counts.rows.count)
    let places = counts.rows.map { UInt64($0.series) << 32 | UInt64($0.identity) }
    #expect(places == places.sorted())
  }
}
