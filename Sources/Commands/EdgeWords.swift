import AdModel
import Pipelines

/// Where workflows stand: in serial order, or in that of the pipeline file when they wait for each
/// other in a circle.
struct WorkflowPlaces {
  /// All that are drawn or listed, active ones only.
  let workflows: [Workflow]
  let isOrdered: Bool
  private let places: [WorkflowID: Int]

  init(_ check: PipelineCheck) {
    let active = check.pipeline.workflows.filter(\.isActive)
    self.isOrdered = check.order.count == active.count
    self.workflows = isOrdered ? check.order : active
    var places: [WorkflowID: Int] = [:]
    for (place, workflow) in workflows.enumerated() { places[workflow.id] = place }
    self.places = places
  }

  /// From 1.
  func number(_ workflow: Workflow) -> Int { (places[workflow.id] ?? 0) + 1 }

  /// The number of a workflow in the order; its name in quotes without an order.
  func name(_ workflow: Workflow) -> String {
    isOrdered ? "\(number(workflow))" : "'\(workflow.name)'"
  }

  /// By the later workflow's place, then the earlier one's.
  func sorted(_ edges: [PipelineCheck.Edge]) -> [PipelineCheck.Edge] {
    edges.enumerated().sorted { left, right in
      (number(left.element.later), number(left.element.earlier), left.offset)
        < (number(right.element.later), number(right.element.earlier), right.offset)
    }.map(\.element)
  }
}

/// Why one workflow runs before another, in words.
enum EdgeWords {
  /// `1 fills 'low', which it moves accounts from`.
  static func sentence(_ edge: PipelineCheck.Edge, _ places: WorkflowPlaces) -> String {
    let earlier = places.name(edge.earlier)
    switch edge.reason {
    case .after: return "its 'after' names \(earlier)"
    case .fills(let from, let onlyIn):
      let parts = [
        from.isEmpty ? nil : "\(list(from)), which it \(edge.later.verb) accounts from",
        onlyIn.isEmpty ? nil : "\(list(onlyIn)), which its 'only_in' names",
      ]
      return "\(earlier) fills \(parts.compactMap(\.self).joined(separator: ", and "))"
    case .loweringFirst(let ladder):
      return "\(earlier) lowers accounts on the ladder \(rungs(ladder)), and rules that "
        + "lower run before those that raise"
    case .lowerTargetFirst(let ladder):
      return "\(earlier) lowers accounts further down the ladder \(rungs(ladder)), and the "
        + "lowest target goes first"
    }
  }

  /// `fills low`, for the arrow of a graph.
  static func label(_ reason: PipelineCheck.Reason) -> String {
    switch reason {
    case .after: return "after"
    case .fills(let from, let onlyIn):
      let parts = [
        from.isEmpty ? nil : "fills \(from.map(\.text).joined(separator: ", "))",
        onlyIn.isEmpty ? nil : "fills \(onlyIn.map(\.text).joined(separator: ", ")) (only_in)",
      ]
      return parts.compactMap(\.self).joined(separator: "; ")
    case .loweringFirst(let ladder): return "lowering first on \(rungs(ladder))"
    case .lowerTargetFirst(let ladder): return "lowest target first on \(rungs(ladder))"
    }
  }

  private static func list(_ segments: [SegmentID]) -> String {
    segments.map { "'\($0)'" }.joined(separator: ", ")
  }

  private static func rungs(_ ladder: [SegmentID]) -> String {
    ladder.map(\.text).joined(separator: ", ")
  }
}

extension Workflow {
  /// What it does to accounts of its `from`.
  fileprivate var verb: String {
    switch action {
    case .add, .move: "moves"
    case .remove: "removes"
    }
  }
}
