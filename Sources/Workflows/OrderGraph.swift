import AdModel

/// Active workflows, by their place in the file, and the edges between them.
struct OrderGraph {
  /// One place before another.
  struct Edge {
    let earlier: Int
    let later: Int
    let reason: WorkflowOrder.Reason

    func named(by workflows: [Workflow]) -> WorkflowOrder.Edge {
      WorkflowOrder.Edge(
        earlier: workflows[earlier].id, later: workflows[later].id, reason: reason)
    }
  }

  let count: Int
  /// Sorted by both places, then by the reason's strength.
  private(set) var edges: [Edge]
  private(set) var dropped: [Edge]

  /// Takes `after` first, then what is inferred unless an `after` speaks against it, then the
  /// ladders' phases unless a chain with an `after` in it does.
  init(_ workflows: [Workflow], ladders: [[SegmentID]]) {
    self.count = workflows.count
    let phases = OrderGraph.phaseEdges(of: workflows, ladders: ladders)
    // Pairs of places as one number; there are many pairs.
    let places = workflows.count
    let phased = Set(
      phases.flatMap { [$0.earlier * places + $0.later, $0.later * places + $0.earlier] })
    self.edges = OrderGraph.afterEdges(of: workflows)
    self.dropped = []
    let isAfter = reachability()
    for edge in OrderGraph.fillEdges(of: workflows)
    where !phased.contains(edge.earlier * places + edge.later) {
      if isAfter[edge.later][edge.earlier] { dropped.append(edge) } else { edges.append(edge) }
    }
    add(phases)
    edges.sort(by: OrderGraph.precedes)
    dropped.sort(by: OrderGraph.precedes)
  }

  /// Adds phase edges; one that would close a circle with an `after` on it gives way.
  private mutating func add(_ phases: [Edge]) {
    let agreed = edges
    edges += phases
    if serialOrder() != nil { return }
    edges = agreed
    for phase in phases {
      if hasPathWithAfter(from: phase.later, to: phase.earlier) {
        dropped.append(phase)
      } else {
        edges.append(phase)
      }
    }
  }

  private static func precedes(_ left: Edge, _ right: Edge) -> Bool {
    func strength(_ reason: WorkflowOrder.Reason) -> (Int, Int) {
      switch reason {
      case .after: (0, 0)
      case .fills: (1, 0)
      case .loweringFirst(let ladder): (2, ladder)
      case .lowerTargetFirst(let ladder): (2, ladder)
      }
    }
    let (leftPair, rightPair) = ((left.earlier, left.later), (right.earlier, right.later))
    if leftPair != rightPair { return leftPair < rightPair }
    return strength(left.reason) < strength(right.reason)
  }
}

// MARK: - The three kinds of edges

extension OrderGraph {
  private static func afterEdges(of workflows: [Workflow]) -> [Edge] {
    var places: [WorkflowID: Int] = [:]
    for (place, workflow) in workflows.enumerated() { places[workflow.id] = place }
    var edges: [Edge] = []
    for (later, workflow) in workflows.enumerated() {
      let earlier = Set(workflow.after.compactMap { places[$0] }).sorted()
      edges += earlier.map { Edge(earlier: $0, later: later, reason: .after) }
    }
    return edges
  }

  private static func fillEdges(of workflows: [Workflow]) -> [Edge] {
    var edges: [Edge] = []
    for (earlier, filler) in workflows.enumerated() {
      let filled = filler.action.to
      for (later, reader) in workflows.enumerated() where later != earlier {
        let from = reader.action.from.filter { filled.contains($0) }
        let onlyIn = (reader.onlyIn ?? []).filter { filled.contains($0) }
        if from.isEmpty && onlyIn.isEmpty { continue }
        edges.append(
          Edge(earlier: earlier, later: later, reason: .fills(from: from, onlyIn: onlyIn)))
      }
    }
    return edges
  }

  /// Lowering before raising first, so that a lowering workflow that an `after` takes out of its
  /// phase does not take the others with it.
  private static func phaseEdges(of workflows: [Workflow], ladders: [[SegmentID]]) -> [Edge] {
    var betweenGroups: [Edge] = []
    var withinLowering: [Edge] = []
    for (ladder, rungs) in ladders.enumerated() {
      let phases = workflows.map { LadderPhase($0.action, on: rungs) }
      for (earlier, phase) in phases.enumerated() {
        for (later, other) in phases.enumerated() {
          guard let reason = phase?.reasonToPrecede(orNil: other, ladder: ladder) else { continue }
          let edge = Edge(earlier: earlier, later: later, reason: reason)
          if case .loweringFirst = reason {
            betweenGroups.append(edge)
          } else {
            withinLowering.append(edge)
          }
        }
      }
    }
    return betweenGroups + withinLowering
  }
}

extension LadderPhase {
  fileprivate func reasonToPrecede(
    orNil other: LadderPhase?, ladder: Int
  ) -> WorkflowOrder.Reason? {
    other.flatMap { reasonToPrecede($0, ladder: ladder) }
  }
}
