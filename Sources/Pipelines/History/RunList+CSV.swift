import AdModel
import CSV

extension RunList {
  /// The ids of all segments of all runs, in the order of the newest run that has them.
  package var segmentIDs: [String] {
    var ids: [String] = []
    for run in runs.reversed() {
      for segment in run.segments where !ids.contains(segment.id) { ids.append(segment.id) }
    }
    return ids
  }

  /// `run,as_of,base,is_base_picked,status,reason,is_pruned,warnings,segments`; the last as
  /// `low 23 | high 7`.
  package func csv() -> [UInt8] {
    var csv = NormalizedCSV()
    csv.row([
      "run", "as_of", "base", "is_base_picked", "status", "reason", "is_pruned", "warnings",
      "segments",
    ])
    for run in runs {
      csv.row([
        run.run, run.as_of ?? "", run.base ?? "", "\(run.is_base_picked)", run.status, run.reason,
        "\(run.is_pruned)", "\(run.warning_count)",
        run.segments.map { "\($0.id) \($0.members)" }.joined(separator: " | "),
      ])
    }
    return csv.bytes
  }
}
