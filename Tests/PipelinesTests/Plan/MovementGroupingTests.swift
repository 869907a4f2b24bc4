import AdModel
import Testing

@testable import Pipelines

@Suite("What an account left and entered, grouped into movements") struct MovementGroupingTests {
  private let grouping = MovementGrouping(
    segments: ["low", "medium", "high", "x", "y", "z"].map { SegmentID($0) },
    ladders: [["low", "medium", "high"].map { SegmentID($0) }])

  @Test("one segment entered is an enter, one left a leave")
  func single() {
    #expect(shown(left: [], entered: ["x"]) == ["enter >x"])
    #expect(shown(left: ["y"], entered: []) == ["leave y>"])
  }

  @Test("rungs of one ladder are one move")
  func ladder() {
    #expect(shown(left: ["low"], entered: ["high"]) == ["move low>high"])
  }

  @Test("segments that no change joins are left and entered apart")
  func apart() {
    #expect(shown(left: ["x"], entered: ["y"]) == ["enter >y", "leave x>"])
    #expect(shown(left: ["low"], entered: ["y"]) == ["enter >y", "leave low>"])
  }

  @Test("a change that moved from one to the other joins them")
  func moved() {
    #expect(shown(left: ["x"], entered: ["y"], moves: [(["x"], ["y"])]) == ["move x>y"])
  }

  @Test("two changes join what they have in common, also through a segment that is neither")
  func chain() {
    let moves = [(["x"], ["z"]), (["z"], ["y"])]
    #expect(shown(left: ["x"], entered: ["y"], moves: moves) == ["move x>y"])
  }

  @Test("enters and leaves of one group are one movement, in the order of the file")
  func several() {
    let moves = [(["y", "x"], ["low"])]
    #expect(
      shown(left: ["y", "x", "medium"], entered: ["low", "z"], moves: moves)
        == ["enter >z", "move medium x y>low"])
  }

  @Test("a change that enters or leaves alone joins nothing")
  func enterAlone() {
    let change = Change(
      order: 1, workflow: WorkflowID("w"), account: AccountIndex(0), action: .enter, from: [],
      to: [SegmentID("x"), SegmentID("y")], engagements: 1)
    let found = grouping.movements(
      of: AccountID("a"), left: [SegmentID("x")], entered: [SegmentID("y")], changes: [change])
    #expect(found.map(\.action) == [.enter, .leave])
  }

  private func shown(
    left: [String], entered: [String], moves: [([String], [String])] = []
  ) -> [String] {
    let changes = moves.map { from, to in
      Change(
        order: 1, workflow: WorkflowID("w"), account: AccountIndex(0), action: .move,
        from: from.map { SegmentID($0) }, to: to.map { SegmentID($0) }, engagements: 1)
    }
    return grouping.movements(
      of: AccountID("a"), left: Set(left.map { SegmentID($0) }),
      entered: Set(entered.map { SegmentID($0) }), changes: changes
    ).map { movement in
      let from = movement.from.map(\.text).joined(separator: " ")
      let to = movement.to.map(\.text).joined(separator: " ")
      return "\(movement.action.rawValue) \(from)>\(to)"
    }
  }
}
