import Testing

@testable import Pipelines

@Suite("Lints of workflows that undo each other") struct UndoingLintsTests {
  private func ladder(_ workflows: String...) throws -> [Lint] {
    try Checked(
      ladders: Checked.ladder,
      workflows: [Checked.rule("to-low", "1+ Awareness in 7", "add: {to: [low]}")] + workflows
    ).lints("undo_each_other")
  }

  private func up(_ trigger: String, _ more: String = "") -> String {
    Checked.rule("up", trigger, "move: {from: [low], to: [high]}", more)
  }

  private func down(_ trigger: String, _ more: String = "") -> String {
    Checked.rule("down", trigger, "move: {from: [high], to: [low]}", more)
  }

  @Test("5 or more in 3 days up, fewer than 1 in 7 days down: never both")
  func exclusive() throws {
    #expect(try ladder(up("5+ Decision in 3"), down("<1 Decision in 7")) == [])
    #expect(try ladder(up("5+ Decision in 3"), down("<5 Decision in 3")) == [])
    #expect(try ladder(up("5+ Decision in 3"), down("<5 Decision in 90")) == [])
  }

  @Test("counts that some account can have at once")
  func possible() throws {
    #expect(try ladder(up("5+ Decision in 3"), down("<6 Decision in 7")).count == 1)
    #expect(try ladder(up("5+ Decision in 7"), down("<1 Decision in 3")).count == 1)
    #expect(try ladder(up("5+ Decision in 3"), down("<1 Awareness in 7")).count == 1)
    #expect(try ladder(up("5+ Decision in 3"), down("1+ Decision in 7")).count == 1)
  }

  @Test("a campaign within a pattern counts no more than the pattern")
  func within() throws {
    #expect(try ladder(up("5+ Decision in 3"), down("<1 'D*' in 7")) == [])
    #expect(try ladder(up("5+ 'D*' in 3"), down("<1 [Decision, Awareness] in 7")) == [])
    #expect(try ladder(up("5+ [Decision, Awareness] in 3"), down("<1 Decision in 7")).count == 1)
  }

  @Test("the later one has the last word")
  func lastWord() throws {
    let lint = try #require(
      try ladder(up("5+ Decision in 3"), down("<1 Awareness in 7")).first)
    #expect(lint.place == "workflow 'up'")
    #expect(
      lint.message
        == "it puts accounts into 'high', and 'down' takes them out again, back to 'low'; "
        + "an account can match both on one night, and then 'up', which runs as number 3 after "
        + "number 1, has the last word")
  }

  @Test("not when narrowing keeps one from what the other did")
  func narrowed() throws {
    #expect(try ladder(up("5+ Decision in 3"), down("<1 Awareness in 7", "not_in: [high]")) == [])
    #expect(try ladder(up("5+ Decision in 3", "not_in: [low]"), down("<1 Awareness in 7")) == [])
    #expect(try ladder(up("5+ Decision in 3", "only_in: [high]"), down("<1 Awareness in 7")) == [])
    #expect(
      try ladder(up("5+ Decision in 3", "only_in: [low]"), down("<1 Awareness in 7")).count == 1)
  }

  @Test("an add and a remove of one segment")
  func addAndRemove() throws {
    var checked = Checked(segments: ["{id: low}"], more: "")
    let add = Checked.rule("in", "1+ Awareness in 7", "add: {to: [low]}")
    checked.workflows = [add, Checked.rule("out", "<1 Decision in 7", "remove: {from: [low]}")]
    let lint = try #require(try checked.lints("undo_each_other").first)
    #expect(
      lint.message == "it puts accounts into 'low', and 'out' takes them out again; an account can "
        + "match both on one night, and then 'out', which runs as number 2 after number 1, has the "
        + "last word")
    checked.workflows[1] = Checked.rule("out", "<1 Awareness in 7", "remove: {from: [low]}")
    #expect(try checked.kinds() == [])
  }

  @Test("an add and a move to a lower rung do, an add and a move on do not")
  func addAndMove() throws {
    let add = Checked.rule("in", "1+ Decision in 7", "add: {to: [high]}")
    #expect(try ladder(add, down("<1 Awareness in 7")).count == 1)
    #expect(
      try ladder(
        Checked.rule("on", "1+ Decision in 7", "move: {from: [low], to: [medium, high]}"),
        down("<1 Decision in 7")) == [])
  }

  @Test("an 'after' of either one states who has the last word")
  func stated() throws {
    let (up, low) = ("5+ Decision in 3", "<1 Awareness in 7")
    #expect(try ladder(self.up(up, "after: [down]"), down(low)) == [])
    #expect(try ladder(self.up(up), down(low, "after: [up]")) == [])
    #expect(try ladder(self.up(up), down(low, "after: [to-low]")).count == 1)
  }

  @Test("rules that raise and one that takes people off: the remedy states the last word")
  func optOut() throws {
    func lints(add: String, out: String) throws -> [Lint] {
      var checked = Checked(
        ladders: Checked.ladder,
        workflows: [
          Checked.rule("l", "1+ Awareness in 7", "add: {to: [low]}", add),
          Checked.rule("m", "3+ Consideration in 7", "move: {from: [low], to: [medium]}"),
          Checked.rule("h", "5+ Decision in 3", "move: {from: [medium], to: [high]}"),
          Checked.rule(
            "optout", "1+ Unsubscribe in 7", "remove: {from: [low, medium, high]}", out),
        ])
      checked.files["dsp/out.csv"] = Checked.header + Checked.rows("Unsubscribe", 14...20)
      return try checked.lints("undo_each_other")
    }
    #expect(
      try lints(add: "", out: "").map(\.remedy) == [
        "state who has the last word, tonight 'l': say 'after: [optout]' in workflow 'l' to keep "
          + "it so, or 'after: [l]' in workflow 'optout' to turn it round"
      ])
    #expect(try lints(add: "after: [optout]", out: "") == [])
    #expect(try lints(add: "", out: "after: [l]") == [])
    #expect(
      try lints(add: "", out: "after: [m]").map(\.remedy) == [
        "state who has the last word, tonight 'optout': say 'after: [m, l]' in workflow 'optout' "
          + "to keep it so, or 'after: [optout]' in workflow 'l' to turn it round"
      ])
  }
}
