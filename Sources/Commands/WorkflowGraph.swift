import AdModel
import Pipelines

/// The order of the workflows as a Mermaid flowchart.
///
/// Node ids are `w1`, `w2`… in serial order, whatever the workflows are called. Labels stand in double
/// quotes, and what has a meaning there or in Markdown, which Mermaid takes labels for, is written as
/// an entity code: `#35;` for `#`. Source: Mermaid's documentation, "Flowcharts", entity codes.
enum WorkflowGraph {
  static func mermaid(_ check: PipelineCheck) -> String {
    let places = WorkflowPlaces(check)
    let inactive = check.pipeline.workflows.filter { !$0.isActive }
    var lines = ["flowchart TD"]
    for (place, workflow) in places.workflows.enumerated() {
      // A colon, since `1.` would begin a list in Markdown.
      let number = places.isOrdered ? "\(place + 1): " : ""
      lines.append("  w\(place + 1)[\"\(escaped(number + workflow.name))\"]")
    }
    for (place, workflow) in inactive.enumerated() {
      lines.append("  off\(place + 1)[\"\(escaped("switched off: " + workflow.name))\"]")
    }
    lines += places.sorted(check.edges).map { edge in
      arrow(edge, "-->", EdgeWords.label(edge.reason), places)
    }
    lines += places.sorted(check.droppedEdges).map { edge in
      arrow(edge, "-.->", "dropped: " + EdgeWords.label(edge.reason), places)
    }
    if !inactive.isEmpty {
      let ids = inactive.indices.map { "off\($0 + 1)" }.joined(separator: ",")
      lines += ["  classDef off stroke-dasharray: 4 4", "  class \(ids) off"]
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func arrow(
    _ edge: PipelineCheck.Edge, _ line: String, _ label: String, _ places: WorkflowPlaces
  ) -> String {
    "  w\(places.number(edge.earlier)) \(line)|\"\(escaped(label))\"| "
      + "w\(places.number(edge.later))"
  }

  /// A text as it can stand between double quotes.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.onOnePlainLine.unicodeScalars {
      switch scalar {
      case "\"", "#", "&", "<", ">", "*", "_", "`", "\\", "|", "[", "]", "{", "}", "~", "$", ";":
        escaped += "#\(scalar.value);"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
