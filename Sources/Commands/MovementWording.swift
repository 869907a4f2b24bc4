/// Segments, accounts and causes in words, for every subcommand that shows movements.
struct MovementWording {
  /// By id.
  let segmentNames: [String: String]
  /// By id.
  let workflowNames: [String: String]

  /// `move from Low + Medium to High`.
  ///
  /// - Parameter action: `enter`, `leave` or `move`.
  func heading(_ action: String, from: [String], to: [String]) -> String {
    switch action {
    case "enter": "enter \(names(to))"
    case "leave": "leave \(names(from))"
    default: "move from \(names(from)) to \(names(to))"
    }
  }

  func segment(_ id: String) -> String { segmentNames[id] ?? id }

  /// The name of a workflow, or what a step that is none does.
  func workflow(_ id: String) -> String {
    StepName.text(id) ?? workflowNames[id] ?? id
  }

  /// `Nordwind GmbH (A-1)`, or the id alone for an account without a name.
  static func account(_ name: String, id: String) -> String {
    name.isEmpty ? id : "\(name) (\(id))"
  }

  private func names(_ ids: [String]) -> String { ids.map(segment).joined(separator: " + ") }
}

/// The steps of a run that are no workflow, in words.
enum StepName {
  /// Nil for a workflow.
  static func text(_ id: String) -> String? {
    switch id {
    case "(alias)": "an alias joined two accounts"
    case "(ladder)": "one rung of a ladder only"
    case "(file)": "the file of the segment"
    case "(override)": "an override"
    case "(expiry)": "expired"
    case "(exclusion)": "an excluding segment"
    default: nil
    }
  }
}
