import AdModel
import Testing

@testable import Workflows

@Suite("Order on a ladder") struct LadderOrderTests {
  private let toLow = rule("to-low", .add(to: ["low"]))
  private let toMedium = rule("to-medium", .move(from: ["low"], to: ["medium"]))
  private let toHigh = rule("to-high", .move(from: ["low", "medium"], to: ["high"]))
  private let cool = rule("cool", .move(from: ["high"], to: ["medium"]), when: .fewerThan(1))
  private let chill = rule("chill", .move(from: ["medium"], to: ["low"]), when: .fewerThan(1))
  private let drop = rule("drop", .remove(from: ["low"]), when: .fewerThan(1))

  private func order(_ workflows: [Workflow]) throws -> WorkflowOrder {
    try WorkflowOrder(Scenario(ladders: Scenario.ladder, workflows: workflows).pipeline)
  }

  @Test("lowering ones run first, lowest target first, a remove lowest of all, then raising ones")
  func phases() throws {
    for workflows in permutations([toLow, toMedium, toHigh, cool, chill, drop]) {
      let names = try order(workflows).names
      #expect(names == ["drop", "chill", "cool", "to-low", "to-medium", "to-high"])
    }
  }

  @Test("without a ladder the same workflows wait for each other in a circle")
  func circleWithoutLadder() {
    #expect(throws: WorkflowCircles.self) {
      try WorkflowOrder(Scenario(workflows: [toHigh, cool]).pipeline)
    }
  }

  @Test("no edge is inferred between the two groups, and each phase edge says its reason")
  func reasons() throws {
    let order = try order([toHigh, chill, cool])
    #expect(
      order.edgeLines == [
        "chill>to-high lowering first 0", "chill>cool lower target first 0",
        "cool>to-high lowering first 0",
      ])
    #expect(order.droppedEdges.isEmpty)
  }

  @Test("a move to a lower rung that also names other segments is lowering")
  func mixedMove() throws {
    let mixed = rule("mixed", .move(from: ["x", "low", "high"], to: ["medium", "y"]))
    #expect(try order([toLow, mixed]).names == ["mixed", "to-low"])
  }

  @Test("a move from a rung to a segment on no ladder has no phase")
  func leavingTheLadder() throws {
    let away = rule("away", .move(from: ["high"], to: ["x"]))
    let order = try order([away, toHigh])
    #expect(order.edgeLines == ["to-high>away fills from:high only_in:"])
  }

  @Test("an after beats the phases, and the others keep theirs")
  func afterBeatsPhases() throws {
    let late = rule(
      "late", .move(from: ["high"], to: ["low"]), when: .fewerThan(1), after: ["to-high"])
    let order = try order([toHigh, late, cool])
    #expect(order.names == ["cool", "to-high", "late"])
    #expect(
      order.droppedLines == ["late>to-high lowering first 0", "late>cool lower target first 0"])
  }

  @Test("an after beats the phases also where the way back leads through raising ones")
  func afterBeatsPhasesThroughChain() throws {
    let late = rule(
      "late", .move(from: ["high"], to: ["medium"]), when: .fewerThan(1), after: ["to-high"])
    let names = try order([late, toHigh, toMedium, toLow]).names
    #expect(names == ["to-low", "to-medium", "to-high", "late"])
  }

  @Test("a circle of phases and inferred edges is an error")
  func circleWithPhase() {
    let lower = rule("lower", .move(from: ["high"], to: ["low"]), onlyIn: ["x"])
    let between = rule("between", .move(from: ["y"], to: ["x"]))
    let raise = rule("raise", .add(to: ["high", "y"]))
    let error = #expect(throws: WorkflowCircles.self) { try order([raise, between, lower]) }
    #expect(error?.circles.map { $0.workflows.map(\.text) } == [["raise", "between", "lower"]])
  }

  @Test("each ladder has phases of its own")
  func twoLadders() throws {
    let scenario = Scenario(
      ladders: [["low", "high"], ["x", "y"]],
      workflows: [
        rule("raise-x", .add(to: ["x"])), rule("raise-low", .add(to: ["low"])),
        rule("lower-y", .move(from: ["y"], to: ["x"])),
      ])
    let order = try WorkflowOrder(scenario.pipeline)
    #expect(order.names == ["raise-low", "lower-y", "raise-x"])
    #expect(order.edgeLines == ["lower-y>raise-x lowering first 1"])
  }
}
