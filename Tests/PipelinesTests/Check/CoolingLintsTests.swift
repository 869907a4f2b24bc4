import Testing

@testable import Pipelines

@Suite("Lints of cooling rules") struct CoolingLintsTests {
  private static let up = Checked.rule("up", "5+ Decision in 3", "add: {to: [high]}")

  private func checked(down days: Int, up: String = CoolingLintsTests.up) -> Checked {
    Checked(
      segments: ["{id: medium}", "{id: high}"], ladders: "ladders: [[medium, high]]",
      workflows: [
        up, Checked.rule("down", "<1 Decision in \(days)", "move: {from: [high], to: [medium]}"),
      ],
      more: "")
  }

  // MARK: Coverage

  @Test("a window that begins before the exports")
  func beginsLater() throws {
    let lint = try #require(try checked(down: 30).check().lints.first)
    #expect(lint.kind == "cooling_not_covered")
    #expect(
      lint.message == "skipped tonight: no export of source 'dsp' speaks for 2026-10-21, a day of "
        + "its window 2026-10-21 to 2026-11-20; the exports there begin on 2026-11-01")
    #expect(
      lint.remedy == "say 'within_days: 19' in the rule, or download 2026-10-21 to 2026-11-20 of "
        + "source 'dsp' again")
  }

  @Test("a window that is covered")
  func covered() throws {
    #expect(try checked(down: 19).kinds() == [])
  }

  @Test("a gap that 'covers: first_to_last' would close")
  func gap() throws {
    var checked = checked(down: 7)
    checked.files["dsp/days.csv"] =
      Checked.header + Checked.rows("Decision", 1...15) + Checked.rows("Decision", 18...20)
    let lint = try #require(try checked.check().lints.first)
    #expect(lint.message.contains("speaks for 2026-11-16, a day"))
    #expect(
      lint.remedy == "say 'covers: first_to_last' in source 'dsp' if its days without a row had no "
        + "engagement, or say 'within_days: 2' in the rule, or download 2026-11-13 to 2026-11-20 of "
        + "source 'dsp' again")
    checked.sources = Checked.source("dsp", "covers: first_to_last")
    #expect(try checked.kinds() == [])
  }

  @Test("a source that is a day late, which lag_days mends")
  func late() throws {
    var checked = checked(down: 7)
    checked.asOf = november(21)
    let lint = try #require(try checked.lints("cooling_not_covered").first)
    #expect(lint.message.hasSuffix("; the newest day there is 2026-11-20"))
    #expect(
      lint.remedy.hasPrefix("say 'lag_days: 1' in source 'dsp' if its platform finishes so late"))
    checked.sources = Checked.source("dsp", "lag_days: 1")
    #expect(try checked.kinds() == [])
  }

  @Test("a window without any day is told once, as such")
  func farTooLate() throws {
    var checked = checked(down: 3)
    checked.asOf = november(26)
    #expect(
      try checked.kinds() == [
        "window_without_days workflow 'up'", "window_without_days workflow 'down'",
      ])
  }

  // MARK: Expiry

  private func expiring(_ days: Int, down: Int, up: String = CoolingLintsTests.up) -> Checked {
    var checked = checked(down: down, up: up)
    checked.segments[1] = "{id: high, expire_after_days: \(days)}"
    return checked
  }

  @Test("expiry after E days beats a rule that waits longer than E and the window")
  func expiryFirst() throws {
    let lint = try #require(try expiring(7, down: 11).check().lints.first)
    #expect(lint.kind == "expiry_comes_first")
    #expect(lint.place == "workflow 'down'")
    #expect(lint.message.contains("(3 + 7 = 10, less than 11)"))
    #expect(lint.remedy.hasPrefix("say 'within_days: 10' or less in the rule, or raise"))
    #expect(lint.remedy.contains("'expire_after_days' of segment 'high' to 8 or more"))
  }

  @Test("a rule that waits just as long can come first")
  func expiryTogether() throws {
    #expect(try expiring(7, down: 10).kinds() == [])
    #expect(try expiring(8, down: 11).kinds() == [])
  }

  @Test("a source that may be late can hide the engagement for so many days more")
  func expiryWithLag() throws {
    var checked = expiring(7, down: 11)
    checked.sources = Checked.source("dsp", "lag_days: 1")
    #expect(try checked.kinds() == [])
    checked = expiring(7, down: 12)
    checked.sources = Checked.source("dsp", "lag_days: 1")
    #expect(try checked.kinds() == ["expiry_comes_first workflow 'down'"])
  }

  @Test("not when another campaign, a pin or initial members fill the segment")
  func filledOtherwise() throws {
    let other = Checked.rule("up", "5+ Awareness in 3", "add: {to: [high]}")
    #expect(try expiring(7, down: 11, up: other).kinds().filter { !$0.hasPrefix("undo") } == [])
    var pinned = expiring(7, down: 11)
    pinned.more = "overrides: overrides.csv"
    pinned.files["overrides.csv"] =
      "account,segment,action,until,reason\ndomain:alder.example,high,pin,,\n"
    #expect(try pinned.kinds() == [])
    var initial = expiring(7, down: 11)
    initial.segments[1] = "{id: high, expire_after_days: 7, initial: high.csv}"
    initial.files["high.csv"] = "account_id\ndomain:alder.example\n"
    #expect(try initial.kinds() == [])
  }

  @Test("not for fewer than 2, which can be met at once")
  func fewerThanTwo() throws {
    var checked = expiring(7, down: 11)
    checked.workflows[1] = Checked.rule(
      "down", "<2 Decision in 11", "move: {from: [high], to: [medium]}")
    #expect(try checked.kinds() == [])
  }
}
