import AdModel
import Pipelines

/// What `check` found, for people.
enum CheckText {
  static func text(_ check: PipelineCheck) -> String {
    let day = check.asOf.map { ", as of \($0)" } ?? ""
    let parts = [
      ["\(check.pipeline.name)\(day)", ""], order(check), dropped(check), inactive(check),
    ]
    return lines(parts.joined()) + findings(check) + summary(check)
  }

  /// Lints and faults with their remedies; empty when there are none.
  static func findings(_ check: PipelineCheck) -> String {
    lines(section("Lints", check.lints) + section("Faults, which would end a run", check.faults))
  }

  private static func lines(_ lines: some Sequence<String>) -> String {
    lines.map { $0.onOnePlainLine + "\n" }.joined()
  }

  // MARK: - Order

  private static func order(_ check: PipelineCheck) -> [String] {
    guard !check.order.isEmpty || check.edges.isEmpty else { return circles(check) }
    if check.order.isEmpty { return ["Order of the workflows: none is switched on", ""] }
    let places = WorkflowPlaces(check)
    var lines = ["Order of the workflows"]
    let groups = Dictionary(grouping: places.grouped(check.edges), by: \.later.id)
    for (place, workflow) in check.order.enumerated() {
      lines.append("  \(place + 1). \(workflow.name)")
      lines += (groups[workflow.id] ?? []).map { group in
        "       because \(EdgeWords.sentence(group, places))"
      }
    }
    return lines + [""]
  }

  private static func circles(_ check: PipelineCheck) -> [String] {
    let places = WorkflowPlaces(check)
    return ["Order of the workflows: none, for they wait for each other in a circle"]
      + check.edges.map { edge in
        "  \(places.name(edge.later)) waits for \(places.name(edge.earlier)), because "
          + EdgeWords.sentence(
            EdgeGroup(earlier: [edge.earlier], later: edge.later, reason: edge.reason), places)
      } + [""]
  }

  private static func dropped(_ check: PipelineCheck) -> [String] {
    guard !check.droppedEdges.isEmpty else { return [] }
    let places = WorkflowPlaces(check)
    return ["Dropped, since an 'after' says otherwise"]
      + places.grouped(check.droppedEdges).map { group in
        "  \(places.name(group.later)) does not wait for \(places.names(group.earlier)), though "
          + EdgeWords.sentence(group, places)
      } + [""]
  }

  private static func inactive(_ check: PipelineCheck) -> [String] {
    let inactive = check.pipeline.workflows.filter { !$0.isActive }
    guard !inactive.isEmpty else { return [] }
    return ["Switched off"] + inactive.map { "  \($0.name)" } + [""]
  }

  // MARK: - Findings

  private static func section(_ title: String, _ lints: [Lint]) -> [String] {
    guard !lints.isEmpty else { return [] }
    return [title]
      + lints.flatMap { lint in
        [
          "  \(lint.place): \(lint.message) (\(lint.kind))",
          "    to mend it: \(lint.remedy)",
        ]
      } + [""]
  }

  private static func summary(_ check: PipelineCheck) -> String {
    func count(_ number: Int, _ one: String) -> String {
      "\(number == 0 ? "no" : "\(number)") \(one)\(number == 1 ? "" : "s")"
    }
    return "\(count(check.lints.count, "lint")), \(count(check.faults.count, "fault"))\n"
  }
}
