import AdModel
import Testing

@testable import Ingest

/// Snapshots to date, in the words of `Downloads`; expected values are differences by hand.
@Suite struct CumulativeSnapshotsTests {
  private func downloads() -> Downloads {
    var downloads = Downloads()
    downloads.sources[0].counts = .cumulative
    return downloads
  }

  private func standing(_ downloads: Downloads) throws -> [String] {
    var settled = downloads
    settled.exports =
      try CumulativeSnapshots(downloads.exports, sources: downloads.sources).exports
    return try settled.standing()
  }

  @Test func laterMinusEarlierForTheDaysBetween() throws {
    var downloads = downloads()
    downloads.add("b.csv", ["A 1-14 acme 5", "A 1-14 bolt 1"], grain: .period)
    downloads.add("a.csv", ["A 1-7 acme 3"], grain: .period)
    downloads.add("c.csv", ["A 1-20 acme 9", "A 1-20 bolt 1"], grain: .period)
    #expect(
      try standing(downloads) == [
        "A 1-7 acme 3", "A 8-14 acme 2", "A 8-14 bolt 1", "A 15-20 acme 4", "A 15-20 bolt 0",
      ])
  }

  @Test func aDropCountsNothingAndIsReported() throws {
    var downloads = downloads()
    downloads.add("a.csv", ["A 1-7 acme 5", "A 1-7 bolt 2"], grain: .period)
    downloads.add("b.csv", ["A 1-14 acme 3", "A 1-14 bolt 1"], grain: .period)
    downloads.add("c.csv", ["A 1-20 acme 4", "A 1-20 bolt 1"], grain: .period)
    let snapshots = try CumulativeSnapshots(downloads.exports, sources: downloads.sources)
    #expect(
      snapshots.drops == [
        .init(
          source: SourceName("dsp"), shownPath: "b.csv", campaign: "A", companies: 2,
          engagements: 3)
      ])
    #expect(
      try standing(downloads) == [
        "A 1-7 acme 5", "A 1-7 bolt 2", "A 8-14 acme 0", "A 8-14 bolt 0", "A 15-20 acme 1",
        "A 15-20 bolt 0",
      ])
  }

  /// Small counts come and go in such reports; what comes back is not counted again.
  @Test func aCompanyThatIsLeftOutOnceKeepsItsCount() throws {
    var downloads = downloads()
    downloads.add("a.csv", ["A 1-7 acme 5", "A 1-7 bolt 2"], grain: .period)
    downloads.add("b.csv", ["A 1-14 acme 6"], grain: .period)
    downloads.add("c.csv", ["A 1-20 acme 6", "A 1-20 bolt 3"], grain: .period)
    #expect(
      try standing(downloads) == [
        "A 1-7 acme 5", "A 1-7 bolt 2", "A 8-14 acme 1", "A 15-20 acme 0", "A 15-20 bolt 1",
      ])
  }

  /// Of two downloads of the same days the newer counts, and is what the next is compared with.
  @Test func theSameDaysTwice() throws {
    var downloads = downloads()
    downloads.add("a.csv", ["A 1-7 acme 5"], grain: .period)
    downloads.add("a (1).csv", ["A 1-7 acme 6"], grain: .period)
    downloads.add("b.csv", ["A 1-14 acme 8"], grain: .period)
    #expect(try standing(downloads) == ["A 1-7 acme 6", "A 8-14 acme 2"])
  }

  /// Each campaign, part and first day is a chain of its own.
  @Test func chainsAreApart() throws {
    var downloads = downloads()
    downloads.add("a.csv", ["A 1-7 acme 5", "B 1-7 acme 1"], grain: .period, part: "n")
    downloads.add("b.csv", ["A 1-14 acme 6", "B 1-14 acme 4"], grain: .period, part: "n")
    downloads.add("c.csv", ["A 1-14 acme 9"], grain: .period, part: "s")
    downloads.add("d.csv", ["A 15-20 acme 2"], grain: .period, part: "n")
    #expect(
      try standing(downloads) == [
        "A 1-7 acme 5", "A 1-14 acme 9", "A 8-14 acme 1", "A 15-20 acme 2", "B 1-7 acme 1",
        "B 8-14 acme 3",
      ])
  }

  /// Names are compared folded: two spellings in one export are one campaign.
  @Test func aCampaignSpelledInTwoWays() throws {
    var downloads = downloads()
    downloads.add(
      "a.csv", ["Decision_EU 1-7 acme 5", "DECISION_EU 1-7 acme 1", "DECISION_EU 1-7 bolt 9"],
      grain: .period)
    downloads.add("b.csv", ["Decision_EU 1-14 acme 8", "Decision_EU 1-14 bolt 9"], grain: .period)
    #expect(
      try standing(downloads).map { $0.lowercased() } == [
        "decision eu 1-7 acme 6", "decision eu 1-7 bolt 9", "decision eu 8-14 acme 2",
        "decision eu 8-14 bolt 0",
      ])
  }

  @Test func otherSourcesAreLeftAlone() throws {
    var downloads = Downloads()
    downloads.add("a.csv", ["A 1-7 acme 5"], grain: .period)
    downloads.add("b.csv", ["A 1-14 acme 6"], grain: .period)
    let snapshots = try CumulativeSnapshots(downloads.exports, sources: downloads.sources)
    #expect(snapshots.exports.map(\.partial) == downloads.exports.map(\.partial))
  }

  /// The whole of a chain is the last snapshot, when nothing drops.
  @Test func differencesAddUpToTheLastSnapshot() throws {
    var downloads = downloads()
    let totals = [3, 3, 7, 12, 12, 20]
    for (place, total) in totals.enumerated() {
      downloads.add("\(place).csv", ["A 1-\(place + 3) acme \(total)"], grain: .period)
    }
    let sums = try standing(downloads).compactMap { Int($0.split(separator: " ")[3]) }
    #expect(sums.reduce(0, +) == 20)
    #expect(sums.count == totals.count)
  }
}
