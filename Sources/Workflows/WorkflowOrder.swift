package import AdModel

/// The serial order of a pipeline's active workflows, and why it is so.
///
/// A workflow follows another when it says `after`, when a ladder's phases say so, or when the
/// other enters accounts into a segment that it names in `from` or `only_in`. Of those that are
/// ready the first in the file is next. Inactive workflows play no part, also where an `after`
/// names one.
package struct WorkflowOrder: Sendable {
  /// Why one workflow runs before another.
  package enum Reason: Hashable, Sendable {
    /// The later one says `after`.
    case after
    /// The earlier one enters accounts into segments that the later one names in `from`, in
    /// `only_in`, or in both.
    case fills(from: [SegmentID], onlyIn: [SegmentID])
    /// The earlier one lowers accounts on a ladder (its index in the pipeline), the later one
    /// raises them.
    case loweringFirst(ladder: Int)
    /// Both lower accounts on a ladder, the earlier one to a lower rung or off the ladder.
    case lowerTargetFirst(ladder: Int)
  }

  /// One workflow before another, for one reason; a pair can have several edges.
  package struct Edge: Hashable, Sendable {
    package let earlier: WorkflowID
    package let later: WorkflowID
    package let reason: Reason

    package init(earlier: WorkflowID, later: WorkflowID, reason: Reason) {
      self.earlier = earlier
      self.later = later
      self.reason = reason
    }
  }

  /// Active ones, first to last.
  package let workflows: [Workflow]
  /// What holds the order: by the earlier workflow's place in the file, then the later one's, and
  /// within a pair `after`, fills, ladder phases.
  package let edges: [Edge]
  /// Inferred edges that go against an `after` or a chain of them, and ladder phases that an
  /// `after` overrules; sorted like `edges`.
  package let droppedEdges: [Edge]

  /// - Throws: the circles that are left when no edge may be dropped any more.
  package init(_ pipeline: Pipeline) throws(WorkflowCircles) {
    let active = pipeline.workflows.filter(\.isActive)
    let graph = OrderGraph(active, ladders: pipeline.ladders)
    guard let places = graph.serialOrder() else {
      throw WorkflowCircles(
        circles: graph.circles().map { circle in
          WorkflowCircle(edges: circle.map { $0.named(by: active) })
        })
    }
    self.workflows = places.map { active[$0] }
    self.edges = graph.edges.map { $0.named(by: active) }
    self.droppedEdges = graph.dropped.map { $0.named(by: active) }
  }
}

/// Workflows that wait for each other, one after the other around.
package struct WorkflowCircle: Hashable, Sendable {
  /// Each edge's later workflow is the next one's earlier; the last leads back to the first.
  package let edges: [WorkflowOrder.Edge]

  /// Every workflow on the circle in running order, from the first in the file.
  package var workflows: [WorkflowID] { edges.map(\.earlier) }
}

/// The order of a pipeline's workflows has circles; together they name every workflow that lies
/// on one.
package struct WorkflowCircles: Error, Hashable, Sendable {
  package let circles: [WorkflowCircle]
}
