import Testing

@testable import Pipelines

@Suite("Lints of campaigns") struct CampaignLintsTests {
  private func checked(_ trigger: String, when: String = "") -> Checked {
    Checked(
      workflows: [
        Checked.rule("a", trigger, "add: {to: [low, medium, high]}", when: when)
      ])
  }

  @Test("a misspelled campaign is named with the closest ones")
  func misspelled() throws {
    let check = try checked("1+ Awarenes in 7").check()
    let lint = try #require(check.lints.first)
    #expect(lint.kind == "campaign_unknown")
    #expect(lint.place == "workflow 'a'")
    #expect(
      lint.message == "no export mentions its campaign 'Awarenes', so nothing ever matches")
    #expect(
      lint.remedy
        == "correct 'campaign' in the 'when' of workflow 'a'; the closest are 'Awareness'")
    #expect(check.faults.isEmpty)
  }

  @Test("without a close one, those there are are named")
  func noneClose() throws {
    let lint = try #require(try checked("1+ Retargeting in 7").lints("campaign_unknown").first)
    #expect(
      lint.remedy == "correct 'campaign' in the 'when' of workflow 'a'; the exports mention "
        + "'Awareness', 'Consideration', 'Decision'")
  }

  @Test("names are compared without case, globs match")
  func known() throws {
    #expect(try checked("1+ AWARENESS in 7").kinds() == [])
    #expect(try checked("1+ 'Awa*' in 7").kinds() == [])
    #expect(try checked("1+ [Awareness, Decision] in 7").kinds() == [])
  }

  @Test("one name of a list that matches nothing")
  func partOfAList() throws {
    let lints = try checked("1+ [Awareness, Decisions] in 7").check().lints
    #expect(
      lints.map(\.message) == [
        "no export mentions its campaign 'Decisions', so only the rest of its list counts"
      ])
  }

  @Test("an unknown campaign skips a cooling rule whole")
  func cooling() throws {
    var checked = Checked(ladders: Checked.ladder)
    checked.segments[2] = "{id: high, initial: high.csv}"
    checked.segments[0] = "{id: low, initial: high.csv}"
    checked.files["high.csv"] = "account_id\ndomain:alder.example\n"
    checked.workflows = [
      Checked.rule("down", "<1 Decisio in 7", "move: {from: [high], to: [medium]}")
    ]
    let messages = try checked.lints("campaign_unknown").map(\.message)
    #expect(
      messages == ["no export mentions its campaign 'Decisio', so the whole rule is skipped"])
  }

  @Test("a source that is named and does not mention the campaign")
  func silentSource() throws {
    var checked = checked("1+ Awareness in 7", when: "sources: [dsp, second]")
    checked.sources += Checked.source("second")
    checked.files["second/days.csv"] = Checked.header + Checked.rows("Awareness Q4", 10...20)
    #expect(try checked.kinds() == ["source_without_campaign workflow 'a'"])
    checked.workflows = [
      Checked.rule("a", "1+ Awareness in 7", "add: {to: [low, medium, high]}", when: "sources: all")
    ]
    #expect(try checked.kinds() == [])
  }

  @Test("a campaign in several sources ends a run, and so do two ids under one name")
  func ambiguous() throws {
    var checked = checked("1+ Awareness in 7")
    checked.sources += Checked.source("second")
    checked.files["second/days.csv"] = Checked.header + Checked.rows("Awareness", 10...20)
    #expect(try checked.check().faults.map(\.kind) == ["campaign_in_several_sources"])
    checked.sources = Checked.source("dsp").replacing(
      "campaign: Campaign", with: "campaign: Campaign, campaign_id: ID")
    checked.files = [
      "dsp/days.csv": "Day,Campaign,ID,Domain,Clicks\n2026-11-20,Awareness,1,a.example,1\n"
        + "2026-11-20,Awareness,2,a.example,1\n"
    ]
    #expect(try checked.check().faults.map(\.kind) == ["several_campaign_ids"])
  }

  @Test("nothing is said of a source with a file that cannot be read")
  func unread() throws {
    var checked = checked("1+ Later in 7")
    checked.files["dsp/broken.csv"] = "Nothing,Of,This\n"
    let check = try checked.check()
    #expect(check.lints == [])
    #expect(check.faults.map(\.kind) == ["columns_missing"])
  }
}
