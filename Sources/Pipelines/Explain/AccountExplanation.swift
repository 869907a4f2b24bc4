package import Runs

/// Why an account is where it is: what a run for the as-of day decides of it, and from which rows.
///
/// Property names are those of the JSON.
package struct AccountExplanation: Encodable, Sendable {
  package struct Account: Encodable, Sendable {
    package var account_id: String
    package var name: String
    package var domain: String
    package var linkedin: String
    package var country: String
    package var parent_id: String
  }

  /// A line of `identities.csv`.
  package struct Identity: Encodable, Sendable {
    package var source: String
    package var account_key: String
    package var name: String
    package var domain: String
    package var linkedin: String
    package var country: String
    package var matched_by: String
    package var engagements: Int
  }

  /// A line of `changes.csv`.
  package struct Change: Encodable, Sendable {
    package var order: Int
    package var workflow: String
    package var action: String
    package var from: [String]
    package var to: [String]
    package var engagements: Int?
  }

  /// A line of the overrides file.
  package struct Override: Encodable, Sendable {
    package var segment: String
    package var action: String
    /// The last day it holds; nil for ever.
    package var until: String?
    package var reason: String
    package var line: Int
    package var is_in_force: Bool
  }

  package var pipeline: String
  package var as_of: String
  /// Nil without an earlier run.
  package var base: String?
  package var account: Account
  /// False for an account that has gone from the list, on which no workflow acts.
  package var takes_part: Bool
  /// `id`, `host`, `domain`, `linkedin` or `name`, with `alias:` in front when it came through one.
  package var found_by: String
  /// What exports and segment files call it, as in `identities.csv`.
  package var identities: [Identity]
  /// In serial order, then inactive ones in the order of the file.
  package var workflows: [WorkflowExplanation]
  /// In the order they were made.
  package var changes: [Change]
  /// In the order of the pipeline file.
  package var segments: [SegmentExplanation]
  /// By line.
  package var overrides: [Override]

  /// For people: the overrides file as the pipeline writes it.
  package let overridesPath: String
  package let warnings: [RunResults.Message]

  private enum CodingKeys: String, CodingKey {
    case pipeline, as_of, base, account, takes_part, found_by, identities, workflows, changes
    case segments, overrides
  }

  package func json() throws -> [UInt8] { try RunJSON.bytes(self) }
}
