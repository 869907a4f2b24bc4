/// What accounts are found by, in the order it is tried.
package enum MatchKey: String, Sendable, CaseIterable {
  case id
  case host
  case domain
  case linkedIn = "linkedin"
  case name
}

/// How an identity came to its account; `text` stands in `identities.csv`.
package struct MatchedBy: Hashable, Sendable {
  /// Nil when the account was created from the identity itself.
  package let key: MatchKey?
  /// Whether a line of the alias file took part.
  package let isAlias: Bool

  /// `id`, `host`, `domain`, `linkedin`, `name` or `created`, with `alias:` in front when it came
  /// through one.
  package var text: String { (isAlias ? "alias:" : "") + (key?.rawValue ?? "created") }
}

/// Why an identity has no account; the raw value stands in `unmatched.csv`.
package enum UnmatchedReason: String, Sendable, CaseIterable {
  /// It says nothing that identifies anybody.
  case noKey = "no_key"
  /// No account goes by what it says.
  case notInList = "not_in_list"
  /// Several accounts do.
  case ambiguous
}
