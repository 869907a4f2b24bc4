import Glibc

/// A file that a crash may leave torn, since whoever reads it notices: written and not synced.
package enum ScratchFile {
  /// Writes a file under a name of its own and moves it to its place by one rename.
  ///
  /// What stands there is replaced, be it a folder. A fault leaves nothing of the new file.
  ///
  /// - Parameter temporary: a path in the same folder, at which nothing is.
  package static func write(
    _ bytes: [UInt8], to path: String, through temporary: String
  ) throws(FileFault) {
    UnfinishedPaths.add(temporary)
    defer { UnfinishedPaths.remove(temporary) }
    let descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw FileFault(errorNumber: errno, path: temporary) }
    do throws(FileFault) {
      defer { close(descriptor) }
      try writeAll(bytes, to: descriptor, path: temporary)
      if Folder.kind(of: path) == .folder { try Folder.remove(path) }
      try Folder.rename(temporary, to: path)
    } catch {
      _ = unsafe unlink(temporary)
      throw error
    }
  }

  /// The time in a folder's file system, in nanoseconds since 1970, as its files' stamps count.
  ///
  /// - Parameter temporary: a path in the folder, at which nothing is, before and after.
  package static func time(through temporary: String) throws(FileFault) -> Int {
    let descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw FileFault(errorNumber: errno, path: temporary) }
    defer {
      close(descriptor)
      _ = unsafe unlink(temporary)
    }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else {
      throw FileFault(errorNumber: errno, path: temporary)
    }
    return FileStamp(status).modified
  }
}
