import AdModel
import Files
import Runs

/// A pipeline's `runs` folder while this process alone publishes in it.
struct OpenLineage {
  let text: PipelineText
  let runs: String
  let lock: FileLock

  /// Takes the lock, clears what a crashed run left, and sets `latest` right.
  ///
  /// - Throws: `RunFailure` when another process holds it and there is no waiting.
  init(_ text: PipelineText, waits: Bool) throws {
    self.text = text
    self.runs = text.resolve(text.pipeline.runsFolder)
    try Folder.make(runs)
    guard let lock = try FileLock(path: "\(runs)/.lock", waits: waits) else {
      throw RunFailure.locked(runs)
    }
    self.lock = lock
    try RunStaging.removeLeftovers(in: runs)
    if Folder.kind(of: "\(runs)/failed") == .folder {
      try RunStaging.removeLeftovers(in: "\(runs)/failed")
    }
    try PipelineRun.checkLatest(in: runs)
    try pointLatest()
    try PipelinePointer.note(
      text.path, in: runs, isRelative: !text.pipeline.runsFolder.hasPrefix("/"))
  }

  /// Whether the `runs` folder is still the one that is locked.
  var isInPlace: Bool { lock.isInPlace }

  /// Publishes one run.
  ///
  /// - Throws: what ended the run; it is left in `failed/`.
  func publish(
    _ request: RunRequest, _ surroundings: RunSurroundings
  ) throws(FailedRun) -> RunReport {
    defer { withExtendedLifetime(lock) {} }
    return try PipelineRun.publish(request, surroundings, text, runs: runs, lock)
  }

  /// A process that was killed between publishing a run and pointing `latest` to it left that to do.
  private func pointLatest() throws {
    let newest = try RunHistory(folder: runs).runs.last?.description
    guard let newest, Folder.linkTarget(of: "\(runs)/latest") != newest else { return }
    try UnfinishedPaths.finishing(nil) { () throws(FileFault) in
      try Folder.link("\(runs)/latest", to: newest)
      try Folder.sync(runs)
    }
  }
}
