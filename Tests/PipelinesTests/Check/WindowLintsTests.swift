import Testing

@testable import Pipelines

@Suite("Lints of windows") struct WindowLintsTests {
  private func checked(within days: Int, _ more: String = "") -> Checked {
    Checked(
      workflows: [
        Checked.rule("a", "1+ Awareness in \(days)", "add: {to: [low, medium, high]}")
      ], sources: Checked.source("dsp", more))
  }

  private func weeks(within days: Int, _ more: String = "") -> Checked {
    var checked = checked(within: days, more)
    checked.sources = checked.sources.replacing(
      "date: Day", with: "first_day: From, last_day: To")
    checked.files = [
      "dsp/days.csv": """
      From,To,Campaign,Domain,Clicks
      2026-11-07,2026-11-13,Awareness,alder.example,1
      2026-11-14,2026-11-20,Awareness,alder.example,1
      2026-11-20,2026-11-20,Decision,alder.example,1

      """
    ]
    return checked
  }

  @Test("a window shorter than every period of the campaign")
  func tooShort() throws {
    let lint = try #require(try weeks(within: 5).check().lints.first)
    #expect(lint.kind == "window_shorter_than_periods")
    #expect(
      lint.message == "the shortest period that source 'dsp' has for it is 7 days, and its window "
        + "holds 6 days, so no row of the source ever counts")
    #expect(
      lint.remedy == "say 'within_days: 6' or more, or download the reports of source 'dsp' for at "
        + "most 6 days each")
  }

  @Test("D + 1 days hold a period of as many days")
  func fits() throws {
    #expect(try weeks(within: 6).kinds() == [])
  }

  @Test("a period that just fits counts on one night, and on the others that is told")
  func justFits() throws {
    var checked = weeks(within: 6)
    checked.asOf = november(22)
    let lint = try #require(try checked.check().lints.first)
    #expect(lint.kind == "window_shorter_than_periods")
    #expect(
      lint.message == "the shortest period that source 'dsp' has for it is 7 days, just what its "
        + "window holds, so it counts only in the run for the report's last day, and no row of the "
        + "source counts tonight (2026-11-16 to 2026-11-22)")
    #expect(
      lint.remedy == "say 'within_days: 12' or more, so that a report counts until the next one is "
        + "there, or download the reports of source 'dsp' for at most 6 days each")
    for night in 20...26 {
      checked = weeks(within: 12)
      checked.asOf = november(night)
      #expect(try checked.lints("window_shorter_than_periods") == [])
    }
    checked = weeks(within: 6, "lag_days: 2")
    checked.asOf = november(22)
    #expect(try checked.kinds() == [])
  }

  @Test("nightly snapshots that end on the as-of day count every night")
  func nightlySnapshots() throws {
    var checked = weeks(within: 6)
    checked.files["dsp/days.csv"] =
      "From,To,Campaign,Domain,Clicks\n2026-11-14,2026-11-20,Awareness,alder.example,1\n"
    checked.files["dsp/before.csv"] =
      "From,To,Campaign,Domain,Clicks\n2026-11-13,2026-11-19,Awareness,alder.example,1\n"
    #expect(try checked.kinds() == [])
  }

  @Test("one period that fits is enough, and daily rows always fit")
  func oneFits() throws {
    var checked = weeks(within: 1)
    checked.files["dsp/day.csv"] =
      "From,To,Campaign,Domain,Clicks\n2026-11-19,2026-11-20,Awareness,alder.example,1\n"
    #expect(try checked.kinds() == [])
    #expect(try self.checked(within: 0).kinds() == [])
  }

  @Test("of snapshots to date the differences are the periods")
  func cumulative() throws {
    var checked = weeks(within: 3, "counts: cumulative")
    checked.files["dsp/days.csv"] =
      "From,To,Campaign,Domain,Clicks\n2026-11-01,2026-11-18,Awareness,alder.example,1\n"
    #expect(try checked.kinds() == [])
    checked.files["dsp/later.csv"] =
      "From,To,Campaign,Domain,Clicks\n2026-11-01,2026-11-20,Awareness,alder.example,3\n"
    #expect(try checked.kinds() == [])
    checked.workflows = [
      Checked.rule("a", "1+ Awareness in 0", "add: {to: [low, medium, high]}")
    ]
    #expect(try checked.kinds() == ["window_shorter_than_periods workflow 'a'"])
  }

  @Test("a day of a source that is later than its lag_days")
  func tooLate() throws {
    var checked = checked(within: 1)
    checked.asOf = november(23)
    let lint = try #require(try checked.check().lints.first)
    #expect(lint.kind == "window_without_days")
    #expect(
      lint.message
        == "its window of 2026-11-22 to 2026-11-23 holds no day that source 'dsp' speaks "
        + "for: the newest there is 2026-11-20, 3 days before 2026-11-23, and 'lag_days' is 0, so "
        + "nothing of the source counts tonight")
    #expect(
      lint.remedy == "say 'lag_days: 3' in source 'dsp' if its platform finishes so late, or "
        + "download newer exports of source 'dsp', from 2026-11-21 on")
  }

  @Test("not when lag_days lets the window slide, nor when it holds one day")
  func slides() throws {
    var checked = checked(within: 0, "lag_days: 3")
    checked.asOf = november(23)
    #expect(try checked.kinds() == [])
    checked = self.checked(within: 3)
    checked.asOf = november(23)
    #expect(try checked.kinds() == [])
  }

  @Test("a source that speaks only for later days")
  func tooEarly() throws {
    var checked = checked(within: 7)
    checked.asOf = november(-5)
    #expect(
      try checked.check().lints.map(\.message) == [
        "source 'dsp' speaks for no day up to 2026-10-26, so nothing of the source counts tonight"
      ])
  }

  @Test("more than 7 days late no lag_days helps")
  func farTooLate() throws {
    var checked = checked(within: 0)
    checked.asOf = november(28)
    let lint = try #require(try checked.check().lints.first)
    #expect(
      lint.remedy
        == "download newer exports of source 'dsp', from 2026-11-21 on; 'lag_days' goes no "
        + "further than 7")
  }
}
