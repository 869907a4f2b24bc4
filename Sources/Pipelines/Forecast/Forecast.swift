import AdModel
import CSV
package import Runs

/// What the coming nights would do if nobody engaged any more.
///
/// Property names are those of the JSON.
package struct Forecast: Encodable, Sendable {
  /// How many nights are looked ahead.
  package static let dayCount = 30

  package struct Segment: Encodable, Sendable {
    package var id: String
    package var name: String
    /// From the as-of day on, one a night.
    package var sizes: [Int]
  }

  package struct Upload: Encodable, Sendable {
    package var segment: String
    package var format: String
    /// Whether its rows are people, who are not looked at; sizes are those of their companies then.
    package var is_of_people: Bool
    /// The fewest accounts the platform can use; nil when it states none, or is given people.
    package var minimum: Int?
    /// Accounts, from the as-of day on, one a night.
    package var sizes: [Int]
    /// The first day with fewer; nil when there is none.
    package var below_minimum_on: String?
  }

  /// A line of `changes.csv` of a coming night.
  package struct Change: Encodable, Sendable {
    package var day: String
    package var order: Int
    package var workflow: String
    package var account_id: String
    package var name: String
    package var action: String
    package var from: [String]
    package var to: [String]
  }

  package var pipeline: String
  package var as_of: String
  package var days: Int
  /// In the order of the pipeline file.
  package var segments: [Segment]
  /// In the order of the pipeline file.
  package var uploads: [Upload]
  /// By day, then as in `changes.csv`.
  package var changes: [Change]

  /// For people: names of the workflows by id, and of the segments.
  package let workflowNames: [String: String]
  package let segmentNames: [String: String]
  package let warnings: [RunResults.Message]

  private enum CodingKeys: String, CodingKey {
    case pipeline, as_of, days, segments, uploads, changes
  }

  package func json() throws -> [UInt8] { try RunJSON.bytes(self) }

  /// A line a change; lists are joined with ` | `.
  package func csv() -> [UInt8] {
    var csv = NormalizedCSV()
    csv.row(["day", "order", "workflow", "account_id", "name", "action", "from", "to"])
    for change in changes {
      csv.row([
        change.day, "\(change.order)", change.workflow, change.account_id, change.name,
        change.action, change.from.joined(separator: " | "), change.to.joined(separator: " | "),
      ])
    }
    return csv.bytes
  }
}
