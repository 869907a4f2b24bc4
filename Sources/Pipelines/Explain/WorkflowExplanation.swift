/// What a workflow made of an account, and why.
///
/// Property names are those of the JSON.
package struct WorkflowExplanation: Encodable, Sendable {
  /// The days it looks at in one source.
  package struct Window: Encodable, Sendable {
    package var source: String
    package var first_day: String
    package var last_day: String
  }

  /// A row of an export.
  package struct Row: Encodable, Sendable {
    package var source: String
    package var file: String
    /// The line the row starts on, from 1.
    package var line: Int
    package var campaign: String
    package var first_day: String
    package var last_day: String
    /// As they stand in the file.
    package var engagements: Int
    /// What of them counts: for snapshots to date alone, of which differences count.
    package var counted_as: Int?
    package var status: RowStatus
    /// The file of the export that replaced the row.
    package var superseded_by: String?
  }

  package struct Missing: Encodable, Sendable {
    /// How many more it takes tonight, negative counts made up for.
    package var engagements: Int
    /// The last as-of day up to which so many do, while rows leave the window; nil when so many
    /// always do.
    package var by: String?
  }

  package enum Status: String, Encodable, Sendable {
    case ran
    case skipped
    case inactive
  }

  /// The place in the run, from 1; nil for an inactive one.
  package var order: Int?
  package var workflow: String
  package var name: String
  package var status: Status
  package var why_skipped: String?
  /// `engagements` for N or more, `fewer_than`.
  package var test: String
  package var threshold: Int
  package var within_days: Int
  /// `add`, `move` or `remove`.
  package var action: String
  package var from: [String]
  package var to: [String]
  /// One per source it reads, in the order of the pipeline file.
  package var windows: [Window] = []
  /// Those that count, and those left out that lie in the window, on its start or after the as-of
  /// day; by source, file, line.
  package var rows: [Row] = []
  /// What the window holds, 0 without a row.
  package var engagements = 0
  /// The count test alone.
  package var matched = false
  /// Nil when it decided nothing on this account.
  package var outcome: String?
  /// Of a rule of N or more that did not match.
  package var missing: Missing?
  /// Of a rule that did not match: what would come of it if it did, where the account is after the
  /// run, `narrowed_out` or `not_in_source`; nil when it would act.
  package var obstacle: String?
  /// Of a cooling rule that did not match an account in its `from`: the first as-of day on which it
  /// does when nobody engages any more; nil when that is more than 90 days off.
  package var acts_on: String?
}

/// What came of a row in a workflow's window.
package enum RowStatus: String, Encodable, Sendable {
  case counted
  /// Its period begins before the window.
  case straddling
  /// A newer export speaks for its days.
  case superseded
  case afterAsOf = "after_as_of"
}
