package import AdModel
package import Files
import Workflows

/// The words of what ends a run that no one input is to blame for.
extension RunFailure {
  static func guardsTripped(_ trips: [GuardCheck.Trip]) -> RunFailure {
    // A segment and its uploads often trip one guard together, and are accepted together.
    var names: [String] = []
    for trip in trips where !names.contains(trip.shown) { names.append(trip.shown) }
    return RunFailure(
      kind: "guard_tripped", place: names.joined(separator: ", "),
      what: trips.map(\.what).joined(separator: "; "),
      mend: "look at the inputs; if this is meant, run again with "
        + names.map { "--accept \($0)" }.joined(separator: " "))
  }

  static func acceptedSubjectUnknown(
    _ accepted: String, subject: String, known: [String]
  ) -> RunFailure {
    let near =
      nearestNames(to: subject, among: known).first.map { "; did you mean '\($0)'?" } ?? ""
    return RunFailure(
      kind: "accepted_guard_unknown", place: "--accept \(accepted)",
      what: "the pipeline has no segment or source '\(subject)'\(near)",
      mend: "copy the --accept of the message that the guard stopped the run with")
  }

  static func noDays(_ pipeline: String) -> RunFailure {
    RunFailure(
      kind: "no_days", place: pipeline,
      what: "'as_of: newest_day' needs a day, and no export speaks for any",
      mend: "put exports in place, or give the day with --as-of")
  }

  static func unknownTimeZone(_ name: String, pipeline: String) -> RunFailure {
    RunFailure(
      kind: "time_zone_unknown", place: pipeline,
      what: "this machine knows no time zone '\(name)'",
      mend: "write an IANA name such as Europe/Berlin, or install the package tzdata")
  }

  static func workflowCircle(_ circles: [[WorkflowID]], pipeline: String) -> RunFailure {
    let shown = circles.map { circle in
      (circle + circle.prefix(1)).map { "'\($0)'" }.joined(separator: " -> ")
    }
    return RunFailure(
      kind: "workflow_circle", place: pipeline,
      what: "workflows wait for each other in a circle: " + shown.joined(separator: "; "),
      mend: "take one of them out, narrow it with other segments, or say 'after' to break the "
        + "circle")
  }

  static func segmentsGone(
    _ segments: [(segment: SegmentID, count: Int)], base: String, pipeline: String
  ) -> RunFailure {
    let ids = segments.map(\.segment.text).joined(separator: ", ")
    let shown = segments.map { segment, count in
      "'\(segment)' (\(count) member\(count == 1 ? "" : "s"))"
    }
    let isOne = segments.count == 1
    return RunFailure(
      kind: "segment_gone", place: pipeline,
      what: "run \(base) has the segment\(isOne ? "" : "s") \(shown.joined(separator: ", ")), "
        + "which the pipeline no longer names",
      mend: "if \(isOne ? "it has" : "they have") another id now, say so with "
        + "'was: \(segments.first?.segment.text ?? "")' on the segment of today; to let the members "
        + "go, write 'retired: [\(ids)]'")
  }

  static func locked(_ folder: String) -> RunFailure {
    RunFailure(
      kind: "locked", place: folder, what: "another run of this pipeline is under way",
      mend: "try again when it has ended", remedy: .tryAgainLater)
  }

  static func runsFolderGone(_ folder: String) -> RunFailure {
    RunFailure(
      kind: "runs_folder_gone", place: folder,
      what: "this folder was removed, moved or replaced while the run was under way",
      mend: "put it back, find out who took it, and run again")
  }

  static func destinationTaken(_ path: String) -> RunFailure {
    RunFailure(
      kind: "destination_taken", place: path,
      what: "there is something at this place already",
      mend: "give --to a folder that is not there or empty")
  }

  static func destinationInUse(_ path: String) -> RunFailure {
    RunFailure(
      kind: "destination_in_use", place: path,
      what: "another run is being written to this place",
      mend: "try again when it has ended, or give --to another folder", remedy: .tryAgainLater)
  }

  static func destinationInLineage(_ path: String) -> RunFailure {
    RunFailure(
      kind: "destination_in_lineage", place: path,
      what: "later runs would take this place for a published run and start from it",
      mend: "give --to a folder outside the pipeline's 'runs', or leave it out to publish the run")
  }

  static func latestIsNoLink(_ path: String) -> RunFailure {
    RunFailure(
      kind: "latest_is_no_link", place: path,
      what: "this name belongs to the link to the newest run, and something else stands here",
      mend: "move it away")
  }

  static func untilNeedsTo() -> RunFailure {
    RunFailure(
      kind: "until_needs_to", place: "--until",
      what: "a run that stops early can be no base for the next one",
      mend: "give it a folder of its own with --to")
  }

  static func overridesContradict(_ fault: OverrideFault, path: String) -> RunFailure {
    let lines = fault.lineNumbers.map { "\($0)" }.joined(separator: ", ")
    var mend = "take out all but one of the lines"
    let what: String
    switch fault {
    case .pinsOnSeveralRungs(_, let segments, _):
      what =
        "lines \(lines) pin one account on several rungs of a ladder: "
        + segments.map(\.text).joined(separator: ", ")
    case .pinAndBan(_, let segment, _):
      what = "lines \(lines) pin and ban one account in segment '\(segment)'"
    case .segmentFromFile(let segment, _):
      what = "segment '\(segment)' is made from a file and takes no overrides"
      mend = "take the line out, and correct the file of the segment instead"
    }
    return RunFailure(
      kind: "overrides_contradict", place: "\(path):\(fault.lineNumbers.first ?? 1)", what: what,
      mend: mend)
  }

  /// What the operating system refused, for people.
  package init(_ fault: FileFault) {
    let isRetryable = [.diskFull, .tooLarge, .changedWhileRead, .inUse].contains(fault.kind)
    let mend =
      switch fault.kind {
      case .missing: "check the path, or put the file in place"
      case .isDirectory: "name the file itself; exports take a pattern such as \(fault.path)/*.csv"
      case .notAFolder: "move it away, or name another folder"
      case .notARegularFile: "write it to a file first; pipes and devices cannot be read twice"
      case .permissionDenied: "give the user that runs this the right to it"
      case .readOnly: "make it writable again, or name another folder"
      case .diskFull: "free some space and run again"
      case .tooLarge: "raise the limit, ulimit -f say, and run again"
      case .tooManyLinks: "mend the symbolic link"
      case .inUse: "try again when it has ended"
      case .changedWhileRead: "run again when whoever writes it has finished"
      case .brokenCompression: "download or compress the file again"
      case .system: "see to the disk or the network it lies on"
      }
    self.init(
      kind: "file_fault", place: fault.path, what: fault.description, mend: mend,
      remedy: isRetryable ? .tryAgainLater : .change)
  }
}
