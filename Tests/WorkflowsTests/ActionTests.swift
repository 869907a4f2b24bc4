import AdModel
import Testing

@testable import Workflows

@Suite("Actions") struct ActionTests {
  @Test("an add enters every to segment the account is not in")
  func add() throws {
    let output = try Scenario(
      workflows: [rule("a", .add(to: ["x", "y"]))], counts: ["a": [0: 1, 1: 2, 2: 3]],
      base: [member(1, "x"), member(2, "x"), member(2, "y")]
    ).run()
    #expect(output.outcomes == ["added", "added", "already_in"])
    #expect(output.changeLines == ["1 a #0 enter >x,y", "1 a #1 enter >y"])
    #expect(output.memberLines == ["x #0", "x #1", "x #2", "y #0", "y #1", "y #2"])
  }

  @Test("a move leaves all from segments it is in and enters all to segments")
  func move() throws {
    let output = try Scenario(
      workflows: [rule("a", .move(from: ["low", "medium", "high"], to: ["x", "y"]))],
      counts: ["a": [0: 1, 1: 1]], base: [member(0, "high"), member(0, "low"), member(0, "y")]
    ).run()
    #expect(output.outcomes == ["moved", "not_in_source"])
    #expect(output.changeLines == ["1 a #0 move low,high>x"])
    #expect(output.memberLines == ["x #0", "y #0"])
  }

  @Test("a move of an account that is in every to segment leaves from and is already in")
  func moveIntoNothingNew() throws {
    let output = try Scenario(
      workflows: [rule("a", .move(from: ["x"], to: ["y"]))], counts: ["a": [0: 1]],
      base: [member(0, "x"), member(0, "y")]
    ).run()
    #expect(output.outcomes == ["already_in"])
    #expect(output.changeLines == ["1 a #0 leave x>"])
  }

  @Test("a remove leaves every from segment the account is in")
  func remove() throws {
    let output = try Scenario(
      workflows: [rule("a", .remove(from: ["x", "y"]))], counts: ["a": [0: 1, 1: 1, 2: 1]],
      base: [member(0, "x"), member(0, "y"), member(1, "y"), member(2, "low")]
    ).run()
    #expect(output.outcomes == ["removed", "removed", "not_in_source"])
    #expect(output.changeLines == ["1 a #0 leave x,y>", "1 a #1 leave y>"])
  }

  @Test("N or more engagements match, fewer do not and leave no decision")
  func threshold() throws {
    let output = try Scenario(
      workflows: [rule("a", .add(to: ["x"]), when: .atLeast(3))],
      counts: ["a": [0: 2, 1: 3, 2: 4, 3: 0]]
    ).run()
    #expect(output.decisionLines == ["1 a #1 added (3)", "1 a #2 added (4)"])
  }

  @Test("each workflow sees what earlier ones did")
  func serial() throws {
    let output = try Scenario(
      workflows: [
        rule("second", .move(from: ["x"], to: ["y"])), rule("first", .add(to: ["x"])),
      ],
      counts: ["first": [0: 1], "second": [0: 1]]
    ).run()
    #expect(output.decisionLines == ["1 first #0 added (1)", "2 second #0 moved (1)"])
    #expect(output.changeLines == ["1 first #0 enter >x", "2 second #0 move x>y"])
  }

  @Test("only_in narrows to accounts in any of the segments, not_in to those in none")
  func narrowing() throws {
    let output = try Scenario(
      workflows: [rule("a", .add(to: ["low"]), onlyIn: ["x", "y"], notIn: ["high", "medium"])],
      counts: ["a": [0: 1, 1: 1, 2: 1, 3: 1]],
      base: [member(0, "y"), member(1, "high"), member(1, "x"), member(3, "x")]
    ).run()
    #expect(output.outcomes == ["added", "narrowed_out", "narrowed_out", "added"])
  }

  @Test("only_in sees where an account is at that moment")
  func narrowingNow() throws {
    let output = try Scenario(
      workflows: [
        rule("late", .add(to: ["low"]), onlyIn: ["x"]), rule("early", .add(to: ["x"])),
        rule("gone", .move(from: ["x"], to: ["y"]), after: ["late"]),
        rule("again", .add(to: ["high"]), notIn: ["x"], after: ["gone"]),
      ],
      counts: ["late": [0: 1], "early": [0: 1], "gone": [0: 1], "again": [0: 1]]
    ).run()
    #expect(output.outcomes == ["added", "added", "moved", "added"])
  }

  @Test("narrowed out comes before not in source")
  func narrowedFirst() throws {
    let output = try Scenario(
      workflows: [rule("a", .move(from: ["x"], to: ["y"]), onlyIn: ["low"])],
      counts: ["a": [0: 1]]
    ).run()
    #expect(output.outcomes == ["narrowed_out"])
  }

  @Test("changes keep the order of the pipeline file within a list, memberships that of ids")
  func listOrder() throws {
    var scenario = Scenario(
      workflows: [rule("a", .move(from: ["a-last", "z-first"], to: ["low", "b-mid"]))],
      counts: ["a": [0: 1]], base: [member(0, "a-last"), member(0, "z-first")])
    scenario.segments = ["z-first", "b-mid", "low", "a-last"].map { segment($0) }
    let output = try scenario.run()
    #expect(output.changeLines == ["1 a #0 move z-first,a-last>b-mid,low"])
    #expect(output.memberLines == ["b-mid #0", "low #0"])
  }

  @Test("more than 64 segments are told apart")
  func manySegments() throws {
    var scenario = Scenario(
      workflows: [rule("a", .move(from: ["s130"], to: ["s2"]))], counts: ["a": [0: 1, 1: 1]],
      base: [member(0, "s130"), member(0, "s66"), member(1, "s2")])
    scenario.segments = (0..<140).map { segment(SegmentID("s\($0)")) }
    let output = try scenario.run()
    #expect(output.outcomes == ["moved", "not_in_source"])
    #expect(output.memberLines == ["s2 #0", "s2 #1", "s66 #0"])
  }
}
