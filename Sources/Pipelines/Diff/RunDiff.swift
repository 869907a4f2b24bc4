import AdModel
import CSV
package import Runs

/// What differs between two runs, or two folders of segments: who entered, left and moved, why, and
/// by which rows.
///
/// Property names are those of the JSON.
package struct RunDiff: Encodable, Sendable {
  package static let currentSchemaVersion = 1

  /// One of the two.
  package struct Side: Encodable, Sendable {
    /// The name of its folder.
    package var run: String
    @OrNull package var as_of: String?
    package var is_run: Bool
  }

  package struct Segment: Encodable, Sendable {
    package var id: String
    package var name: String
    package var before: Int
    package var entered: Int
    package var left: Int
    /// Of the entered, those that left another segment by the same movement.
    package var moved_in: Int
    /// Of those that left, those that entered another segment by the same movement.
    package var moved_out: Int
    package var stayed: Int
    package var after: Int
  }

  /// A line of the `changes.csv` that made a change.
  package struct Maker: Encodable, Sendable, Equatable {
    package var run: String
    package var order: Int
    /// The id of a workflow, or a step such as `(expiry)`.
    package var workflow: String
    package var name: String
    @OrNull package var engagements: Int?
  }

  /// A row of an export that the workflow behind a change counted, or counted before.
  package struct Row: Encodable, Sendable, Equatable {
    package enum Status: String, Encodable, Sendable {
      /// It counts there and did not before.
      case new
      /// It counts there and did before.
      case counted
      /// It counted before and does no longer.
      case gone
    }

    package var source: String
    package var file: String
    package var line: Int
    package var first_day: String
    package var last_day: String
    package var engagements: Int
    package var status: Status
  }

  package struct Change: Encodable, Sendable {
    package var account_id: String
    package var name: String
    /// `enter`, `leave` or `move`.
    package var action: String
    /// Segment ids in the order of the pipeline file.
    package var from: [String]
    package var to: [String]
    @OrNull package var cause: DiffCause?
    package var made_by: [Maker]
    package var rows: [Row]
  }

  package struct UploadCounts: Encodable, Sendable {
    package var format: String
    package var segment: String
    package var before: Int
    package var entered: Int
    package var left: Int
    package var stayed: Int
    package var after: Int
  }

  package struct UploadChange: Encodable, Sendable {
    package var format: String
    package var segment: String
    package var account_id: String
    package var name: String
    /// `enter` or `leave`.
    package var action: String
    @OrNull package var cause: DiffCause?
    /// Why it is held from the upload now, or was before; blank when it is not and was not.
    package var reason: String
  }

  /// An upload of people that holds others; who they are is not said.
  package struct PeopleCounts: Encodable, Sendable {
    package var format: String
    package var segment: String
    /// Rows, as with the three below.
    package var before: Int
    package var added: Int
    package var removed: Int
    package var after: Int
  }

  package var schema_version = RunDiff.currentSchemaVersion
  package var a: Side
  package var b: Side
  /// In the order of the second side's pipeline file, then those that the first one has alone.
  package var segments: [Segment]
  /// By account id, then the texts of `from` and `to`.
  package var changes: [Change]
  /// By format and segment.
  package var uploads: [UploadCounts]
  /// By format, segment and account id.
  package var upload_changes: [UploadChange]
  /// Uploads of people whose rows are others, by format and segment.
  package var people: [PeopleCounts]
  /// Why no cause could be found; nil when they were, or when nothing has changed.
  @OrNull package var no_causes: String?
  package var warnings: [RunResults.Message]

  /// Whether anything is other than it was.
  package var hasChanges: Bool {
    !changes.isEmpty || !upload_changes.isEmpty || !people.isEmpty
  }

  package func json() throws -> [UInt8] { try RunJSON.bytes(self) }

  /// A line a change; lists, several rules and their counts are joined with ` | `.
  package func csv() -> [UInt8] {
    var csv = NormalizedCSV()
    csv.row([
      "kind", "segment", "account_id", "name", "action", "from", "to", "cause", "run", "workflow",
      "engagements", "rows", "reason",
    ])
    func joined(_ texts: [String]) -> String { texts.joined(separator: " | ") }
    for change in changes {
      csv.row([
        "membership", "", change.account_id, change.name, change.action, joined(change.from),
        joined(change.to), change.cause?.rawValue ?? "", change.made_by.first?.run ?? "",
        joined(change.made_by.map(\.workflow)),
        joined(change.made_by.map { $0.engagements.map(String.init) ?? "" }),
        "\(change.rows.count)", "",
      ])
    }
    for change in upload_changes {
      csv.row([
        "upload:\(change.format)", change.segment, change.account_id, change.name, change.action,
        "", "", change.cause?.rawValue ?? "", "", "", "", "", change.reason,
      ])
    }
    for upload in people {
      for (action, count) in [("added", upload.added), ("removed", upload.removed)] where count > 0
      {
        csv.row([
          "people:\(upload.format)", upload.segment, "", "", action, "", "", "", "", "", "",
          "\(count)", "",
        ])
      }
    }
    return csv.bytes
  }
}

/// A value that stands in the JSON as null when there is none, so that every object has all keys.
@propertyWrapper package struct OrNull<Value: Encodable & Sendable>: Encodable, Sendable {
  package var wrappedValue: Value?

  package init(wrappedValue: Value?) {
    self.wrappedValue = wrappedValue
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(wrappedValue)
  }
}

extension OrNull: Equatable where Value: Equatable {}
