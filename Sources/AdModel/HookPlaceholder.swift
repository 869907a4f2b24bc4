/// What `{…}` in a word of `on_success` or `on_failure` stands for.
package enum HookPlaceholder: String, Sendable, CaseIterable {
  /// `success` or `failure`.
  case status
  /// The name of the run's folder, in `failed/` of one that failed.
  case run
  /// What happened, in one sentence.
  case summary
}
