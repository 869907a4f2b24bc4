import Files
import Foundation
import Pipelines
import Runs

/// What a run did, for a marketer.
enum RunSummary {
  /// The text for stdout.
  static func text(_ report: RunReport) -> String {
    let results = report.results
    let path = Path.simplified(report.path)
    var lines: [String] = []
    let base = results.base.map { "based on the run of \($0)" } ?? "starting from empty segments"
    lines.append("As of \(results.as_of ?? ""), \(base)")
    lines.append("")
    let counts = [
      "\(count(report.exportCount, "export")) read",
      report.engagedAccountCount.map { "\(count($0, "account")) engaged" },
      report.unmatchedCount.map { "\(count($0, "company", "companies")) unmatched" },
      "\(count(report.rejectedCount, "row")) rejected",
    ]
    lines.append(counts.compactMap(\.self).joined(separator: ", "))
    if !results.segments.isEmpty {
      lines += [""] + table(results.segments) + names(report)
    }
    if !report.uploads.isEmpty {
      lines += ["", "To upload:"] + report.uploads.map { "  \(path)/\($0)" }
    }
    lines += ["", "Everything about this run: \(path)"]
    return lines.map(\.onOnePlainLine).joined(separator: "\n") + "\n"
  }

  /// The text for stderr: one line a warning.
  static func warnings(_ warnings: [RunResults.Message]) -> String {
    warnings.map { "warning: \($0.place): \($0.message)".onOnePlainLine + "\n" }
      .joined()
  }

  private static func count(_ number: Int, _ one: String, _ many: String? = nil) -> String {
    "\(number) \(number == 1 ? one : many ?? one + "s")"
  }

  private static func table(_ segments: [RunResults.SegmentResult]) -> [String] {
    let header = ["Segment", "before", "entered", "left", "now", "to upload", "held back"]
    let rows = segments.map { segment in
      [
        segment.name, "\(segment.before)", moved(segment.entered, segment.moved_in, "moved in"),
        moved(segment.left, segment.moved_out, "moved on"), "\(segment.after)",
        segment.uploaded.map { "\($0)" } ?? "-", segment.held.map { "\($0)" } ?? "-",
      ]
    }
    return TextTable.lines([header] + rows)
  }

  /// How many names of a segment are shown; all stand in `4-apply/changes.csv`.
  private static let namesShown = 4

  /// Who entered and left each segment.
  private static func names(_ report: RunReport) -> [String] {
    var lines: [String] = []
    for (segment, names) in zip(report.results.segments, report.movements) {
      for (word, names) in [("entered", names.entered), ("left", names.left)]
      where !names.isEmpty {
        let more = names.count - namesShown
        lines.append(
          "\(segment.name), \(word): \(names.prefix(namesShown).joined(separator: "; "))"
            + (more > 0 ? "; and \(more) more" : ""))
      }
    }
    return lines.isEmpty ? [] : [""] + lines
  }

  /// `7 (3 moved in)`, or `7` when none moved.
  private static func moved(_ number: Int, _ moved: Int, _ word: String) -> String {
    moved == 0 ? "\(number)" : "\(number) (\(moved) \(word))"
  }
}
