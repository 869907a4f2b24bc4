import AdModel

/// Something `check` has to say of a pipeline: what a marketer would be burnt by (a lint), or what
/// would end a run (a fault).
package struct Lint: Codable, Hashable, Sendable {
  /// A short stable name of the kind, in snake_case.
  package let kind: String
  /// `workflow 'NAME'`, `segment 'ID'`, `source 'NAME'`, or the file at fault.
  package let place: String
  /// Why it is said: concrete, with names and numbers.
  package let message: String
  /// What to write in the pipeline file, or to do.
  package let remedy: String

  package init(kind: String, place: String, message: String, remedy: String) {
    self.kind = kind
    self.place = place
    self.message = message
    self.remedy = remedy
  }

  /// What would end a run.
  init(_ failure: RunFailure) {
    self.init(
      kind: failure.kind, place: failure.place, message: failure.what, remedy: failure.mend)
  }
}

// MARK: - How lints say things

extension Workflow {
  /// `workflow 'NAME'`.
  var place: String { "workflow '\(name)'" }
}

extension Segment {
  /// `segment 'ID'`.
  var place: String { "segment '\(id)'" }
}

extension Source {
  /// `source 'NAME'`.
  var place: String { "source '\(name)'" }
}

extension Sequence<SegmentID> {
  /// `'low', 'medium'`, for sentences.
  var quoted: String { map { "'\($0)'" }.joined(separator: ", ") }

  /// `[low, medium]`, as a pipeline file has it.
  var asList: String { "[\(map(\.text).joined(separator: ", "))]" }
}

extension Sequence<Workflow> {
  /// `'1+ Awareness, add to Low', 'x'`.
  var quotedNames: String { map { "'\($0.name)'" }.joined(separator: ", ") }
}

extension Sequence<String> {
  /// `'Awareness', 'Brand *'`.
  var quoted: String { map { "'\($0)'" }.joined(separator: ", ") }
}

extension Int {
  /// `1 day`, `7 days`.
  var asDays: String { self == 1 ? "1 day" : "\(self) days" }
}

extension Period {
  /// `2026-11-18`, or `2026-11-18 to 2026-11-20`.
  var inWords: String { isOneDay ? "\(first)" : "\(first) to \(last)" }
}
