import Glibc

/// An exclusive lock on a file, held until the value is released or the process ends.
package final class FileLock {
  private let descriptor: Int32

  /// Nil when another process holds it.
  ///
  /// - Parameter waits: whether to wait as long as another process holds it.
  package init?(path: String, waits: Bool = false) throws(FileFault) {
    let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw FileFault(errorNumber: errno, path: path) }
    while flock(descriptor, waits ? LOCK_EX : LOCK_EX | LOCK_NB) != 0 {
      let number = errno
      if number == EINTR { continue }
      close(descriptor)
      if number == EWOULDBLOCK { return nil }
      throw FileFault(errorNumber: number, path: path)
    }
    self.descriptor = descriptor
  }

  deinit {
    close(descriptor)
  }
}
