import AdModel
import Runs

/// What each workflow did, in the order they ran.
extension PageSection {
  private static let workflowsShown = 200

  static func workflows(_ run: RunFiles) -> PageSection {
    let results = run.results.workflows
    guard !results.isEmpty else {
      return PageSection(
        "workflows", "Workflows",
        [paragraph("No workflow ran.", class: "note")])
    }
    let ordered = results.enumerated().sorted {
      ($0.element.order ?? .max, $0.offset) < ($1.element.order ?? .max, $1.offset)
    }.map(\.element)
    let shown = ordered.prefix(workflowsShown)
    let table = PageTable(
      "Workflows in the order they ran",
      [
        .number("Order"), .text("Workflow"), .number("In its window"), .number("Matched"),
        .text("What came of it"),
      ],
      rows: shown.map { row($0, run) },
      note: .joined(
        [
          "In its window are accounts with a row that it counts, matched those that meet its number.",
          rest(ordered.count - shown.count, in: "run_results.json"),
        ].compactMap(\.self), by: " "))
    return PageSection("workflows", "Workflows", [table.markup])
  }

  private static func row(_ workflow: RunResults.WorkflowResult, _ run: RunFiles) -> [Markup] {
    let matched = workflow.outcomes.values.reduce(0) { $0.addingWithinRange($1) }
    let ran = workflow.status == "ran"
    return [
      workflow.order.map { "\($0)" } ?? "–", .text(workflow.name),
      ran ? "\(workflow.counted)" : "–", ran ? "\(matched)" : "–",
      outcome(of: workflow, run),
    ]
  }

  private static func outcome(
    of workflow: RunResults.WorkflowResult, _ run: RunFiles
  ) -> Markup {
    switch workflow.status {
    case "inactive": return "inactive"
    case "skipped":
      let warning = run.results.warnings.first {
        ["not_covered", "campaign_unknown"].contains($0.kind)
          && $0.place == "workflow '\(workflow.name)'"
      }
      return warning.map { "\($0.message)" } ?? "skipped"
    default:
      let outcomes = outcomes(workflow.outcomes)
      return outcomes.isEmpty ? "matched nobody" : .joined(outcomes, by: ", ")
    }
  }

  /// In the order of `Outcome`, others after them.
  private static func outcomes(_ counts: [String: Int]) -> [Markup] {
    let known = [
      "added", "moved", "removed", "already_in", "not_in_source", "narrowed_out",
      "held_by_higher_rung", "held_by_override",
    ]
    let others = counts.keys.filter { !known.contains($0) }.sortedInBytes()
    return (known + others).compactMap { name in
      counts[name].map { "\($0) \(.words(name.replacing("_", with: " ")))" }
    }
  }
}
