import AdModel
import CSV
package import Runs

/// How many accounts a workflow would match and how large its segments would be, for other
/// thresholds and windows.
///
/// Property names are those of the JSON.
package struct ThresholdTable: Encodable, Sendable {
  /// What thresholds and windows are tried beside the workflow's own.
  static let thresholds = [1, 2, 3, 4, 5, 10, 20, 50]
  static let windows = [0, 1, 3, 7, 14, 30, 60, 90]

  package struct Size: Encodable, Sendable, Equatable {
    package var segment: String
    package var members: Int
  }

  /// The run with one threshold and one window.
  package struct Cell: Encodable, Sendable {
    package var within_days: Int
    package var threshold: Int
    /// Accounts the workflow decides on.
    package var matched: Int
    /// Whether a cooling rule may not act, since days of its window are not covered.
    package var is_skipped: Bool
    /// After the run, one per segment that the workflow names in `from` or `to`.
    package var segments: [Size]
  }

  package var pipeline: String
  package var as_of: String
  package var workflow: String
  package var name: String
  /// `engagements` for N or more, `fewer_than` for fewer than N.
  package var test: String
  /// The workflow's own.
  package var threshold: Int
  package var within_days: Int
  package var thresholds: [Int]
  package var windows: [Int]
  /// By window, then threshold.
  package var cells: [Cell]

  /// For people: names of the segments in the cells, in their order.
  package let segmentNames: [String]
  package let warnings: [RunResults.Message]

  private enum CodingKeys: String, CodingKey {
    case pipeline, as_of, workflow, name, test, threshold, within_days, thresholds, windows, cells
  }

  package func json() throws -> [UInt8] { try RunJSON.bytes(self) }

  /// A line a cell and segment.
  package func csv() -> [UInt8] {
    var csv = NormalizedCSV()
    csv.row(["within_days", "threshold", "matched", "skipped", "segment", "members"])
    for cell in cells {
      for size in cell.segments {
        csv.row([
          "\(cell.within_days)", "\(cell.threshold)", "\(cell.matched)", "\(cell.is_skipped)",
          size.segment, "\(size.members)",
        ])
      }
    }
    return csv.bytes
  }
}
