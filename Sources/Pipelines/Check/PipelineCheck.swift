package import AdModel
import Aggregate
import Ingest
import Workflows

/// What `adsegments check` finds: the order of the workflows, what a marketer would be burnt by,
/// and all that would end a run. It reads every input, decides nothing and writes nothing.
package struct PipelineCheck: Sendable {
  /// Why one workflow runs before another.
  package enum Reason: Hashable, Sendable {
    /// The later one says `after`.
    case after
    /// The earlier one fills segments that the later one names in `from`, in `only_in`, or in both.
    case fills(from: [SegmentID], onlyIn: [SegmentID])
    /// The earlier one lowers accounts on a ladder, the later one raises them. Lowest rung first.
    case loweringFirst(ladder: [SegmentID])
    /// Both lower accounts on a ladder, the earlier one further down.
    case lowerTargetFirst(ladder: [SegmentID])
  }

  /// One workflow before another, for one reason.
  package struct Edge: Sendable {
    package let earlier: Workflow
    package let later: Workflow
    package let reason: Reason
  }

  package let pipeline: Pipeline
  /// Nil when no export says which day it is.
  package let asOf: CalendarDay?
  /// Active workflows in the order they run; empty when they wait for each other in a circle.
  package let order: [Workflow]
  /// What holds the order; the edges of the circles when there are any.
  package let edges: [Edge]
  package let droppedEdges: [Edge]
  /// By family, within one in the order of the pipeline file.
  package let lints: [Lint]
  /// In the order a run would come upon them.
  package let faults: [Lint]

  /// Checks a pipeline file and everything it names.
  ///
  /// - Throws: `PipelineFileError`, `FileFault` or `RunFailure` when the pipeline file itself cannot
  ///   be read; what else would end a run stands among the faults.
  package static func check(
    _ request: RunRequest, _ surroundings: RunSurroundings
  ) throws -> PipelineCheck {
    let text = try PipelineText(path: request.pipelinePath)
    var order: WorkflowOrder?
    var circles: [WorkflowCircle] = []
    do {
      order = try WorkflowOrder(text.pipeline)
    } catch {
      circles = error.circles
    }
    let inputs = try CheckedInputs(text, request, surroundings)
    let night = CheckedNight(text.pipeline, order: order, inputs)
    let circleFaults = circles.map {
      RunFailure.workflowCircle([$0.workflows], pipeline: text.path)
    }
    return PipelineCheck(
      pipeline: text.pipeline, asOf: inputs.asOf, order: order?.workflows ?? [],
      edges: Edge.named(order?.edges ?? circles.flatMap(\.edges), text.pipeline),
      droppedEdges: Edge.named(order?.droppedEdges ?? [], text.pipeline),
      lints: lints(night),
      faults: (circleFaults + inputs.faults + night.faults).map { Lint($0) })
  }

  /// Every family of lints, one after the other.
  private static func lints(_ night: CheckedNight) -> [Lint] {
    let reach = SegmentReach(night)
    return CampaignLints.lints(night) + WindowLints.lints(night) + CoolingLints.lints(night)
      + ReachLints.lints(night, reach) + LeakLints.lints(night) + UndoingLints.lints(night)
      + NarrowingLints.lints(night) + SourceLints.lints(night) + SegmentLints.lints(night)
  }
}

extension PipelineCheck.Edge {
  /// Edges as they are shown; without those of workflows that are not the pipeline's.
  fileprivate static func named(
    _ edges: [WorkflowOrder.Edge], _ pipeline: Pipeline
  ) -> [PipelineCheck.Edge] {
    let workflows = Dictionary(
      pipeline.workflows.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    return edges.compactMap { edge in
      guard let earlier = workflows[edge.earlier], let later = workflows[edge.later] else {
        return nil
      }
      return PipelineCheck.Edge(edge.reason, earlier, later, pipeline)
    }
  }

  private init(
    _ because: WorkflowOrder.Reason, _ earlier: Workflow, _ later: Workflow, _ pipeline: Pipeline
  ) {
    let reason: PipelineCheck.Reason =
      switch because {
      case .after: .after
      case .fills(let from, let onlyIn): .fills(from: from, onlyIn: onlyIn)
      case .loweringFirst(let ladder): .loweringFirst(ladder: pipeline.ladders[ladder])
      case .lowerTargetFirst(let ladder): .lowerTargetFirst(ladder: pipeline.ladders[ladder])
      }
    self.init(earlier: earlier, later: later, reason: reason)
  }
}
