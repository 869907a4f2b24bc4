import AdModel
import TestSupport
import Testing

@testable import Ingest

/// Which export speaks: counts are replaced, never added.
@Suite struct RestatementTests {
  private var downloads = Downloads()

  // MARK: - Rank

  @Test mutating func rowsThatEndAfterTheAsOfDayAreSetAsideFirst() throws {
    downloads.add("new.csv", ["A 19 acme 1", "A 21 acme 5"])
    downloads.add("old.csv", ["A 18-20 acme 1", "A 18-21 acme 7"], grain: .period, source: 1)
    downloads.sources.append(.named("other"))
    let settled = try downloads.settled()
    #expect(settled.standing(downloads.sources) == ["dsp A 19 acme 1", "other A 18-20 acme 1"])
    #expect(settled.fates.map(\.laterRows) == [1, 1])
    #expect(settled.fates.map(\.supersededRows) == [0, 0])
  }

  /// A row set aside replaces nothing, though its export ranks first by its last day.
  @Test mutating func aPeriodAfterTheAsOfDayReplacesNothing() throws {
    downloads.add("b.csv", ["A 15-21 acme 7"], grain: .period)
    downloads.add("a.csv", ["A 13-19 acme 1"], grain: .period)
    #expect(try downloads.standing() == ["A 13-19 acme 1"])
  }

  @Test mutating func aLaterStampRanksFirst() throws {
    downloads.add("z.csv", ["A 19 acme 1", "A 20 acme 1"], stamp: .init(day: november(20)))
    downloads.add("a.csv", ["A 19 acme 2"], stamp: .init(day: november(21)))
    #expect(try downloads.standing() == ["A 19 acme 2", "A 20 acme 1"])
  }

  @Test mutating func stampsOfOneDayRankByTheirTime() throws {
    downloads.add("z.csv", ["A 19 acme 1"], stamp: .init(day: november(20), minute: 485))
    downloads.add("a.csv", ["A 19 acme 2"], stamp: .init(day: november(20), minute: 486))
    #expect(try downloads.standing() == ["A 19 acme 2"])
  }

  @Test mutating func stampedRanksAboveUnstamped() throws {
    downloads.add("z.csv", ["A 19 acme 1", "A 20 acme 1"])
    downloads.add("a.csv", ["A 19 acme 2"], stamp: .init(day: november(1)))
    #expect(try downloads.standing() == ["A 19 acme 2", "A 20 acme 1"])
  }

  /// The last day of the whole file as downloaded: of any campaign, after the as-of day too, and
  /// of the range it states.
  @Test(
    arguments: [
      (["A 19 acme 2", "B 20 acme 1"], nil), (["A 19 acme 2", "A 25 acme 1"], nil),
      (["A 19 acme 2"], "19-20"),
    ] as [([String], String?)])
  mutating func thenTheLastDayRanks(rows: [String], stated: String?) throws {
    downloads.add("z.csv", ["A 19 acme 1"])
    downloads.add("a.csv", rows, stated: stated)
    #expect(try downloads.standing().first == "A 19 acme 2")
  }

  @Test(arguments: [
    ("report.csv", "report (1).csv"), ("report (2).csv", "report (10).csv"),
    ("part-2.csv", "part-10.csv"), ("2/report (9).csv", "10/report.csv"),
  ])
  mutating func thenThePathInNaturalOrder(older: String, newer: String) throws {
    downloads.add(newer, ["A 19 acme 2"])
    downloads.add(older, ["A 19 acme 1"])
    #expect(try downloads.standing() == ["A 19 acme 2"])
  }

  @Test(arguments: [("a.csv", "a.csv.gz"), ("part-02.csv", "part-2.csv"), ("a.csv", "a.tsv")])
  mutating func thenTheBytesOfThePath(older: String, newer: String) throws {
    downloads.add(newer, ["A 19 acme 2"])
    downloads.add(older, ["A 19 acme 1"])
    #expect(try downloads.standing() == ["A 19 acme 2"])
  }

  // MARK: - Days

  @Test mutating func aDailyRowStandsIfItsDayIsNotSpokenFor() throws {
    downloads.add("1.csv", ["A 18 acme 1", "A 19 acme 1", "A 19 beta 1"])
    downloads.add("2.csv", ["A 19 acme 2", "A 20 acme 2"])
    let settled = try downloads.settled()
    #expect(
      settled.standing(downloads.sources) == ["A 18 acme 1", "A 19 acme 2", "A 20 acme 2"])
    #expect(settled.fates.map(\.supersededRows) == [2, 0])
  }

  @Test mutating func aPeriodRowStandsIfNoneOfItsDaysIs() throws {
    downloads.add("3.csv", ["A 14-20 acme 1"], grain: .period)
    downloads.add("2.csv", ["A 8-14 acme 2"], grain: .period)
    downloads.add("1.csv", ["A 7-13 acme 4"], grain: .period)
    #expect(try downloads.standing() == ["A 7-13 acme 4", "A 14-20 acme 1"])
  }

  /// Every night a snapshot of the last seven days: those that stand lie end to end.
  @Test mutating func nightlySnapshotsOfSevenDaysTile() throws {
    for last in 8...20 {
      downloads.add("\(last).csv", ["A \(last - 6)-\(last) acme 1"], grain: .period)
    }
    let settled = try downloads.settled()
    #expect(settled.standing(downloads.sources) == ["A 7-13 acme 1", "A 14-20 acme 1"])
    #expect(settled.covered == ["A" + (7...20).map { " \($0)" }.joined()])
  }

  @Test mutating func campaignsAreSettledApart() throws {
    downloads.add("1.csv", ["A 19 acme 1", "B 19 acme 1"])
    downloads.add("2.csv", ["B 19 acme 2"])
    #expect(try downloads.standing() == ["A 19 acme 1", "B 19 acme 2"])
  }

  /// Names are one campaign after folding; ids are what they are.
  @Test mutating func campaignsAreComparedFolded() throws {
    downloads.add("1.csv", ["Brand__Awareness 19 acme 1", "7:X 19 acme 1", "8:X 19 acme 1"])
    downloads.add("2.csv", ["BRAND_awareness 19 acme 2", "7:Y 19 acme 2"])
    // Sorted by id, then name.
    #expect(
      try downloads.standing() == ["BRAND awareness 19 acme 2", "Y 19 acme 2", "X 19 acme 1"])
  }

  @Test mutating func sourcesAreSettledApart() throws {
    downloads.sources = [.named("dsp"), .named("linkedin")]
    downloads.add("2.csv", ["A 19 acme 2"], source: 1)
    downloads.add("1.csv", ["A 19 acme 1"], source: 0)
    #expect(try downloads.standing() == ["dsp A 19 acme 1", "linkedin A 19 acme 2"])
  }

  /// Also those that two spellings of a campaign set apart.
  @Test mutating func rowsOfOneExportAreAdded() throws {
    downloads.add("1.csv", ["Brand 19 acme 1", "BRAND 19 acme 2", "Brand 18 acme 4"])
    let standing = try downloads.standing().map { $0.lowercased() }
    #expect(standing == ["brand 18 acme 4", "brand 19 acme 3"])
  }

  /// Rows of one export are held against newer exports, not against each other.
  @Test mutating func overlappingPeriodsOfOneExportAllStand() throws {
    downloads.add("1.csv", ["A 10-16 acme 1", "A 14-20 acme 2"], grain: .period)
    #expect(try downloads.standing() == ["A 10-16 acme 1", "A 14-20 acme 2"])
  }

  // MARK: - Stated ranges

  /// What a range states and has no row for is gone from the older one.
  @Test mutating func aStatedRangeSpeaksForDaysWithoutRows() throws {
    downloads.add("1.csv", ["A 12 acme 1", "A 16 acme 1", "A 17 acme 1", "B 16 acme 1"])
    downloads.add("2.csv", ["A 18 acme 2"], stated: "14-18")
    let settled = try downloads.settled()
    // B has no row in the newer export, so nothing is said of it.
    #expect(settled.standing(downloads.sources) == ["A 12 acme 1", "A 18 acme 2", "B 16 acme 1"])
    #expect(settled.covered == ["A 12 14 15 16 17 18", "B 16"])
  }

  @Test mutating func aRowAfterTheAsOfDayIsEnoughToSpeak() throws {
    downloads.add("1.csv", ["A 16 acme 1"])
    downloads.add("2.csv", ["A 21 acme 2"], stated: "15-25")
    let settled = try downloads.settled()
    #expect(settled.standing(downloads.sources) == [])
    #expect(settled.covered == ["A 15 16 17 18 19 20"])
  }

  @Test mutating func aRangeSpeaksWhenNewerExportsReplacedItsRows() throws {
    downloads.add("1.csv", ["A 16 acme 1"])
    downloads.add("2.csv", ["A 18 acme 2"], stated: "14-18")
    downloads.add("3.csv", ["A 18 acme 3"])
    let settled = try downloads.settled()
    #expect(settled.standing(downloads.sources) == ["A 18 acme 3"])
    #expect(settled.covered == ["A 14 15 16 17 18"])
  }

  /// A period file's stated days are those of its rows and nothing more.
  @Test mutating func aSupersededPeriodSpeaksForNothing() throws {
    downloads.add("1.csv", ["A 8-13 acme 1"], grain: .period, stated: "8-13")
    downloads.add("2.csv", ["A 13-19 acme 2"], grain: .period, stated: "13-19")
    downloads.add("3.csv", ["A 14-20 acme 3"], grain: .period, stated: "14-20")
    #expect(try downloads.standing() == ["A 8-13 acme 1", "A 14-20 acme 3"])
  }

  @Test mutating func withoutARangeAnExportCoversItsRows() throws {
    downloads.add("1.csv", ["A 16 acme 1"])
    downloads.add("2.csv", ["A 15 acme 2", "A 18 acme 2"])
    let settled = try downloads.settled()
    #expect(settled.standing(downloads.sources) == ["A 15 acme 2", "A 16 acme 1", "A 18 acme 2"])
    #expect(settled.covered == ["A 15 16 18"])
  }

  @Test mutating func orFromItsFirstDayToItsLast() throws {
    downloads.sources = [.named("dsp", covers: .firstToLast)]
    downloads.add("1.csv", ["A 16 acme 1", "B 17 acme 1"])
    downloads.add("2.csv", ["A 15 acme 2", "B 18 acme 2", "B 22 acme 2"])
    let settled = try downloads.settled()
    // The whole file's first and last day, up to the as-of day, for every campaign it mentions.
    #expect(settled.standing(downloads.sources) == ["A 15 acme 2", "B 18 acme 2"])
    #expect(settled.covered == ["A 15 16 17 18 19 20", "B 15 16 17 18 19 20"])
  }

  // MARK: - Copies

  @Test mutating func aByteIdenticalCopyIsUsedOnceWithTheNewerRank() throws {
    downloads.sources = [.named("dsp", overlap: .add)]
    downloads.add("report.csv", ["A 19 acme 1"], content: "x")
    downloads.add("report (1).csv", ["A 19 acme 1"], content: "x")
    let settled = try downloads.settled()
    #expect(settled.standing(downloads.sources) == ["A 19 acme 1"])
    #expect(settled.fates.map(\.duplicateOf) == ["report (1).csv", nil])
    #expect(settled.fates.map(\.supersededRows) == [1, 0])
  }

  /// The old state downloaded again after a correction is what the platform says now.
  @Test mutating func aCopyOfAnOlderExportRanksAsTheNewest() throws {
    downloads.add("report.csv", ["A 19 acme 1"], content: "x")
    downloads.add("report (1).csv", ["A 19 acme 2"], content: "y")
    downloads.add("report (2).csv", ["A 19 acme 1"], content: "x")
    #expect(try downloads.standing() == ["A 19 acme 1"])
  }

  /// Under another campaign, part or period the same bytes say something else.
  @Test mutating func theSameBytesOfAnotherCampaignPartOrPeriodAreNoCopy() throws {
    downloads.sources = [.named("dsp"), .named("other")]
    downloads.add("a.csv", ["A 10-11 acme 1"], grain: .period, campaign: "A", content: "x")
    downloads.add("b.csv", ["B 10-11 acme 1"], grain: .period, campaign: "B", content: "x")
    downloads.add("c.csv", ["C 10-11 acme 1"], grain: .period, part: "1", content: "x")
    downloads.add("d.csv", ["C 10-11 acme 1"], grain: .period, part: "2", content: "x")
    downloads.add("e.csv", ["D 10-11 acme 1"], grain: .period, stated: "10-11", content: "x")
    downloads.add("f.csv", ["D 12-13 acme 1"], grain: .period, stated: "12-13", content: "x")
    downloads.add(
      "g.csv", ["A 10-11 acme 1"], grain: .period, campaign: "A", source: 1, content: "x")
    let settled = try downloads.settled()
    #expect(settled.fates.allSatisfy { $0.duplicateOf == nil && $0.supersededRows == 0 })
    #expect(settled.counts.rows.map(\.engagements).reduce(0, +) == 7)
  }

  // MARK: - Parts and overlap

  @Test mutating func partsAreKeptApart() throws {
    downloads.add("north.csv", ["A 19 acme 1", "A 18 acme 1"], part: "north")
    downloads.add("south.csv", ["A 19 acme 2"], part: "south")
    downloads.add("south2.csv", ["A 19 acme 4", "A 20 acme 4"], part: "south")
    let settled = try downloads.settled()
    #expect(
      settled.standing(downloads.sources) == ["A 18 acme 1", "A 19 acme 5", "A 20 acme 4"])
    #expect(settled.covered == ["A/north 18 19", "A/south 19 20"])
  }

  @Test mutating func overlapMayAdd() throws {
    downloads.sources = [.named("dsp", overlap: .add)]
    downloads.add("1.csv", ["A 19 acme 1"], stated: "10-20")
    downloads.add("2.csv", ["A 19 acme 2", "A 20 acme 2"])
    let settled = try downloads.settled()
    #expect(settled.standing(downloads.sources) == ["A 19 acme 3", "A 20 acme 2"])
    #expect(settled.fates.map(\.supersededRows) == [0, 0])
    #expect(settled.drops.isEmpty)
  }

  @Test mutating func overlapMayBeAnError() throws {
    downloads.sources = [.named("dsp", overlap: .error)]
    downloads.add("1.csv", ["A 18 acme 1", "A 19 acme 1"])
    downloads.add("2.csv", ["A 20 acme 2", "B 19 acme 2"])
    #expect(try downloads.standing().count == 4)
    downloads.add("3.csv", ["A 19 acme 3"])
    let failure = try #require(downloads.failure())
    #expect(failure.kind == "exports_overlap")
    #expect(failure.what == "campaign 'A' on 2026-11-19 stands in 1.csv too")
    #expect(failure.place == "3.csv")
  }

  /// Copies and rows after the as-of day are no overlap.
  @Test mutating func aCopyIsNoOverlap() throws {
    downloads.sources = [.named("dsp", overlap: .error)]
    downloads.add("1.csv", ["A 19 acme 1", "A 21 acme 1"], content: "x")
    downloads.add("2.csv", ["A 19 acme 1", "A 21 acme 1"], content: "x")
    downloads.add("3.csv", ["A 18 acme 1", "A 21 acme 1"])
    #expect(try downloads.standing() == ["A 18 acme 1", "A 19 acme 1"])
  }

  // MARK: - Counts

  /// Negative counts are summed like others; a window, not this, stops at 0.
  @Test mutating func negativeCountsAreSummed() throws {
    downloads.add("1.csv", ["A 18 acme 3", "A 19 acme -5", "A 20 acme -1"])
    downloads.add("2.csv", ["A 20 acme -2"])
    let settled = try downloads.settled()
    #expect(settled.standing(downloads.sources) == ["A 18 acme 3", "A 19 acme -5", "A 20 acme -2"])
    #expect(settled.counts.identityEngagements == [-4])
  }

  @Test mutating func aCountOfZeroStandsAndReplaces() throws {
    downloads.add("1.csv", ["A 19 acme 3"])
    downloads.add("2.csv", ["A 19 acme 0"])
    #expect(try downloads.standing() == ["A 19 acme 0"])
  }

  /// Rows before any window are no rows of the batch; their engagements are.
  @Test mutating func rowsBeforeAllWindowsOnlyAddUp() throws {
    downloads.withinDays = 5
    downloads.sources = [.named("dsp", lagDays: 2)]
    downloads.add("1.csv", ["A 12 acme 1", "A 13 acme 2", "A 20 acme 4", "A 12 beta 8"])
    let settled = try downloads.settled()
    #expect(settled.standing(downloads.sources) == ["A 13 acme 2", "A 20 acme 4"])
    #expect(settled.counts.identityEngagements == [7, 8])
    #expect(settled.covered == ["A 12 13 20"])
  }

  @Test mutating func identitiesOfAllSourcesInOrder() throws {
    downloads.sources = [.named("dsp"), .named("linkedin")]
    downloads.add("2.csv", ["A 19 zeta 1", "A 19 acme 2"], source: 1)
    downloads.add("1.csv", ["A 19 beta 4", "A 18 acme 8", "A 19 acme 16"])
    let counts = try downloads.settled().counts
    #expect((0..<4).map { counts.identities[$0].name } == ["acme", "beta", "acme", "zeta"])
    #expect(counts.identitySources == [0, 0, 1, 1])
    #expect(counts.identityEngagements == [24, 4, 2, 1])
    #expect(counts.series.map(\.source) == [0, 0, 1])
    #expect(
      counts.rows.map { [$0.series, $0.identity] } == [[0, 0], [1, 0], [1, 1], [2, 2], [2, 3]])
  }

  /// The order in which the files are given changes nothing.
  @Test(arguments: UInt64(1)...20)
  func theOrderOfTheFilesChangesNothing(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var downloads = Downloads()
    downloads.sources = [.named("daily", covers: .firstToLast), .named("period")]
    for number in 0..<14 {
      let first = Int.random(in: 5...20, using: &generator)
      let last = first + Int.random(in: 0...4, using: &generator)
      let isDaily = Bool.random(using: &generator)
      let days = isDaily ? (first...last).map { "\($0)" } : ["\(first)-\(last)"]
      let company = ["acme", "beta"].randomElement(using: &generator) ?? ""
      downloads.add(
        "f (\(number)).csv", days.map { "A \($0) \(company) \(number)" },
        grain: isDaily ? .daily : .period,
        stated: isDaily && number % 3 == 0 ? "\(first)-\(last)" : nil,
        stamp: number % 4 == 0 ? .init(day: november(number + 1)) : nil,
        part: number % 5 == 0 ? "p" : nil, source: isDaily ? 0 : 1, content: "\(number % 6)")
    }
    let straight = try downloads.settled()
    var order = Array(downloads.exports.indices)
    order.shuffle(using: &generator)
    downloads.exports = order.map { downloads.exports[$0] }
    let shuffled = try downloads.settled()
    #expect(shuffled.standing(downloads.sources) == straight.standing(downloads.sources))
    #expect(shuffled.counts.coverage == straight.counts.coverage)
    #expect(shuffled.drops == straight.drops)
    #expect(shuffled.fates == order.map { straight.fates[$0] })
  }
}

/// What came of every campaign and period of every export.
@Suite struct SeriesFateTests {
  @Test func everySeriesHasAFate() throws {
    var downloads = Downloads()
    downloads.add("a.csv", ["A 18 acme 1", "A 19 acme 1", "B 19 acme 1"], content: "same")
    downloads.add("b.csv", ["A 19 acme 2", "A 21 acme 2"])
    downloads.add("a (1).csv", ["A 18 acme 1", "A 19 acme 1", "B 19 acme 1"], content: "same")
    let settled = try downloads.settled()
    #expect(
      settled.seriesFates == [
        [.duplicate(of: 2), .duplicate(of: 2), .duplicate(of: 2)], [.standing, .afterAsOf],
        [.standing, .superseded(by: 1), .standing],
      ])
    #expect(
      (0..<3).map { settled.counts.campaigns[settled.campaign(ofExport: 2, series: $0)] }
        .map(\.campaign.name) == ["A", "A", "B"])
  }

  /// Differences stand in another order than the snapshots' own counts.
  @Test func cumulativeSeriesAreTracedToWhatTheyWere() throws {
    var downloads = Downloads()
    downloads.sources[0].counts = .cumulative
    downloads.add("a.csv", ["A 2-4 acme 1", "A 1-4 acme 1"], grain: .period)
    downloads.add("b.csv", ["A 1-9 acme 3", "A 2-6 acme 1"], grain: .period)
    let snapshots = try CumulativeSnapshots(downloads.exports, sources: downloads.sources)
    #expect(snapshots.originalSeries == [[0, 1], [1, 0]])
    for (place, original) in snapshots.originalSeries[1].enumerated() {
      let series = snapshots.exports[1].partial.series[place]
      #expect(downloads.exports[1].partial.series[original].period.last == series.period.last)
    }
    downloads.sources[0].counts = .period
    #expect(
      try CumulativeSnapshots(downloads.exports, sources: downloads.sources).originalSeries == [
        [], [],
      ])
  }
}
