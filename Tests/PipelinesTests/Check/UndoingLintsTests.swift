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
}
