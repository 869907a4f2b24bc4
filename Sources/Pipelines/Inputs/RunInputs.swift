import AdModel
import Files
import Ingest
import Runs

/// What a run reads a file for, as its manifest says it.
enum InputRole: String, Sendable {
  case export
  case accounts
  case aliases
  case overrides
  case initial
  case segment
  case contacts

  /// Whether the archive keeps a copy: not of what is personal.
  var isArchived: Bool { self != .contacts }
}

/// The files that a run reads: those its pipeline names as they lie there now, or those that earlier
/// runs recorded.
struct RunInputs: Sendable {
  /// A file that a run recorded, and where its bytes are.
  struct Recorded: Sendable {
    var input: Manifest.Input
    /// Where it lies now: its own place, or its copy in the archive.
    var path: String
  }

  /// Where relative paths of the pipeline file start.
  private let folder: String
  /// By role and path as the pipeline file writes it; nil for what lies there now.
  private let recorded: [InputRole: [String: Recorded]]?
  /// Where a file is looked up that `recorded` does not have.
  private let others: [InputRole: [String: Recorded]]

  /// The files as they lie there now.
  init(of text: PipelineText) {
    self.folder = text.patternFolder
    self.recorded = nil
    self.others = [:]
  }

  /// The files that runs recorded.
  ///
  /// - Parameters:
  ///   - recorded: by role; what one run read.
  ///   - others: by role; what another run read, for files that the first one has nothing of.
  init(
    of text: PipelineText, recorded: [InputRole: [Recorded]],
    others: [InputRole: [Recorded]] = [:]
  ) {
    func byPath(_ files: [InputRole: [Recorded]]) -> [InputRole: [String: Recorded]] {
      files.mapValues { list in
        Dictionary(list.map { ($0.input.path, $0) }, uniquingKeysWith: { first, _ in first })
      }
    }
    self.folder = text.patternFolder
    self.recorded = byPath(recorded)
    self.others = byPath(others)
  }

  /// Whether these are files that earlier runs recorded.
  var isRecorded: Bool { recorded != nil }

  /// Where the file lies that the pipeline file writes so.
  ///
  /// - Throws: `RunFailure` for one that no run recorded.
  func path(of written: String, _ role: InputRole) throws(RunFailure) -> String {
    guard recorded != nil else { return Path.join(folder, written) }
    guard let found = found(written, role) else { throw .inputNotRecorded(written) }
    return found.path
  }

  private func found(_ written: String, _ role: InputRole) -> Recorded? {
    recorded?[role]?[written] ?? others[role]?[written]
  }

  /// The digest a recorded file must have; nil for files as they lie there now.
  func digest(of written: String, _ role: InputRole) -> String? {
    found(written, role)?.input.sha256
  }

  /// The files that fit a pattern, sorted by path.
  ///
  /// - Throws: `FileFault` for a folder that cannot be listed.
  func matches(_ pattern: Ingest.FilePattern, _ role: InputRole) throws -> [Ingest.FilePattern
    .Match]
  {
    guard let recorded else { return try pattern.matches(in: folder) }
    for files in [recorded, others] {
      let found = (files[role] ?? [:]).keys.compactMap(pattern.match)
      if !found.isEmpty { return found.sorted { $0.shownPath.precedesInBytes($1.shownPath) } }
    }
    return []
  }

  /// Files that would fit a pattern if what stands for a day in their names were one.
  func namesWithoutDay(_ pattern: Ingest.FilePattern) throws -> [String] {
    try isRecorded ? [] : pattern.namesWithoutDay(in: folder)
  }

  /// Whether there is a file that the pipeline file writes so.
  func isThere(_ written: String, _ role: InputRole) -> Bool {
    isRecorded ? found(written, role) != nil : Folder.kind(of: Path.join(folder, written)) != nil
  }

  /// What the manifest says of a file.
  ///
  /// - Throws: `FileFault`; `RunFailure` for a recorded file that has changed since.
  func record(_ written: String, _ role: InputRole) throws -> Manifest.Input {
    let file = try InputFile(path: try path(of: written, role))
    let input = Manifest.Input(
      at: written, role: role.rawValue, sha256: try Digest(of: file).hex, bytes: file.size)
    try check(input, role)
    return input
  }

  /// - Throws: `RunFailure` for a recorded file that has changed since.
  func check(_ input: Manifest.Input, _ role: InputRole) throws(RunFailure) {
    if let due = digest(of: input.path, role), due != input.sha256 {
      throw .inputChanged(input.path)
    }
  }
}

extension RunFailure {
  static func inputNotRecorded(_ path: String) -> RunFailure {
    RunFailure(
      kind: "input_not_recorded", place: path, what: "the run that is replayed did not read it",
      mend: "compare with a run of the same pipeline file")
  }

  static func inputChanged(_ path: String) -> RunFailure {
    RunFailure(
      kind: "input_changed", place: path,
      what: "it has other bytes than when the run read it",
      mend: "bring the file back; 'archive' in the pipeline file keeps a copy of each input")
  }

  /// No archive keeps contacts.
  static func contactsChanged(_ path: String) -> RunFailure {
    RunFailure(
      kind: "input_changed", place: path,
      what: "it has other bytes than when the run read it, and nothing keeps copies of contacts",
      mend: "bring the file back; the run's account uploads can be had without it")
  }

  static func contactsGone(_ path: String) -> RunFailure {
    RunFailure(
      kind: "input_gone", place: path,
      what: "it is no longer where the run read it, and nothing keeps copies of contacts",
      mend: "bring the file back; the run's account uploads can be had without it")
  }

  static func archivedInputChanged(_ path: String, copy: String) -> RunFailure {
    RunFailure(
      kind: "input_changed", place: path,
      what: "its copy in the archive, \(copy), has other bytes than when the run read it",
      mend: "bring the copy back, or remove it when the file in its own place is still the same")
  }

  static func inputGone(_ path: String) -> RunFailure {
    RunFailure(
      kind: "input_gone", place: path, what: "it is no longer where the run read it",
      mend: "bring the file back; 'archive' in the pipeline file keeps a copy of each input")
  }
}
