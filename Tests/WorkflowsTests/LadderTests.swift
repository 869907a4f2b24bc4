import AdModel
import Testing

@testable import Workflows

@Suite("On a ladder") struct LadderTests {
  private func night(
    _ workflows: [Workflow], _ counts: [String: [UInt32: Int]], base: [Membership] = []
  ) throws -> WorkflowEngine.Output {
    try Scenario(ladders: Scenario.ladder, workflows: workflows, counts: counts, base: base).run()
  }

  @Test("entering a rung leaves the others, which stand in from of a move")
  func enteringLeaves() throws {
    let output = try night(
      [rule("a", .add(to: ["high", "x"]))], ["a": [0: 1]], base: [member(0, "low")])
    #expect(output.outcomes == ["added"])
    #expect(output.changeLines == ["1 a #0 move low>high,x"])
    #expect(output.memberLines == ["high #0", "x #0"])
  }

  @Test("a move up leaves a rung that its from does not name")
  func moveLeavesOtherRung() throws {
    let output = try night(
      [rule("a", .move(from: ["x"], to: ["high"]))], ["a": [0: 1]],
      base: [member(0, "medium"), member(0, "x")])
    #expect(output.changeLines == ["1 a #0 move medium,x>high"])
    #expect(output.memberLines == ["high #0"])
  }

  @Test("an add never lowers")
  func addNeverLowers() throws {
    let output = try night(
      [rule("a", .add(to: ["low"])), rule("b", .add(to: ["medium", "x"]))],
      ["a": [0: 1], "b": [0: 1]], base: [member(0, "high")])
    #expect(output.outcomes == ["held_by_higher_rung", "added"])
    #expect(output.memberLines == ["high #0", "x #0"])
  }

  @Test("a move lowers an account whose held rung its from names")
  func moveLowers() throws {
    let output = try night(
      [rule("a", .move(from: ["high", "x"], to: ["low"]))], ["a": [0: 1]],
      base: [member(0, "high")])
    #expect(output.changeLines == ["1 a #0 move high>low"])
  }

  @Test("a move does not lower an account whose held rung its from does not name, nor takes it out")
  func moveHeld() throws {
    let output = try night(
      [rule("a", .move(from: ["x"], to: ["low"]))], ["a": [0: 1]],
      base: [member(0, "high"), member(0, "x")])
    #expect(output.outcomes == ["held_by_higher_rung"])
    #expect(output.changes.isEmpty)
    #expect(output.memberLines == ["high #0", "x #0"])
  }

  @Test("a move with another permitted target goes there and stays on its rung")
  func moveHeldInPart() throws {
    let output = try night(
      [rule("a", .move(from: ["x"], to: ["low", "y"]))], ["a": [0: 1]],
      base: [member(0, "high"), member(0, "x")])
    #expect(output.outcomes == ["moved"])
    #expect(output.changeLines == ["1 a #0 move x>y"])
    #expect(output.memberLines == ["high #0", "y #0"])
  }

  @Test("with nothing entered, held by a higher rung comes before already in")
  func outcomeOrder() throws {
    let output = try night(
      [rule("a", .add(to: ["x", "low"]))], ["a": [0: 1]],
      base: [member(0, "high"), member(0, "x")])
    #expect(output.outcomes == ["held_by_higher_rung"])
  }

  @Test("an account falls at most one rung a night")
  func oneRungANight() throws {
    let cooling = [
      rule("cool", .move(from: ["high"], to: ["medium"]), when: .fewerThan(1)),
      rule("chill", .move(from: ["medium"], to: ["low"]), when: .fewerThan(1)),
      rule("drop", .remove(from: ["low"]), when: .fewerThan(1)),
    ]
    for workflows in permutations(cooling) {
      let output = try night(
        workflows, [:], base: [member(0, "high"), member(1, "medium"), member(2, "low")])
      #expect(output.memberLines == ["low #1", "medium #0"])
    }
  }

  @Test("an account that cools and qualifies the same night ends on top again, since as before")
  func coolsAndRises() throws {
    let output = try night(
      [
        rule("cool", .move(from: ["high"], to: ["medium"]), when: .fewerThan(1)),
        rule("rise", .move(from: ["medium"], to: ["high"])),
      ], ["rise": [0: 1]], base: [member(0, "high", since: 30)])
    #expect(output.changeLines == ["1 cool #0 move high>medium", "2 rise #0 move medium>high"])
    #expect(output.historyLines == ["high #0 30 100 old"])
  }

  @Test("an account that holds several rungs keeps the highest, and is warned of")
  func severalRungs() throws {
    let output = try night(
      [], [:],
      base: [
        member(0, "low"), member(0, "high", since: 40), member(0, "medium"), member(1, "low"),
        member(0, "x"),
      ])
    #expect(output.changeLines == ["0 (ladder) #0 leave low,medium>"])
    #expect(output.historyLines == ["high #0 40 90 old", "low #1 50 90 old", "x #0 50 90 old"])
    #expect(
      output.warnings == [.severalRungs(ladder: ["low", "medium", "high"], accountCount: 1)])
  }

  @Test("the highest rung is kept before overrides, so that a ban ends the whole ladder")
  func severalRungsBeforeOverrides() throws {
    var scenario = Scenario(
      ladders: Scenario.ladder, base: [member(0, "low"), member(0, "high")])
    scenario.overrides = [override(.ban, 0, "high")]
    let output = try scenario.run()
    #expect(output.changeLines == ["0 (ladder) #0 leave low>", "0 (override) #0 leave high>"])
    #expect(output.memberships.isEmpty)
  }

  @Test("of several rungs in one to an account enters the highest")
  func severalTargets() throws {
    let output = try night([rule("a", .add(to: ["low", "medium"]))], ["a": [0: 1]])
    #expect(output.changeLines == ["1 a #0 enter >medium"])
  }

  @Test("ladders do not touch each other")
  func twoLadders() throws {
    var scenario = Scenario(
      ladders: [["low", "high"], ["x", "y"]], workflows: [rule("a", .add(to: ["high", "x"]))],
      counts: ["a": [0: 1]], base: [member(0, "low"), member(0, "y")])
    scenario.accountCount = 1
    let output = try scenario.run()
    #expect(output.changeLines == ["1 a #0 move low>high"])
    #expect(output.memberLines == ["high #0", "y #0"])
  }
}
