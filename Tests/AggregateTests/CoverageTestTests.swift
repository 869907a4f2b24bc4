import AdModel
import Testing

@testable import Aggregate

/// Cooling rules act only when every day of their window is known.
@Suite struct CoverageTestTests {
  private var night = CountedNight()

  init() {
    night.mentioned = ["dsp A"]
    night.workflows = [rule("A", within: 7, when: .fewerThan(1))]
  }

  /// Whether the first rule is skipped, and for want of which day.
  private func skipped() throws -> String {
    let windows = try night.windows()
    guard windows.windows[0].isSkipped else {
      #expect(windows.warnings.isEmpty)
      return "no"
    }
    let warning = try #require(windows.warnings.last)
    return "\(warning.kind) \(warning.message.firstMatch(of: /2026-\d\d-\d\d/)?.output ?? "")"
  }

  @Test(
    arguments: [
      (["dsp A 13-20"], "no"), (["dsp A 1-20"], "no"), (["dsp - 13-20"], "no"),
      (["dsp - 13-16", "dsp B 17-20"], "no"),
      (["dsp A 14-20"], "not_covered 2026-11-13"), (["dsp A 13-19"], "not_covered 2026-11-20"),
      (["dsp A 13-15 17-20"], "not_covered 2026-11-16"), ([], "not_covered 2026-11-13"),
    ] as [([String], String)])
  mutating func everyDayOfTheWindowMustBeCovered(lanes: [String], expected: String) throws {
    // The first of these lanes are of files that state no campaign.
    night.lanes = lanes.map { $0.replacing("dsp A", with: "dsp -") }
    #expect(try skipped() == expected)
  }

  @Test mutating func aRuleOfNOrMoreNeedsNoCoverage() throws {
    night.workflows = [rule("A", within: 7, when: .atLeast(1))]
    #expect(try skipped() == "no")
  }

  @Test mutating func aWindowOfOneDayNeedsThatDay() throws {
    night.workflows = [rule("A", within: 0, when: .fewerThan(1))]
    night.lanes = ["dsp - 1-19"]
    #expect(try skipped() == "not_covered 2026-11-20")
    night.lanes = ["dsp - 20"]
    #expect(try skipped() == "no")
  }

  /// The window of a late source is the one that slid.
  @Test mutating func theSlidWindowIsTheOneThatMustBeCovered() throws {
    night.lags = ["dsp": 2]
    night.lanes = ["dsp - 11-18"]
    #expect(try skipped() == "no")
    night.lanes = ["dsp - 12-18"]
    #expect(try skipped() == "not_covered 2026-11-11")
  }

  @Test mutating func everySourceItReadsMustBeCovered() throws {
    night.sources = ["dsp", "linkedin", "sixsense"]
    night.mentioned = ["dsp A", "linkedin A", "sixsense B"]
    night.lanes = ["dsp - 13-20", "linkedin - 13-18"]
    night.workflows = [rule("A", within: 7, when: .fewerThan(1), sources: .all)]
    #expect(try skipped() == "not_covered 2026-11-19")
    night.workflows = [
      rule("A", within: 7, when: .fewerThan(1), sources: .named([SourceName("dsp")]))
    ]
    #expect(try skipped() == "no")
    // A source that is named is read, whether it mentions the campaign or not.
    night.workflows = [
      rule(
        "A", within: 7, when: .fewerThan(1),
        sources: .named([SourceName("dsp"), SourceName("sixsense")]))
    ]
    #expect(try skipped() == "not_covered 2026-11-13")
  }

  @Test mutating func aCampaignNeverMentionedSkipsTheRule() throws {
    night.lanes = ["dsp - 1-20"]
    night.workflows = [rule("Nowhere", within: 7, when: .fewerThan(1))]
    let windows = try night.windows()
    #expect(windows.windows[0].isSkipped)
    #expect(windows.warnings.map(\.kind) == ["not_covered"])
  }

  /// A skipped rule's window is listed all the same.
  @Test mutating func aSkippedRuleHasItsCounts() throws {
    night.rows = ["dsp A 20 #0 3"]
    let window = try night.windows().windows[0]
    #expect(window.isSkipped)
    #expect(window.told == ["#0 3"])
  }

  // MARK: - Named campaigns and parts

  /// One report of the campaign is late: the day is covered by another, but not by this one.
  @Test mutating func aNamedCampaignThatIsAliveMustCoverTheDay() throws {
    night.mentioned = ["dsp A", "dsp A_EU", "dsp B"]
    night.workflows = [rule("A*", within: 7, when: .fewerThan(1))]
    night.lanes = ["dsp A 13-20", "dsp A_EU 13-19", "dsp B 1-20"]
    #expect(try skipped() == "not_covered 2026-11-20")
    night.lanes[1] = "dsp A_EU 10-20"
    #expect(try skipped() == "no")
  }

  /// A rule may read the campaign of a file by the id that stands in its rows.
  @Test mutating func aNamedCampaignReadByItsIDMustCoverTheDay() throws {
    night.mentioned = ["dsp 7:Brand", "dsp 8:Other"]
    night.workflows = [rule("7", within: 7, when: .fewerThan(1))]
    night.lanes = ["dsp 7:Brand 13-18", "dsp 8:Other 13-20"]
    #expect(try skipped() == "not_covered 2026-11-19")
    night.lanes = ["dsp 7:Brand 13-20", "dsp 8:Other 13-18"]
    #expect(try skipped() == "no")
  }

  /// Campaigns that the rule does not read may be late.
  @Test mutating func otherNamedCampaignsMayBeLate() throws {
    night.mentioned = ["dsp A", "dsp B"]
    night.lanes = ["dsp A 13-20", "dsp B 15-17"]
    #expect(try skipped() == "no")
    // But one that is read is not covered by others.
    night.lanes = ["dsp A 14-20", "dsp B 1-20"]
    #expect(try skipped() == "not_covered 2026-11-13")
  }

  /// A campaign that ended asks for nothing: nothing of it in the last 14 days.
  @Test mutating func aCampaignWithoutAnExportInTheLastFourteenDaysIsOver() throws {
    night.mentioned = ["dsp A", "dsp A_old"]
    night.workflows = [rule("A*", within: 7, when: .fewerThan(1))]
    night.lanes = ["dsp A 13-20", "dsp A_old 1-5"]
    #expect(try skipped() == "no")
    night.lanes = ["dsp A 13-20", "dsp A_old 1-6"]
    #expect(try skipped() == "not_covered 2026-11-13")
  }

  @Test mutating func everyPartThatIsAliveMustCoverTheDay() throws {
    night.lanes = ["dsp -/north 13-20", "dsp -/south 13-17", "dsp -/old 1-5"]
    #expect(try skipped() == "not_covered 2026-11-18")
    night.lanes = ["dsp A/north 13-20", "dsp A/south 12-20", "dsp B/south 13-14"]
    #expect(try skipped() == "no")
    night.lanes = ["dsp A/north 13-20", "dsp A/south 14-20"]
    #expect(try skipped() == "not_covered 2026-11-13")
  }

  /// Several campaigns in files of one part: any of them speaks for the part's day.
  @Test mutating func aPartIsCoveredByAnyOfItsCampaigns() throws {
    night.mentioned = ["dsp A", "dsp B"]
    let counts = night.counts
    let lane = { (campaign: Int, days: String) in
      Coverage.Lane(
        campaign: campaign, namedCampaign: nil, part: "north",
        days: CountedNight.days(CountedNight.period(days)))
    }
    let test = CoverageTest(
      asOf: CountedNight.asOf, selector: CampaignSelector(["A"]), campaigns: [0])
    let window = Window(within: 7, last: CountedNight.asOf)
    #expect(counts.campaigns.count == 2)
    #expect(
      test.firstUncoveredDay(
        of: window, in: Coverage(lanes: [lane(0, "13-16"), lane(1, "17-20")])) == nil)
    #expect(
      test.firstUncoveredDay(
        of: window, in: Coverage(lanes: [lane(0, "13-16"), lane(1, "18-20")])) == november(17))
  }
}
