import Synchronization

/// Files and folders that are being made and are not in their place yet, so that a process that is
/// told to stop leaves none of them behind.
package enum UnfinishedPaths {
  private static let paths = Mutex<[String]>([])

  /// Notes a file or folder before it is made.
  package static func add(_ path: String) {
    paths.withLock { $0.append(path) }
  }

  /// Makes something unfinished: a process that is told to stop meanwhile stops after it, and takes
  /// it away.
  ///
  /// - Parameter path: what is unfinished when the body has gone through, and nobody's otherwise.
  package static func starting<Result>(
    _ path: String, _ body: () throws(FileFault) -> Result
  ) throws(FileFault) -> Result {
    try starting { () throws(FileFault) in (path, try body()) }.result
  }

  /// The same for a path that is known once the thing is made.
  static func starting<Result>(
    _ body: () throws(FileFault) -> (path: String, result: Result)
  ) throws(FileFault) -> (path: String, result: Result) {
    let outcome = paths.withLock { paths in
      do throws(FileFault) {
        let made = try body()
        paths.append(made.path)
        return Swift.Result<(path: String, result: Result), FileFault>.success(made)
      } catch {
        return .failure(error)
      }
    }
    return try outcome.get()
  }

  /// Notes that it is in its place, or gone.
  package static func remove(_ path: String) {
    paths.withLock { paths in paths.removeAll { $0 == path } }
  }

  /// Puts something in its place for good: a process that is told to stop meanwhile stops after it.
  ///
  /// - Parameter path: what is unfinished no longer when the body has gone through; nil for nothing.
  package static func finishing<Result>(
    _ path: String?, _ body: () throws(FileFault) -> Result
  ) throws(FileFault) -> Result {
    let outcome = paths.withLock { paths -> Swift.Result<Result, FileFault> in
      do throws(FileFault) {
        let result = try body()
        paths.removeAll { $0 == path }
        return .success(result)
      } catch {
        return .failure(error)
      }
    }
    return try outcome.get()
  }

  /// Removes all of them and calls `end`, which must not return: whoever else makes or finishes
  /// something waits for ever.
  ///
  /// Folders are renamed first, so that nobody can put another file in them.
  package static func removeAll(andThen end: () -> Never) -> Never {
    paths.withLock { paths in
      for path in paths {
        let taken = "\(path).stopped"
        if (try? Folder.rename(path, to: taken)) != nil { try? Folder.remove(taken) }
      }
      end()
    }
  }
}
