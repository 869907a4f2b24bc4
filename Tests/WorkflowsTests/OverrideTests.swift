import AdModel
import Testing

@testable import Workflows

@Suite("Overrides") struct OverrideTests {
  private func night(
    _ overrides: [Override], _ workflows: [Workflow] = [],
    _ counts: [String: [UInt32: Int]] = [:], base: [Membership] = [], hasLadder: Bool = true
  ) throws -> WorkflowEngine.Output {
    var scenario = Scenario(
      ladders: hasLadder ? Scenario.ladder : [], workflows: workflows, counts: counts, base: base)
    scenario.overrides = overrides
    return try scenario.run()
  }

  @Test("a pin puts an account in and a ban takes it out before the first workflow")
  func beforeWorkflows() throws {
    let output = try night(
      [override(.pin, 0, "x"), override(.ban, 1, "x"), override(.ban, 0, "y")],
      base: [member(1, "x"), member(0, "y")])
    #expect(
      output.changeLines == [
        "0 (override) #0 enter >x", "0 (override) #0 leave y>", "0 (override) #1 leave x>",
      ])
    #expect(output.historyLines == ["x #0 100 100 (override)"])
  }

  @Test("workflows see what overrides did")
  func seenByWorkflows() throws {
    let output = try night(
      [override(.pin, 0, "x")], [rule("a", .add(to: ["y"]), onlyIn: ["x"])], ["a": [0: 1]])
    #expect(output.outcomes == ["added"])
  }

  @Test("a pin of a member changes nothing and renews nothing")
  func pinOfMember() throws {
    let output = try night([override(.pin, 0, "x")], base: [member(0, "x")])
    #expect(output.changes.isEmpty)
    #expect(output.historyLines == ["x #0 50 90 old"])
  }

  @Test("on a ladder a pin holds the account on its rung, up or down")
  func pinOnLadder() throws {
    let output = try night(
      [override(.pin, 0, "medium"), override(.pin, 1, "medium", line: 3)],
      base: [member(0, "high"), member(1, "low")])
    #expect(
      output.changeLines == [
        "0 (override) #0 move high>medium", "0 (override) #1 move low>medium",
      ])
  }

  @Test("no workflow takes a pinned account off its rung")
  func pinHoldsRung() throws {
    let output = try night(
      [override(.pin, 0, "medium")],
      [
        rule("drop", .remove(from: ["medium"])), rule("add", .add(to: ["low"])),
        rule("rise", .move(from: ["medium"], to: ["high"])),
        rule("stay", .add(to: ["medium"])),
      ], ["drop": [0: 1], "add": [0: 1], "rise": [0: 1], "stay": [0: 1]],
      base: [member(0, "medium")])
    #expect(
      output.decisionLines == [
        "1 drop #0 held_by_override (1)", "2 add #0 held_by_override (1)",
        "3 stay #0 already_in (1)", "4 rise #0 held_by_override (1)",
      ])
    #expect(output.changes.isEmpty)
  }

  @Test("without a ladder a pinned account that moves is in both segments")
  func pinInFrom() throws {
    let output = try night(
      [override(.pin, 0, "low")], [rule("a", .move(from: ["low", "x"], to: ["medium"]))],
      ["a": [0: 1]], base: [member(0, "low"), member(0, "x")], hasLadder: false)
    #expect(output.outcomes == ["moved"])
    #expect(output.changeLines == ["1 a #0 move x>medium"])
    #expect(output.memberLines == ["low #0", "medium #0"])
  }

  @Test("a pinned account that a move would only take out is held")
  func pinOutOfFrom() throws {
    let output = try night(
      [override(.pin, 0, "x")], [rule("a", .move(from: ["x"], to: ["y"]))], ["a": [0: 1]],
      base: [member(0, "x"), member(0, "y")])
    #expect(output.outcomes == ["held_by_override"])
    #expect(output.changes.isEmpty)
  }

  @Test("a remove takes a pinned account out of the other segments")
  func removeInPart() throws {
    let output = try night(
      [override(.pin, 0, "x")], [rule("a", .remove(from: ["x", "y"]))], ["a": [0: 1]],
      base: [member(0, "x"), member(0, "y")])
    #expect(output.outcomes == ["removed"])
    #expect(output.changeLines == ["1 a #0 leave y>"])
  }

  @Test("a move with no permitted target does nothing at all")
  func banOfTarget() throws {
    let output = try night(
      [override(.ban, 0, "high")], [rule("a", .move(from: ["low", "x"], to: ["high"]))],
      ["a": [0: 1]], base: [member(0, "low"), member(0, "x")])
    #expect(output.outcomes == ["held_by_override"])
    #expect(output.changes.isEmpty)
  }

  @Test("a move with some permitted targets goes to those")
  func banOfSomeTargets() throws {
    let output = try night(
      [override(.ban, 0, "high")], [rule("a", .move(from: ["low"], to: ["high", "x", "y"]))],
      ["a": [0: 1]], base: [member(0, "low"), member(0, "y")])
    #expect(output.outcomes == ["moved"])
    #expect(output.changeLines == ["1 a #0 move low>x"])
  }

  @Test("with nothing entered, held by override comes before held by a higher rung")
  func outcomeOrder() throws {
    let output = try night(
      [override(.ban, 0, "x")], [rule("a", .add(to: ["low", "x", "y"]))], ["a": [0: 1]],
      base: [member(0, "high"), member(0, "y")])
    #expect(output.outcomes == ["held_by_override"])
  }

  @Test("a ban keeps an account out at every step")
  func banHolds() throws {
    let output = try night(
      [override(.ban, 0, "x")], [rule("a", .add(to: ["x"])), rule("b", .add(to: ["x", "y"]))],
      ["a": [0: 1], "b": [0: 1]])
    #expect(output.outcomes == ["held_by_override", "added"])
    #expect(output.memberLines == ["y #0"])
  }

  @Test("a pin beats expiry")
  func pinBeatsExpiry() throws {
    var scenario = Scenario(base: [member(0, "x", qualified: 1), member(1, "x", qualified: 1)])
    scenario.segments = [segment("x", expires: 10)]
    scenario.overrides = [override(.pin, 0, "x")]
    #expect(try scenario.run().memberLines == ["x #0"])
  }

  @Test("an override holds through its until day; an expired one is ignored and listed")
  func until() throws {
    let output = try night([
      override(.pin, 1, "x", until: 99, line: 3), override(.pin, 0, "x", until: 100, line: 2),
    ])
    #expect(output.memberLines == ["x #0"])
    #expect(output.expiredOverrides.map(\.lineNumber) == [3])
  }

  @Test("contradictions name their lines")
  func faults() throws {
    var scenario = Scenario(ladders: Scenario.ladder)
    scenario.segments.append(segment("deals", isFromFile: true))
    scenario.fileMembers = ["deals": []]
    scenario.overrides = [
      override(.pin, 0, "high", line: 7), override(.pin, 0, "low", line: 2),
      override(.ban, 1, "x", line: 4), override(.pin, 1, "x", line: 3),
      override(.ban, 2, "deals", line: 5),
    ]
    let error = #expect(throws: OverrideFaults.self) { try scenario.run() }
    #expect(
      error?.faults == [
        .pinsOnSeveralRungs(
          account: AccountIndex(0), segments: ["low", "high"], lineNumbers: [2, 7]),
        .pinAndBan(account: AccountIndex(1), segment: "x", lineNumbers: [3, 4]),
        .segmentFromFile(segment: "deals", lineNumber: 5),
      ])
  }

  @Test("expired lines contradict nobody, and saying a thing twice is no contradiction")
  func noFaults() throws {
    let output = try night([
      override(.pin, 0, "low", until: 99, line: 2), override(.pin, 0, "high", line: 3),
      override(.ban, 0, "low", line: 4), override(.pin, 0, "high", until: 200, line: 5),
    ])
    #expect(output.memberLines == ["high #0"])
  }

  @Test("lines under a joined account's id hold for the account it was joined to")
  func joined() throws {
    var scenario = Scenario(ladders: Scenario.ladder, base: [member(1, "low")])
    scenario.joins = [join(0, to: 1)]
    scenario.overrides = [override(.pin, 0, "high")]
    #expect(try scenario.run().memberLines == ["high #1"])
    scenario.overrides.append(override(.pin, 1, "low", line: 3))
    #expect(throws: OverrideFaults.self) { try scenario.run() }
  }

  @Test("contradictions are found without a run too")
  func checkAlone() throws {
    let lines = [override(.pin, 0, "x", line: 2), override(.ban, 0, "x", line: 9)]
    let segments = [segment("x")]
    #expect(throws: OverrideFaults.self) {
      try OverrideFaults.check(lines, asOf: Scenario.today, segments: segments, ladders: [])
    }
    try OverrideFaults.check(
      Array(lines.prefix(1)), asOf: Scenario.today, segments: segments, ladders: [])
  }

  @Test("overrides reach an account that is gone from the list")
  func goneAccount() throws {
    var scenario = Scenario(base: [member(0, "x"), member(0, "y")])
    scenario.overrides = [override(.ban, 0, "x")]
    scenario.gone = [0]
    #expect(try scenario.run().memberLines == ["y #0"])
  }
}
