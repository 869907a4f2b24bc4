import Files

/// Keeps `prune` from dropping tables of runs while they are read. Needs no file and no right to
/// write.
final class HistoryReading {
  private let lock: FolderLock?

  /// - Parameter path: the folder of a run; waits while tables beside it are dropped.
  init(ofRunAt path: String) {
    let folder = Path.real(path).map(Path.parent) ?? Path.parent(of: path)
    self.lock = try? FolderLock(path: folder, isShared: true, waits: true)
  }
}
