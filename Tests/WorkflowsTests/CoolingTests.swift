import AdModel
import Testing

@testable import Workflows

@Suite("Cooling rules") struct CoolingTests {
  private let cool = rule("cool", .move(from: ["x", "high"], to: ["y"]), when: .fewerThan(2))

  @Test("fewer than N acts on accounts in from, those without a row included, and on no other")
  func zeroIncluded() throws {
    let output = try Scenario(
      workflows: [cool], counts: ["cool": [1: 1, 2: 2, 3: 1]],
      base: [member(0, "x"), member(1, "high"), member(2, "x"), member(3, "y")]
    ).run()
    #expect(output.decisionLines == ["1 cool #0 moved (0)", "1 cool #1 moved (1)"])
    #expect(output.memberLines == ["x #2", "y #0", "y #1", "y #3"])
    #expect(output.changes.map(\.engagements) == [0, 1])
  }

  @Test("it acts on accounts that are in from at that moment")
  func fromNow() throws {
    let output = try Scenario(
      workflows: [cool, rule("in", .add(to: ["x"]))], counts: ["in": [0: 1]]
    ).run()
    #expect(output.decisionLines == ["1 in #0 added (1)", "2 cool #0 moved (0)"])
  }

  @Test("a remove cools likewise")
  func remove() throws {
    let output = try Scenario(
      workflows: [rule("out", .remove(from: ["x"]), when: .fewerThan(1))],
      counts: ["out": [1: 1, 2: 0]],
      base: [member(0, "x"), member(1, "x"), member(2, "x"), member(3, "y")]
    ).run()
    #expect(output.decisionLines == ["1 out #0 removed (0)", "1 out #2 removed (0)"])
    #expect(output.memberLines == ["x #1", "y #3"])
  }

  @Test("only_in narrows a cooling rule too")
  func narrowed() throws {
    let output = try Scenario(
      workflows: [rule("out", .remove(from: ["x"]), when: .fewerThan(1), onlyIn: ["y"])],
      base: [member(0, "x"), member(1, "x"), member(1, "y")]
    ).run()
    #expect(output.outcomes == ["narrowed_out", "removed"])
  }

  @Test("a rule that is skipped acts on nobody, keeps its place and is warned of")
  func skipped() throws {
    var scenario = Scenario(
      workflows: [cool, rule("late", .add(to: ["low"]), after: ["cool"])],
      counts: ["cool": [1: 1], "late": [0: 1]], base: [member(0, "x"), member(1, "x")])
    scenario.skipped = ["cool"]
    let output = try scenario.run()
    #expect(output.decisionLines == ["2 late #0 added (1)"])
    #expect(output.memberLines == ["low #0", "x #0", "x #1"])
    #expect(output.warnings == [.skipped(WorkflowID("cool"))])
  }
}
