import AdModel
import Testing

@testable import Ingest

/// Which days are spoken for, how late a source is, and what restating lost.
@Suite struct RestatementCoverageTests {
  private var downloads = Downloads()

  // MARK: - Empty reports

  @Test mutating func anEmptyReportCoversTheRangeItStates() throws {
    downloads.add("1.csv", ["A 12 acme 1"])
    downloads.add("2.csv", [], stated: "11-13", campaign: "A")
    downloads.add("3.csv", [], stated: "18-25")
    let settled = try downloads.settled()
    // It replaces nothing.
    #expect(settled.standing(downloads.sources) == ["A 12 acme 1"])
    #expect(settled.covered == ["- 18 19 20", "A 11 12 13"])
  }

  /// A period that ends after the as-of day is set aside, with rows and without.
  @Test mutating func anEmptyPeriodAfterTheAsOfDayCoversNothing() throws {
    downloads.add("1.csv", [], grain: .period, stated: "14-20", campaign: "A")
    downloads.add("2.csv", [], grain: .period, stated: "15-21", campaign: "B")
    #expect(try downloads.settled().covered == ["A 14 15 16 17 18 19 20", "B"])
  }

  /// Rows that were all rejected are no empty report: nobody knows what they would have said.
  @Test mutating func aReportOfRejectsAloneCoversNothing() throws {
    downloads.add("1.csv", [], stated: "11-13", campaign: "A", rejected: 2)
    let settled = try downloads.settled()
    #expect(settled.counts.coverage[0].lanes.allSatisfy { $0.days.isEmpty })
    #expect(settled.counts.campaigns.map(\.campaign.name) == ["A"])
  }

  // MARK: - Campaigns

  /// Superseded, set aside or without rows: mentioned is mentioned.
  @Test mutating func everyCampaignEverMentionedIsKnown() throws {
    downloads.add("1.csv", ["A 19 acme 1", "a 18 acme 1"])
    downloads.add("2.csv", ["a 18 acme 2", "B 21 acme 1"], stated: "1-20")
    downloads.add("3.csv", [], stated: "1-20", campaign: "Empty")
    downloads.add("4.csv", ["7:C 19 acme 1"])
    let campaigns = try downloads.settled().counts.campaigns.map(\.campaign)
    #expect(
      campaigns == [
        Campaign(name: "B"), Campaign(name: "Empty"), Campaign(name: "a"),
        Campaign(id: "7", name: "C"),
      ])
  }

  /// One id alone bears the name, so the newer download without ids speaks of the same campaign.
  @Test mutating func anIDThatIsMissingLater() throws {
    downloads.add("1.csv", ["7:B 18 acme 5", "7:B 19 acme 5"])
    downloads.add("2.csv", ["b 19 acme 6"])
    let settled = try downloads.settled()
    #expect(settled.standing(downloads.sources) == ["b 18 acme 5", "b 19 acme 6"])
    #expect(settled.counts.campaigns.map(\.campaign) == [Campaign(id: "7", name: "b")])
    #expect(settled.fates.map(\.supersededRows) == [1, 0])
  }

  /// Where two ids bear it, nobody knows whose the name alone is.
  @Test mutating func aNameOfTwoIDsStaysApart() throws {
    downloads.add("1.csv", ["7:B 19 acme 5", "8:B 19 acme 5"])
    downloads.add("2.csv", ["B 19 acme 6"])
    #expect(try downloads.settled().counts.campaigns.count == 3)
  }

  /// With the spelling of the newest export.
  @Test mutating func theNewestSpellingIsShown() throws {
    downloads.add("1.csv", ["brand_Awareness 18 acme 1"])
    downloads.add("2.csv", ["Brand_AWARENESS 19 acme 1"])
    #expect(
      try downloads.standing() == ["Brand AWARENESS 18 acme 1", "Brand AWARENESS 19 acme 1"])
  }

  @Test mutating func lanesKnowTheNamesThatFilesState() throws {
    downloads.add("1.csv", ["A 19 acme 1"], campaign: "A", part: "north")
    downloads.add("2.csv", ["B 19 acme 1"])
    let lanes = try downloads.settled().counts.coverage[0].lanes
    #expect(lanes.map(\.namedCampaign) == ["A", nil])
    #expect(lanes.map(\.part) == ["north", nil])
  }

  // MARK: - Lag

  /// The window slides when the source is as late as it may be, and not when it is later.
  @Test(arguments: [
    (20, 2, 0), (19, 2, 1), (18, 2, 2), (17, 2, 0), (19, 0, 0), (13, 7, 7), (12, 7, 0),
  ])
  mutating func theLagUsed(newestDay: Int, lagDays: Int, expected: Int) throws {
    downloads.sources = [.named("dsp", lagDays: lagDays)]
    downloads.add("1.csv", ["A \(newestDay) acme 1", "A 10 acme 1"])
    #expect(try downloads.settled().counts.coverage[0].lagUsed == expected)
  }

  /// The newest day of any campaign and part, of stated ranges and empty reports too; days after
  /// the as-of day do not make a source early.
  @Test mutating func theNewestCoveredDayTellsTheLag() throws {
    downloads.sources = [.named("dsp", lagDays: 3)]
    downloads.add("1.csv", ["A 17 acme 1"])
    #expect(try downloads.settled().counts.coverage[0].lagUsed == 3)
    downloads.add("2.csv", ["B 16 acme 1"], stated: "10-18", part: "north")
    #expect(try downloads.settled().counts.coverage[0].lagUsed == 2)
    downloads.add("3.csv", [], stated: "10-19")
    #expect(try downloads.settled().counts.coverage[0].lagUsed == 1)
    downloads.add("4.csv", ["A 22 acme 1"])
    #expect(try downloads.settled().counts.coverage[0].lagUsed == 1)
  }

  @Test mutating func eachSourceHasItsOwnLag() throws {
    downloads.sources = [.named("dsp"), .named("linkedin", lagDays: 1), .named("none", lagDays: 1)]
    downloads.add("1.csv", ["A 20 acme 1"])
    downloads.add("2.csv", ["A 19 acme 1"], source: 1)
    #expect(try downloads.settled().counts.coverage.map(\.lagUsed) == [0, 1, 0])
  }

  // MARK: - Newest day

  @Test mutating func theNewestDayOfDailyExportsElseOfAny() throws {
    #expect(Restatement.newestDay(of: []) == nil)
    downloads.add("1.csv", ["A 10-22 acme 1"], grain: .period)
    #expect(Restatement.newestDay(of: downloads.exports) == november(22))
    downloads.add("2.csv", ["A 12 acme 1", "A 19 acme 1"])
    #expect(Restatement.newestDay(of: downloads.exports) == november(19))
    downloads.add("3.csv", ["A 12 acme 1"], stated: "10-20")
    #expect(Restatement.newestDay(of: downloads.exports) == november(20))
    downloads.add("4.csv", [])
    #expect(Restatement.newestDay(of: downloads.exports) == november(20))
  }

  // MARK: - Drops

  @Test mutating func aDayThatLostCompaniesIsReported() throws {
    downloads.add(
      "1.csv", ["A 18 acme 1", "A 18 beta 1", "A 18 gamma 1", "A 19 acme 1", "B 19 acme 1"])
    downloads.add("2.csv", ["A 18 acme 9", "A 19 acme 1", "A 19 beta 1", "B 19 beta 1"])
    let drops = try downloads.settled().drops
    #expect(
      drops == [
        Restatement.Drop(
          source: SourceName("dsp"), campaign: "A", part: nil, day: november(18),
          companiesBefore: 3, companiesAfter: 1, newerPath: "2.csv", olderPath: "1.csv")
      ])
  }

  /// A range that states the day and has no row for it lost them all.
  @Test mutating func aDayWithoutRowsLostAllCompanies() throws {
    downloads.add("1.csv", ["A 18 acme 1", "A 18 beta 1"], part: "north")
    downloads.add("2.csv", ["A 19 acme 9"], stated: "18-19", part: "north")
    let drop = try #require(try downloads.settled().drops.first)
    #expect(drop.companiesBefore == 2)
    #expect(drop.companiesAfter == 0)
    #expect(drop.part == "north")
  }

  @Test mutating func noDropWithoutReplacing() throws {
    downloads.add("1.csv", ["A 18 acme 1", "A 18 beta 1"], part: "north")
    downloads.add("2.csv", ["A 18 acme 1"], part: "south")
    downloads.add("3.csv", ["B 18 acme 1"], part: "north")
    downloads.add("1 copy.csv", ["C 18 acme 1"], content: "x")
    downloads.add("2 copy.csv", ["C 18 acme 1"], content: "x")
    #expect(try downloads.settled().drops.isEmpty)
  }
}
