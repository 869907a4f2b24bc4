package import AdModel
import CSV
package import Runs

/// What a run would do tonight: who would enter, move and leave, what is held back, and apart from
/// each other what the new data does and what an edited pipeline file does.
///
/// Property names are those of the JSON.
package struct RunPlan: Encodable, Sendable {
  package enum Effect: String, Encodable, Sendable {
    /// From the base run's membership to what its recorded pipeline makes of tonight's inputs.
    case newData = "new_data"
    /// From there to what the pipeline file makes of them as it is now.
    case pipelineFile = "pipeline_file"
  }

  package struct Counts: Encodable, Sendable, Equatable {
    package var entered = 0
    package var left = 0
  }

  package struct Segment: Encodable, Sendable {
    package var id: String
    package var name: String
    package var before: Int
    package var after: Int
    package var new_data = Counts()
    package var pipeline_file = Counts()
    /// Rows of its uploads; nil when it has none.
    package var uploaded: Int?
    /// Members left out of its uploads.
    package var held: Int?
  }

  package struct Cause: Encodable, Sendable, Equatable {
    /// The id of a workflow, or a step such as `(expiry)`.
    package var workflow: String
    package var engagements: Int?
    /// Whether the recorded pipeline makes this change and the file as it is now does not.
    package var is_gone: Bool
  }

  package struct Movement: Encodable, Sendable {
    package var effect: Effect
    /// `enter`, `move` or `leave`.
    package var action: String
    package var account_id: String
    package var name: String
    /// Segment ids in the order of the pipeline file.
    package var from: [String]
    package var to: [String]
    package var causes: [Cause]
  }

  /// A line of `uploads/held.csv`.
  package struct Held: Encodable, Sendable {
    package var segment: String
    package var account_id: String
    package var name: String
    package var reason: String
  }

  /// An account that a workflow matched and something held where it is.
  package struct HeldByRule: Encodable, Sendable {
    package var workflow: String
    package var account_id: String
    package var name: String
    /// `held_by_higher_rung` or `held_by_override`.
    package var outcome: String
  }

  package struct TrippedGuard: Encodable, Sendable {
    /// As `--accept` takes it.
    package var `guard`: String
    package var what: String
  }

  package var pipeline: String
  package var as_of: String
  /// Nil for a first run.
  package var base: String?
  /// Whether the file differs from the one that the base run recorded.
  package var is_pipeline_changed: Bool
  /// Why the two effects cannot be told apart; everything is then `pipeline_file`.
  package var not_apart: String?
  /// In the order of the pipeline file.
  package var segments: [Segment]
  /// By effect, account id, and the texts of `from` and `to`.
  package var movements: [Movement]
  /// In the order of the pipeline file.
  package var uploads: [RunResults.UploadResult]
  package var held: [Held]
  package var held_by_rule: [HeldByRule]
  package var guards: [TrippedGuard]
  package var warnings: [RunResults.Message]

  /// For people: names of the workflows by id, and of the segments.
  package let workflowNames: [String: String]
  package let segmentNames: [String: String]
  /// What a run would end with; nil when no guard would stop it.
  package let failure: RunFailure?

  private enum CodingKeys: String, CodingKey {
    case pipeline, as_of, base, is_pipeline_changed, not_apart, segments, movements, uploads, held
    case held_by_rule, guards, warnings
  }

  /// Uploads of people that would hold others than the base's.
  package let uploadsOfOtherPeople: [RunResults.UploadResult]

  /// Whether anything would be other than it is.
  package var hasChanges: Bool { !movements.isEmpty || !uploadsOfOtherPeople.isEmpty }

  package func json() throws -> [UInt8] { try RunJSON.bytes(self) }

  /// A line a movement; lists, several workflows and their counts are joined with ` | `. The last
  /// column names workflows whose change is made no longer.
  package func csv() -> [UInt8] {
    var csv = NormalizedCSV()
    csv.row([
      "effect", "action", "account_id", "name", "from", "to", "workflow", "engagements",
      "no_longer",
    ])
    for movement in movements {
      let made = movement.causes.filter { !$0.is_gone }
      let gone = movement.causes.filter(\.is_gone)
      csv.row([
        movement.effect.rawValue, movement.action, movement.account_id, movement.name,
        movement.from.joined(separator: " | "), movement.to.joined(separator: " | "),
        made.map(\.workflow).joined(separator: " | "),
        made.map { $0.engagements.map(String.init) ?? "" }.joined(separator: " | "),
        gone.map(\.workflow).joined(separator: " | "),
      ])
    }
    return csv.bytes
  }
}
