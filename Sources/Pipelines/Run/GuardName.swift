/// The names of the guards, as `--accept` takes them.
package enum GuardName {
  package static let all = [
    "max_removed", "max_added", "max_rejected_rows", "max_restated_drop", "max_missing_accounts",
    "became_empty", "missing_source",
  ]

  /// Whether a text is a guard, alone or with a segment or source behind a colon.
  package static func isKnown(_ text: String) -> Bool {
    let name = text.prefix { $0 != ":" }
    return all.contains(String(name)) && text.last != ":"
  }
}
