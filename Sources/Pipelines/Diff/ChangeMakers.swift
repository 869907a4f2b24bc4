import AdModel
import Files
import Runs

/// The runs that lead to the second of two from where their ways part, and the lines of their
/// `changes.csv`.
struct ChangeMakers {
  /// One run, and what it changed.
  struct Night {
    let run: RunFolder
    let changes: [AccountID: [RunChange]]
    /// By id.
    let workflowNames: [String: String]
  }

  /// The newest first: the second run, its base, and so on as far as a run that the first one is or
  /// rests on.
  private(set) var nights: [Night] = []

  /// - Parameters:
  ///   - first: nil for a plain folder, of which no way is known.
  ///   - second: nil for a plain folder, which nothing is known of.
  ///   - places: folders in which bases are looked for.
  /// - Throws: `FileFault`; `RunFailure` for a table that is not as its run wrote it.
  init(
    from first: RunFolder?, to second: RunFolder?, places: [String], _ naming: SegmentNaming
  ) throws {
    guard let second else { return }
    nights = [try Night(second, naming)]
    guard var old = first else { return }
    var isOldKnown = true
    var next = ChangeMakers.base(of: second, places)
    while let run = next {
      while isOldKnown, old.manifestDigest != run.manifestDigest, old.asOf >= run.asOf {
        if let base = ChangeMakers.base(of: old, places) { old = base } else { isOldKnown = false }
      }
      if isOldKnown, old.manifestDigest == run.manifestDigest { return }
      nights.append(try Night(run, naming))
      next = ChangeMakers.base(of: run, places)
    }
  }

  /// Nil when it has none, or none is there that is the one it started from.
  private static func base(of run: RunFolder, _ places: [String]) -> RunFolder? {
    guard let base = run.manifest.base else { return nil }
    return places.lazy.map { "\($0)/\(base.run)" }
      .filter { Folder.kind(of: "\($0)/manifest.json") == .file }
      .compactMap { try? RunFolder(path: $0) }
      .first { $0.manifestDigest == base.sha256 }
  }

  /// The lines that made a movement, of the last run that has any; none when no run between has.
  func makers(of movement: AccountMovement) -> (night: Night, changes: [RunChange])? {
    for night in nights {
      let made = (night.changes[movement.account] ?? []).filter {
        movement.isMade(from: $0.from, to: $0.to)
      }
      if !made.isEmpty { return (night, made) }
    }
    return nil
  }

  /// The segments between which lines of `changes.csv` moved an account.
  func moves(of account: AccountID) -> [[SegmentID]] {
    nights.flatMap { night in
      (night.changes[account] ?? []).filter { !$0.from.isEmpty && !$0.to.isEmpty }
        .map { $0.from + $0.to }
    }
  }
}

extension ChangeMakers.Night {
  fileprivate init(_ run: RunFolder, _ naming: SegmentNaming) throws {
    var changes: [AccountID: [RunChange]] = [:]
    for change in try run.changes() {
      var renamed = change
      renamed.from = change.from.map { naming[$0] }
      renamed.to = change.to.map { naming[$0] }
      changes[change.account, default: []].append(renamed)
    }
    let record = run.manifest.pipeline
    let pipeline = try? PipelineText(path: record.file, text: record.text).pipeline
    self.run = run
    self.changes = changes
    self.workflowNames = Dictionary(
      (pipeline?.workflows ?? []).map { ($0.id.text, $0.name) }, uniquingKeysWith: { $1 })
  }
}
