import AdModel
import Runs

/// The answer of `check` as a program reads it.
package struct CheckReport: Codable, Hashable, Sendable {
  package struct Place: Codable, Hashable, Sendable {
    /// From 1.
    package var order: Int
    package var workflow: String
    package var name: String
  }

  package struct Edge: Codable, Hashable, Sendable {
    package var earlier: String
    package var later: String
    /// `after`, `fills`, `lowering_first` or `lower_target_first`.
    package var reason: String
    /// Segments the earlier one fills and the later one takes accounts from; only for `fills`.
    package var from: [String]?
    /// Segments the earlier one fills and the later one is narrowed to; only for `fills`.
    package var only_in: [String]?
    /// From the lowest rung to the highest; only for the two reasons of ladders.
    package var ladder: [String]?
  }

  package var pipeline: String
  package var as_of: String?
  package var order: [Place]
  package var edges: [Edge]
  package var dropped_edges: [Edge]
  package var inactive: [String]
  package var lints: [Lint]
  package var faults: [Lint]

  package init(_ check: PipelineCheck) {
    self.pipeline = check.pipeline.name
    self.as_of = check.asOf?.description
    self.order = check.order.enumerated().map { place, workflow in
      Place(order: place + 1, workflow: workflow.id.text, name: workflow.name)
    }
    self.edges = check.edges.map { Edge($0) }
    self.dropped_edges = check.droppedEdges.map { Edge($0) }
    self.inactive = check.pipeline.workflows.filter { !$0.isActive }.map(\.id.text)
    self.lints = check.lints
    self.faults = check.faults
  }

  /// Keys sorted, two spaces, LF at the end.
  package func json() throws -> [UInt8] { try RunJSON.bytes(self) }
}

extension CheckReport.Edge {
  fileprivate init(_ edge: PipelineCheck.Edge) {
    self.init(earlier: edge.earlier.id.text, later: edge.later.id.text, reason: "after")
    switch edge.reason {
    case .after: break
    case .fills(let from, let onlyIn):
      self.reason = "fills"
      self.from = from.map(\.text)
      self.only_in = onlyIn.map(\.text)
    case .loweringFirst(let ladder):
      self.reason = "lowering_first"
      self.ladder = ladder.map(\.text)
    case .lowerTargetFirst(let ladder):
      self.reason = "lower_target_first"
      self.ladder = ladder.map(\.text)
    }
  }
}
