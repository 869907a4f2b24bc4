import AdModel
import Testing

@testable import Workflows

/// 1+ Awareness engagements add to Low, 3+ Consideration move Low to Medium, 5+ Decision move Low
/// or Medium to High.
enum SeedCase {
  static let workflows = [
    rule("to-low", .add(to: ["low"]), when: .atLeast(1)),
    rule("to-medium", .move(from: ["low"], to: ["medium"]), when: .atLeast(3)),
    rule("to-high", .move(from: ["low", "medium"], to: ["high"]), when: .atLeast(5)),
  ]

  /// Account 0 engages with all three, 1 with the first two, 2 with the first, 3 with the last
  /// alone, 4 just too little with the second and third.
  static let counts: [String: [UInt32: Int]] = [
    "to-low": [0: 1, 1: 2, 2: 1, 4: 1], "to-medium": [0: 3, 1: 7, 4: 2],
    "to-high": [0: 5, 3: 9, 4: 4],
  ]

  static func scenario(_ workflows: [Workflow], ladders: [[SegmentID]]) -> Scenario {
    Scenario(ladders: ladders, workflows: workflows, counts: counts, accountCount: 5)
  }
}

@Suite("The three rules of the first pipeline") struct SeedCaseTests {
  @Test("the first night is the same in all six file orders", arguments: [false, true])
  func firstNight(hasLadder: Bool) throws {
    for workflows in permutations(SeedCase.workflows) {
      let output = try SeedCase.scenario(workflows, ladders: hasLadder ? Scenario.ladder : []).run()
      #expect(output.memberLines == ["high #0", "low #2", "low #4", "medium #1"])
      #expect(
        output.decisionLines == [
          "1 to-low #0 added (1)", "1 to-low #1 added (2)", "1 to-low #2 added (1)",
          "1 to-low #4 added (1)", "2 to-medium #0 moved (3)", "2 to-medium #1 moved (7)",
          "3 to-high #0 moved (5)", "3 to-high #3 not_in_source (9)",
        ])
      #expect(
        output.changeLines == [
          "1 to-low #0 enter >low", "1 to-low #1 enter >low", "1 to-low #2 enter >low",
          "1 to-low #4 enter >low", "2 to-medium #0 move low>medium",
          "2 to-medium #1 move low>medium", "3 to-high #0 move medium>high",
        ])
      #expect(output.changes.map(\.engagements) == [1, 2, 1, 1, 3, 7, 5])
    }
  }

  @Test("without a ladder the second night adds High's accounts to Low again and takes them up")
  func secondNightWithoutLadder() throws {
    var scenario = SeedCase.scenario(SeedCase.workflows, ladders: [])
    scenario.base = [member(0, "high"), member(1, "medium"), member(2, "low")]
    let output = try scenario.run()
    // Account 1 is in Medium already, so its move leaves Low again and enters nothing.
    #expect(output.memberLines == ["high #0", "low #2", "low #4", "medium #1"])
    #expect(
      output.changeLines == [
        "1 to-low #0 enter >low", "1 to-low #1 enter >low", "1 to-low #4 enter >low",
        "2 to-medium #0 move low>medium", "2 to-medium #1 leave low>",
        "3 to-high #0 leave medium>",
      ])
  }

  @Test("without a ladder an account that only Low's rule matches is in Low and High")
  func literalWithoutLadder() throws {
    var scenario = SeedCase.scenario(SeedCase.workflows, ladders: [])
    scenario.counts = ["to-low": [0: 1]]
    scenario.base = [member(0, "high")]
    #expect(try scenario.run().memberLines == ["high #0", "low #0"])
  }

  @Test("with a ladder the second night changes nothing")
  func secondNightWithLadder() throws {
    var scenario = SeedCase.scenario(SeedCase.workflows, ladders: Scenario.ladder)
    scenario.base = [
      member(0, "high"), member(1, "medium"), member(2, "low"), member(4, "low"),
    ]
    let output = try scenario.run()
    #expect(output.changes.isEmpty)
    #expect(
      output.outcomes == [
        "held_by_higher_rung", "held_by_higher_rung", "already_in", "already_in",
        "not_in_source", "not_in_source", "not_in_source", "not_in_source",
      ])
    #expect(
      output.historyLines == [
        "high #0 50 100 old", "low #2 50 100 old", "low #4 50 100 old", "medium #1 50 100 old",
      ])
  }
}
