import Testing

@testable import Pipelines

@Suite("Lints of rules without a ladder") struct LeakLintsTests {
  private static let toMedium = Checked.rule(
    "to-medium", "3+ Consideration in 7", "move: {from: [low], to: [medium]}")
  private static let toHigh = Checked.rule(
    "to-high", "5+ Decision in 3", "move: {from: [medium], to: [high]}")

  private func checked(_ more: String = "", _ moves: [String] = [toMedium, toHigh]) -> Checked {
    Checked(
      workflows: [Checked.rule("to-low", "1+ Awareness in 7", "add: {to: [low]}", more)] + moves)
  }

  @Test("an add puts back who moved on, also by several steps")
  func leak() throws {
    let lint = try #require(try checked().check().lints.first)
    #expect(lint.kind == "leak")
    #expect(lint.place == "workflow 'to-low'")
    #expect(
      lint.message
        == "it puts an account that moved on to 'medium', 'high' back into 'low' on every "
        + "night on which it still matches and the move no longer does (moved out of 'low' by "
        + "'to-medium')")
    #expect(
      lint.remedy == "put them on a ladder, 'ladders: [[low, medium, high]]', lowest first, or say "
        + "'not_in: [medium, high]' in the rule")
  }

  @Test("not_in of some leaves the others")
  func partly() throws {
    let lint = try #require(try checked("not_in: [medium]").check().lints.first)
    #expect(lint.message.contains("moved on to 'high' back into 'low'"))
    #expect(lint.remedy.hasSuffix("say 'not_in: [medium, high]' in the rule"))
  }

  @Test("what a cooling rule leads to is the lower rung of the ladder")
  func cooled() throws {
    let cool = Checked.rule("cool", "<1 Awareness in 14", "move: {from: [low], to: [medium]}")
    let lint = try #require(try checked("", [cool]).lints("leak").first)
    #expect(lint.remedy.hasPrefix("put them on a ladder, 'ladders: [[medium, low]]', lowest first"))
  }

  @Test("not with a ladder, not_in of all, or only_in")
  func none() throws {
    var ladder = checked()
    ladder.ladders = Checked.ladder
    #expect(try ladder.kinds() == [])
    #expect(try checked("not_in: [medium, high]").kinds() == [])
    #expect(try checked("only_in: [low]").lints("leak") == [])
  }

  @Test("not when the move is taken whenever the add matches, or is switched off")
  func broughtAlong() throws {
    let along = Checked.rule("to-medium", "1+ Awareness in 14", "move: {from: [low], to: [medium]}")
    var checked = checked("", [along])
    checked.more = ""
    checked.segments = ["{id: low}", "{id: medium}"]
    #expect(try checked.kinds() == [])
    let rarer = Checked.rule("to-medium", "2+ Awareness in 14", "move: {from: [low], to: [medium]}")
    #expect(try Checked(workflows: [checked.workflows[0], rarer]).lints("leak").count == 1)
    checked.workflows[1] = Checked.rule(
      "to-medium", "3+ Decision in 14", "move: {from: [low], to: [medium]}", "active: false")
    #expect(try checked.lints("leak") == [])
  }

  @Test("a move that keeps the account on the ladder leaks nothing, whatever else it enters")
  func keptOnLadder() throws {
    func leaks(_ workflows: String...) throws -> [Lint] {
      try Checked(
        segments: ["a1", "a2", "b1", "b2"].map { "{id: \($0)}" },
        ladders: "ladders: [[a1, a2], [b1, b2]]",
        workflows: [Checked.rule("r3", "1+ Awareness in 7", "add: {to: [b1]}")] + workflows,
        more: ""
      ).lints("leak")
    }
    let kept = Checked.rule("r4", "3+ Decision in 7", "move: {from: [b1], to: [b2, a2]}")
    let down = Checked.rule("r5", "<1 Decision in 7", "move: {from: [a2], to: [a1]}")
    #expect(try leaks(kept, down) == [])
    let off = Checked.rule("r6", "3+ Consideration in 7", "move: {from: [b2], to: [a1]}")
    let lint = try #require(try leaks(kept, off).first)
    #expect(lint.message.contains("moved on to 'a1' back into 'b1'"))
    #expect(lint.message.hasSuffix("(moved out of 'b1' by 'r4')"))
    let away = Checked.rule("r7", "3+ Consideration in 7", "move: {from: [b1], to: [a2]}")
    #expect(try leaks(kept, away, down).first?.message.hasSuffix("by 'r7')") == true)
  }
}
