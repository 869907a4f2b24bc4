import AdModel
import CSV
import Files

/// The words of what ends a run over its inputs beside the exports.
extension RunFailure {
  static func pipelineNotText(_ path: String) -> RunFailure {
    RunFailure(
      kind: "pipeline_not_text", place: path, what: "the pipeline file is not UTF-8 text",
      mend: "save it as UTF-8")
  }

  static func segmentFileEmpty(_ path: String, segment: SegmentID) -> RunFailure {
    RunFailure(
      kind: "segment_file_empty", place: path,
      what: "segment '\(segment)' is made from this file, and it has no rows",
      mend: "export it again; if it may really be empty, say 'may_be_empty: true' in its 'from'")
  }

  static func segmentFileMissing(
    _ pattern: String, segment: SegmentID, asOf: CalendarDay
  ) -> RunFailure {
    RunFailure(
      kind: "segment_file_missing", place: pattern,
      what: "segment '\(segment)' is made from a file, and none up to \(asOf) is there",
      mend: "export it, or correct 'file' in the segment's 'from'")
  }

  static func overrideBroken(_ place: String, _ what: String) -> RunFailure {
    RunFailure(
      kind: "override_broken", place: place, what: "the line has \(what)",
      mend: "correct the line or take it out")
  }

  static func overrideSegment(_ place: String, _ name: String, known: [String]) -> RunFailure {
    let near = nearestNames(to: name, among: known).first.map { "; did you mean '\($0)'?" } ?? ""
    return RunFailure(
      kind: "override_segment_unknown", place: place,
      what: "the pipeline has no segment '\(name)'\(near)", mend: "correct the line")
  }

  static func overrideAccount(_ place: String, _ account: AccountID) -> RunFailure {
    RunFailure(
      kind: "override_account_unknown", place: place,
      what: "no account has the id '\(account)'",
      mend: "write the id as the account list has it, or take the line out")
  }

  static func initialBroken(_ place: String) -> RunFailure {
    RunFailure(
      kind: "initial_broken", place: place, what: "the row has no account id",
      mend: "correct the row or take it out")
  }

  static func initialAccount(_ place: String, _ account: AccountID) -> RunFailure {
    RunFailure(
      kind: "initial_account_unknown", place: place, what: "no account has the id '\(account)'",
      mend: "write the id as the account list has it, or take the row out")
  }
}
