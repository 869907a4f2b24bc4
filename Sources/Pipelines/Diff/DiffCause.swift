/// Why an account is elsewhere in one run than in another: the first ingredient whose exchange moves
/// it, in this order.
package enum DiffCause: String, Encodable, Sendable, CaseIterable {
  /// The text of the pipeline file.
  case pipeline
  /// The account list or the aliases.
  case identity
  /// The overrides, or the files that segments are read from.
  case overrideOrExclusion = "override_or_exclusion"
  /// The run it started from, or the initial members.
  case base
  /// The days that late sources slid their windows back.
  case lag
  /// The as-of day alone, with the exports as they were.
  case windowSlid = "window_slid"
  /// Other counts for days that were spoken for already.
  case restated
  /// What exports say of days, campaigns and sources that nothing spoke for before.
  case newData = "new_data"
}
