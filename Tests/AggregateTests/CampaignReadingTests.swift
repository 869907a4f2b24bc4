import AdModel
import Testing

@testable import Aggregate

/// Which campaigns of which sources a rule reads.
@Suite struct CampaignReadingTests {
  private var night = CountedNight()

  @Test(
    arguments: [
      (["Brand Awareness"], ["#0 1"]), (["BRAND  awareness "], ["#0 1"]), (["７"], []),
      (["7"], ["#1 2"]), (["Decision"], ["#1 2"]), (["Brand *"], ["#0 1", "#2 4"]),
      (["brand ?wareness"], ["#0 1"]), (["*"], ["#0 1", "#1 2", "#2 4"]), (["Brand"], []),
      (["Brand Awareness", "7"], ["#0 1", "#1 2"]),
      (["Brand *", "brand awareness"], ["#0 1", "#2 4"]),
      (["brand reﬁnement"], ["#2 4"]), (["7*"], []),
    ] as [([String], [String])])
  mutating func aNameAnIDAListOrAGlob(patterns: [String], expected: [String]) throws {
    night.rows = [
      "dsp Brand_Awareness 20 #0 1", "dsp 7:Decision 20 #1 2", "dsp Brand_Refinement 20 #2 4",
    ]
    var reading = rule("", within: 7)
    reading.trigger.campaign = CampaignSelector(patterns)
    night.workflows = [reading]
    #expect(try night.firstWindow() == expected)
    #expect(try night.windows().warnings.isEmpty == !expected.isEmpty)
  }

  // MARK: - Sources

  @Test mutating func severalSourcesNeedToBeNamed() throws {
    night.sources = ["dsp", "linkedin", "sixsense"]
    night.rows = ["dsp A 20 #0 1", "linkedin A 20 #0 2"]
    night.mentioned = ["sixsense B"]
    night.workflows = [rule("A", within: 7)]
    let failure = try #require(night.failure())
    #expect(failure.kind == "campaign_in_several_sources")
    #expect(failure.place == "workflow 'rule'")
    #expect(failure.what.hasSuffix("dsp, linkedin"))
    #expect(failure.mend.contains("'sources: all'"))
  }

  /// Mentioned is enough, without a row that stands.
  @Test mutating func aMentionIsEnoughForASecondSource() {
    night.sources = ["dsp", "linkedin"]
    night.rows = ["dsp A 20 #0 1"]
    night.mentioned = ["linkedin a"]
    night.workflows = [rule("A", within: 7)]
    #expect(night.failure()?.kind == "campaign_in_several_sources")
  }

  @Test(
    arguments: [
      (.all, ["#0 7"]), (.named([SourceName("linkedin")]), ["#0 2"]),
      (.named([SourceName("sixsense"), SourceName("dsp")]), ["#0 5"]),
    ] as [(Workflow.SourceChoice, [String])])
  mutating func theSourcesNamedAreRead(choice: Workflow.SourceChoice, expected: [String]) throws {
    night.sources = ["dsp", "linkedin", "sixsense"]
    night.rows = ["dsp A 20 #0 1", "linkedin A 20 #0 2", "sixsense a 20 #0 4", "dsp B 20 #0 8"]
    night.workflows = [rule("A", within: 7, sources: choice)]
    #expect(try night.firstWindow() == expected)
  }

  @Test mutating func oneSourceNeedsNoName() throws {
    night.sources = ["dsp", "linkedin"]
    night.rows = ["linkedin A 20 #0 2", "dsp B 20 #0 1"]
    night.workflows = [rule("A", within: 7)]
    #expect(try night.firstWindow() == ["#0 2"])
  }

  // MARK: - Ids

  @Test mutating func twoIDsUnderOneNameNeedTheID() throws {
    night.rows = ["dsp 7:Brand 20 #0 1", "dsp 8:BRAND 20 #0 2"]
    night.workflows = [rule("brand", within: 7)]
    let failure = try #require(night.failure())
    #expect(failure.kind == "several_campaign_ids")
    #expect(failure.what == "source 'dsp' has several campaigns named 'brand', with the ids 7, 8")
    night.workflows = [rule("7", within: 7)]
    #expect(try night.firstWindow() == ["#0 1"])
    night.workflows = [rule("7", "8", within: 7)]
    #expect(try night.firstWindow() == ["#0 3"])
    night.workflows = [rule("Brand", within: 7, anyID: true)]
    #expect(try night.firstWindow() == ["#0 3"])
  }

  /// A glob asks for several; ids of several sources are no confusion; nor is one id with rows that
  /// have none.
  @Test mutating func otherwiseIDsMayDiffer() throws {
    night.sources = ["dsp", "linkedin"]
    night.rows = ["dsp 7:Brand 20 #0 1", "dsp 8:Brand 20 #0 2"]
    night.workflows = [rule("Brand*", within: 7)]
    #expect(try night.firstWindow() == ["#0 3"])
    night.rows = ["dsp 7:Brand 20 #0 1", "linkedin 8:Brand 20 #0 2"]
    night.workflows = [rule("Brand", within: 7, sources: .all)]
    #expect(try night.firstWindow() == ["#0 3"])
    night.rows = ["dsp 7:Brand 20 #0 1", "dsp Brand 20 #0 2"]
    night.workflows = [rule("Brand", within: 7)]
    #expect(try night.firstWindow() == ["#0 3"])
    night.rows = ["dsp 7:Brand 20 #0 1", "linkedin 8:Brand 20 #0 2", "linkedin 9:Brand 20 #0 4"]
    night.workflows = [rule("Brand", within: 7, sources: .named([SourceName("dsp")]))]
    #expect(try night.firstWindow() == ["#0 1"])
  }

  // MARK: - Unknown campaigns

  @Test mutating func anUnknownCampaignIsAWarningWithTheNearestNames() throws {
    night.mentioned = ["dsp Awareness", "dsp Awarenes_2", "dsp 7:Decision", "dsp Consideration"]
    night.workflows = [rule("Awarness", within: 7)]
    let windows = try night.windows()
    #expect(windows.windows[0].rows.isEmpty)
    #expect(windows.warnings.map(\.kind) == ["campaign_unknown"])
    #expect(windows.warnings.map(\.place) == ["workflow 'rule'"])
    #expect(
      windows.warnings.first?.message == "no export mentions its campaign 'Awarness'; "
        + "the closest are 'Awareness', 'Awarenes 2'")
  }

  @Test mutating func nothingNearIsSaidPlainly() throws {
    night.mentioned = ["dsp Awareness"]
    night.workflows = [rule("Retargeting", "Q4 *", within: 7)]
    #expect(
      try night.windows().warnings.first?.message
        == "no export mentions its campaign 'Retargeting', 'Q4 *'")
  }

  /// Of the sources that the rule names.
  @Test mutating func namesOfOtherSourcesAreNotOffered() throws {
    night.sources = ["dsp", "linkedin"]
    night.mentioned = ["dsp Awareness", "linkedin Awareness_EU"]
    night.workflows = [rule("Awarenes", within: 7, sources: .named([SourceName("dsp")]))]
    #expect(
      try night.windows().warnings.first?.message
        == "no export mentions its campaign 'Awarenes'; the closest are 'Awareness'")
    night.workflows = [rule("Awareness", within: 7, sources: .named([SourceName("linkedin")]))]
    #expect(
      try night.windows().warnings.first?.message
        == "no export mentions its campaign 'Awareness'; the closest are 'Awareness EU'")
  }
}
