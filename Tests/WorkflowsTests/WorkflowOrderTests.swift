import AdModel
import Testing

@testable import Workflows

@Suite("Order of workflows") struct WorkflowOrderTests {
  private func order(_ workflows: [Workflow], ladders: [[SegmentID]] = []) throws -> WorkflowOrder {
    try WorkflowOrder(Scenario(ladders: ladders, workflows: workflows).pipeline)
  }

  private func circles(_ workflows: [Workflow], ladders: [[SegmentID]] = []) -> [[String]] {
    do {
      _ = try order(workflows, ladders: ladders)
      return []
    } catch let error as WorkflowCircles {
      return error.circles.map { $0.workflows.map(\.text) }
    } catch {
      return [["another error"]]
    }
  }

  @Test("with nothing to connect them they keep the order of the file")
  func fileOrder() throws {
    let order = try order([
      rule("c", .add(to: ["x"])), rule("a", .add(to: ["y"])), rule("b", .remove(from: ["low"])),
    ])
    #expect(order.names == ["c", "a", "b"])
    #expect(order.edges.isEmpty)
  }

  @Test("low, then medium, then high, in whatever order the file lists them", arguments: [0, 1])
  func seedOrder(ladderCount: Int) throws {
    for workflows in permutations(SeedCase.workflows) {
      let order = try order(workflows, ladders: ladderCount == 1 ? Scenario.ladder : [])
      #expect(order.names == ["to-low", "to-medium", "to-high"])
    }
  }

  @Test("an edge says which segments of from and only_in are filled")
  func fillReason() throws {
    let order = try order([
      rule("b", .move(from: ["x"], to: ["low"]), onlyIn: ["y", "high"]),
      rule("a", .add(to: ["x", "y", "medium"])),
    ])
    #expect(order.names == ["a", "b"])
    #expect(order.edgeLines == ["a>b fills from:x only_in:y"])
  }

  @Test("not_in, and leaving a segment, make no edge")
  func noEdge() throws {
    let order = try order([
      rule("b", .add(to: ["y"]), notIn: ["x"]), rule("c", .remove(from: ["low"])),
      rule("a", .add(to: ["x"])), rule("d", .add(to: ["high"]), onlyIn: ["low"]),
      rule("e", .move(from: ["medium"], to: ["x"])),
    ])
    #expect(order.edges.isEmpty)
    #expect(order.names == ["b", "c", "a", "d", "e"])
  }

  @Test("a workflow that names its own target in only_in does not wait for itself")
  func ownTarget() throws {
    let order = try order([rule("a", .add(to: ["x", "y"]), onlyIn: ["x"])])
    #expect(order.names == ["a"])
    #expect(order.edges.isEmpty)
  }

  @Test("after comes after")
  func after() throws {
    let order = try order([
      rule("a", .add(to: ["x"]), after: ["c"]), rule("b", .add(to: ["y"])),
      rule("c", .add(to: ["low"])),
    ])
    #expect(order.names == ["b", "c", "a"])
    #expect(order.edgeLines == ["c>a after"])
  }

  @Test("inactive workflows play no part, also in the middle of a chain")
  func inactive() throws {
    let order = try order([
      rule("a", .move(from: ["x"], to: ["y"]), after: ["off"]), rule("b", .add(to: ["low"])),
      rule("off", .add(to: ["x"]), after: ["b"], isActive: false),
    ])
    #expect(order.names == ["a", "b"])
    #expect(order.edges.isEmpty)
  }

  @Test("an inferred edge against an after is dropped")
  func dropped() throws {
    let order = try order([
      rule("fills", .add(to: ["x"]), after: ["reads"]),
      rule("reads", .move(from: ["x"], to: ["y"])),
    ])
    #expect(order.names == ["reads", "fills"])
    #expect(order.edgeLines == ["reads>fills after"])
    #expect(order.droppedLines == ["fills>reads fills from:x only_in:"])
  }

  @Test("an inferred edge against a chain of afters is dropped")
  func droppedByChain() throws {
    let order = try order([
      rule("fills", .add(to: ["x"]), after: ["between"]),
      rule("between", .add(to: ["low"]), after: ["reads"]),
      rule("reads", .move(from: ["x"], to: ["y"])),
    ])
    #expect(order.names == ["reads", "between", "fills"])
    #expect(order.droppedLines == ["fills>reads fills from:x only_in:"])
  }

  @Test("diamonds are fine")
  func diamond() throws {
    let order = try order([
      rule("d", .add(to: ["y"]), onlyIn: ["medium", "high"]),
      rule("c", .move(from: ["x"], to: ["high"])), rule("b", .move(from: ["x"], to: ["medium"])),
      rule("a", .add(to: ["x"])),
    ])
    #expect(order.names == ["a", "c", "b", "d"])
  }

  @Test("a circle names every workflow on it in order, and no other")
  func circle() {
    let workflows = [
      rule("outside", .add(to: ["low"])), rule("c", .move(from: ["high"], to: ["x"])),
      rule("a", .move(from: ["x"], to: ["y"])), rule("b", .move(from: ["y", "low"], to: ["high"])),
    ]
    #expect(circles(workflows) == [["c", "a", "b"]])
  }

  @Test("afters in a circle are a circle, one's own name too")
  func circleOfAfters() {
    let workflows = [
      rule("a", .add(to: ["x"]), after: ["b"]), rule("b", .add(to: ["y"]), after: ["a"]),
      rule("c", .add(to: ["low"]), after: ["c"]),
    ]
    #expect(circles(workflows) == [["a", "b"], ["c"]])
  }

  @Test("an after that drops one edge of a longer way leaves a circle of the rest")
  func circleThroughAfter() {
    let workflows = [
      rule("low", .add(to: ["low"]), after: ["high"]),
      rule("medium", .move(from: ["low"], to: ["medium"])),
      rule("high", .move(from: ["low", "medium"], to: ["high"])),
    ]
    #expect(circles(workflows) == [["low", "medium", "high"]])
  }

  @Test("two circles that share a workflow are both named")
  func sharedCircles() {
    let workflows = [
      rule("a", .move(from: ["x"], to: ["y"])), rule("b", .move(from: ["y"], to: ["x"])),
      rule("c", .add(to: ["x"]), onlyIn: ["y"]),
    ]
    #expect(circles(workflows) == [["a", "b"], ["a", "c"]])
  }

  @Test("a circle's edges carry their reasons")
  func circleReasons() throws {
    let workflows = [
      rule("a", .move(from: ["x"], to: ["y"])), rule("b", .move(from: ["y"], to: ["x"])),
    ]
    let error = #expect(throws: WorkflowCircles.self) { try order(workflows) }
    #expect(
      error?.circles.first?.edges.map(WorkflowOrder.line)
        == ["a>b fills from:y only_in:", "b>a fills from:x only_in:"])
  }
}
