import AdModel
import Files
package import Runs

/// Drops the stage tables of old runs, so that a history of years stays small.
package enum HistoryPruning {
  package struct Report: Sendable {
    /// Runs of which tables were dropped, oldest first.
    package let runs: [RunName]
    /// Bytes that were freed.
    package let byteCount: Int
  }

  /// Drops the stage tables of runs that lie more than so many days before the newest one.
  ///
  /// What later runs start from, what people diff and upload, manifests and change logs stay. The
  /// clock has no say. Nothing is dropped while somebody reads runs of the pipeline.
  ///
  /// - Throws: `FileFault`; `RunFailure` when a run or a reader is under way.
  package static func prune(
    pipelinePath: String, keepDays: Int, waits: Bool
  ) throws -> Report {
    let text = try PipelineText(path: pipelinePath)
    let folder = text.resolve(text.pipeline.runsFolder)
    guard Folder.kind(of: folder) != nil else { return Report(runs: [], byteCount: 0) }
    let lineage = try OpenLineage(text, waits: waits)
    return try withExtendedLifetime(lineage) {
      guard let alone = try FolderLock(path: folder, waits: waits) else {
        throw RunFailure.historyIsRead(folder)
      }
      return try withExtendedLifetime(alone) { try prune(folder, keepDays: keepDays) }
    }
  }

  private static func prune(_ folder: String, keepDays: Int) throws -> Report {
    let history = try RunHistory(folder: folder)
    guard let newest = history.runs.last else { return Report(runs: [], byteCount: 0) }
    var pruned: [RunName] = []
    var byteCount = 0
    for name in history.runs where name.asOf.distance(to: newest.asOf) > keepDays {
      guard let run = try? RunFolder(path: history.path(of: name)) else { continue }
      let freed = try RunPruning.prune(run)
      if freed > 0 { pruned.append(name) }
      byteCount += freed
    }
    return Report(runs: pruned, byteCount: byteCount)
  }
}

extension RunFailure {
  static func historyIsRead(_ folder: String) -> RunFailure {
    RunFailure(
      kind: "history_is_read", place: folder, what: "somebody is reading runs of this pipeline",
      mend: "try again when they have ended, or give --wait", remedy: .tryAgainLater)
  }
}
