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
    let keyed = edges.enumerated().map { offset, edge in
      (key: (number(edge.later), number(edge.earlier), offset), edge: edge)
    }
    return keyed.sorted { $0.key < $1.key }.map(\.edge)
  }

  /// Edges to one workflow for one reason together, in the order of the first of each.
  func grouped(_ edges: [PipelineCheck.Edge]) -> [EdgeGroup] {
    struct Key: Hashable {
      var later: WorkflowID
      var reason: PipelineCheck.Reason
    }
    var groups: [EdgeGroup] = []
    var places: [Key: Int] = [:]
    for edge in sorted(edges) {
      let key = Key(later: edge.later.id, reason: edge.reason)
      if let place = places[key] {
        groups[place].earlier.append(edge.earlier)
      } else {
        places[key] = groups.count
        groups.append(EdgeGroup(earlier: [edge.earlier], later: edge.later, reason: edge.reason))
      }
    }
    return groups
  }

  /// `1`, `1 and 2`, `1, 2 and 4 to 9`: workflows by their numbers in the order, ascending; their names
  /// in quotes without an order.
  func names(_ workflows: [Workflow]) -> String {
    guard isOrdered else { return WorkflowPlaces.listed(workflows.map(name)) }
    var runs: [ClosedRange<Int>] = []
    for number in workflows.map(number) {
      if let last = runs.last, last.upperBound + 1 == number {
        runs[runs.count - 1] = last.lowerBound...number
      } else {
        runs.append(number...number)
      }
    }
    return WorkflowPlaces.listed(
      runs.flatMap { run in
        run.count > 2 ? ["\(run.lowerBound) to \(run.upperBound)"] : run.map { "\($0)" }
      })
  }

  private static func listed(_ words: [String]) -> String {
    guard words.count > 1 else { return words.joined() }
    return "\(words.dropLast().joined(separator: ", ")) and \(words[words.count - 1])"
  }
}

/// Workflows before another, all for one reason.
struct EdgeGroup {
  var earlier: [Workflow]
  let later: Workflow
  let reason: PipelineCheck.Reason
}

/// Why one workflow runs before another, in words.
enum EdgeWords {
  /// `1 fills 'low', which it moves accounts from`, `1 to 3 lower accounts on the ladder…`.
  static func sentence(_ group: EdgeGroup, _ places: WorkflowPlaces) -> String {
    let earlier = places.names(group.earlier)
    let isOne = group.earlier.count == 1
    switch group.reason {
    case .after: return "its 'after' names \(earlier)"
    case .fills(let from, let onlyIn):
      let parts = [
        from.isEmpty ? nil : "\(list(from)), which it \(group.later.verb) accounts from",
        onlyIn.isEmpty ? nil : "\(list(onlyIn)), which its 'only_in' names",
      ]
      return "\(earlier) \(isOne ? "fills" : "fill") "
        + parts.compactMap(\.self).joined(separator: ", and ")
    case .loweringFirst(let ladder):
      return "\(earlier) \(isOne ? "lowers" : "lower") accounts on the ladder \(rungs(ladder)), "
        + "and rules that lower run before those that raise"
    case .lowerTargetFirst(let ladder):
      return "\(earlier) \(isOne ? "lowers" : "lower") accounts further down the ladder "
        + "\(rungs(ladder)), and the lowest target goes first"
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
