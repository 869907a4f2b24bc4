/// What ends a run before anything is published: what happened, where, and how to mend it.
package struct RunFailure: Error, Hashable, Sendable {
  /// Whether trying again can help.
  package enum Remedy: Sendable {
    case change
    case tryAgainLater
  }

  /// A short stable name of the kind, in snake_case, for `run_results.json` and tests.
  package let kind: String
  /// The file, with line and column where there is one, or the setting at fault.
  package let place: String
  package let what: String
  package let mend: String
  package let remedy: Remedy

  package init(
    kind: String, place: String, what: String, mend: String, remedy: Remedy = .change
  ) {
    self.kind = kind
    self.place = place
    self.what = what
    self.mend = mend
    self.remedy = remedy
  }
}

/// Something a run reports and goes on after.
package struct RunWarning: Hashable, Sendable {
  /// A short stable name of the kind, in snake_case.
  package let kind: String
  package let place: String
  package let message: String

  package init(kind: String, place: String, message: String) {
    self.kind = kind
    self.place = place
    self.message = message
  }
}
