import AdModel
import Testing

@testable import Workflows

@Suite("Staying in a segment") struct StayingTests {
  @Test("membership is sticky: a quiet night ends none and touches no day")
  func sticky() throws {
    let output = try Scenario(
      workflows: [rule("a", .add(to: ["x"]))], base: [member(0, "x"), member(1, "y")]
    ).run()
    #expect(output.historyLines == ["x #0 50 90 old", "y #1 50 90 old"])
    #expect(output.changes.isEmpty)
  }

  @Test("a new member's days are the as-of day, its workflow the one that brought it")
  func newMember() throws {
    let output = try Scenario(
      workflows: [rule("a", .add(to: ["x"])), rule("b", .add(to: ["x"]))],
      counts: ["a": [0: 1], "b": [0: 1]]
    ).run()
    #expect(output.historyLines == ["x #0 100 100 a"])
  }

  @Test("qualified_on is renewed whatever the outcome, since and workflow stay")
  func renewed() throws {
    let output = try Scenario(
      ladders: Scenario.ladder,
      workflows: [
        rule("already", .add(to: ["x"])),
        rule("narrowed", .add(to: ["x"]), onlyIn: ["y"]),
        rule("not-in-source", .move(from: ["low"], to: ["high"])),
        rule("other", .add(to: ["low"])),
      ],
      counts: ["already": [0: 1], "narrowed": [1: 1], "not-in-source": [2: 1], "other": [3: 1]],
      base: [member(0, "x"), member(1, "x"), member(2, "high"), member(3, "medium")]
    ).run()
    #expect(
      output.outcomes == ["already_in", "narrowed_out", "held_by_higher_rung", "not_in_source"])
    #expect(
      output.historyLines == [
        "high #2 50 100 old", "medium #3 50 90 old", "x #0 50 100 old", "x #1 50 100 old",
      ])
  }

  @Test("qualified_on of a pinned member is renewed by a workflow it matches")
  func pinnedRenewed() throws {
    var scenario = Scenario(
      workflows: [rule("a", .move(from: ["x"], to: ["y"]))], counts: ["a": [0: 1]],
      base: [member(0, "x"), member(0, "y")])
    scenario.overrides = [override(.pin, 0, "y")]
    #expect(try scenario.run().historyLines == ["y #0 50 100 old"])
  }

  @Test("since is kept when an account leaves and enters again within one run")
  func leavesAndEntersAgain() throws {
    let output = try Scenario(
      workflows: [
        rule("out", .move(from: ["x"], to: ["y"])),
        rule("back", .add(to: ["x"]), after: ["out"]),
      ],
      counts: ["out": [0: 1], "back": [0: 1]], base: [member(0, "x", since: 10)]
    ).run()
    #expect(output.changeLines == ["1 out #0 move x>y", "2 back #0 enter >x"])
    #expect(output.historyLines == ["x #0 10 100 old", "y #0 100 100 out"])
  }

  @Test("a membership expires when it qualified more than N days ago")
  func expiry() throws {
    var scenario = Scenario(
      workflows: [rule("a", .add(to: ["x"]))], counts: ["a": [3: 1]],
      base: [
        member(0, "x", qualified: 90), member(1, "x", qualified: 89), member(2, "low"),
        member(3, "x", qualified: 1), member(1, "y", qualified: 94), member(1, "low"),
      ])
    scenario.segments = [
      segment("low"), segment("x", expires: 10), segment("y", expires: 5),
    ]
    let output = try scenario.run()
    #expect(output.changeLines == ["2 (expiry) #1 leave x,y>"])
    #expect(output.changes.first?.engagements == nil)
    #expect(output.memberLines == ["low #1", "low #2", "x #0", "x #3"])
  }

  @Test("expiry comes after the workflows: who moves on does not expire")
  func expiryLast() throws {
    var scenario = Scenario(
      workflows: [rule("a", .move(from: ["x"], to: ["low"]))], counts: ["a": [0: 1]],
      base: [member(0, "x", qualified: 1)])
    scenario.segments = [segment("low"), segment("x", expires: 10)]
    #expect(try scenario.run().changeLines == ["1 a #0 move x>low"])
  }

  @Test("an account that is gone from the list is untouched by workflows and expiry")
  func gone() throws {
    var scenario = Scenario(
      workflows: [
        rule("a", .add(to: ["y"])), rule("b", .remove(from: ["x"]), when: .fewerThan(1)),
      ],
      counts: ["a": [0: 1, 1: 1]],
      base: [
        member(0, "x", qualified: 1), member(1, "x", qualified: 1), member(0, "deals", by: nil),
      ])
    scenario.segments = [
      segment("x", expires: 10), segment("y"), segment("deals", isFromFile: true),
    ]
    scenario.fileMembers = ["deals": []]
    scenario.gone = [0]
    let output = try scenario.run()
    #expect(output.decisionLines == ["1 a #1 added (1)", "2 b #1 removed (0)"])
    #expect(output.historyLines == ["deals #0 50 90 -", "x #0 50 1 old", "y #1 100 100 a"])
  }
}
