import Glibc

/// An exclusive lock on a file, held until the value is released or the process ends.
package final class FileLock {
  private let path: String
  private let descriptor: Int32

  /// Nil when another process holds it.
  ///
  /// - Parameter waits: whether to wait as long as another process holds it.
  package init?(path: String, waits: Bool = false) throws(FileFault) {
    while true {
      let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
      guard descriptor >= 0 else { throw FileFault(errorNumber: errno, path: path) }
      guard try takeLock(descriptor, waits ? LOCK_EX : LOCK_EX | LOCK_NB, path) else { return nil }
      // Somebody may have taken the file away while this process waited for it.
      if isOpen(descriptor, at: path) {
        self.path = path
        self.descriptor = descriptor
        return
      }
      close(descriptor)
    }
  }

  /// Whether the file that is locked is still the one that others find at the path.
  package var isInPlace: Bool { isOpen(descriptor, at: path) }

  deinit {
    close(descriptor)
  }
}

/// Locks an open file or folder, or closes it.
///
/// - Returns: false when another process holds a lock that this one cannot share.
func takeLock(_ descriptor: Int32, _ operation: Int32, _ path: String) throws(FileFault) -> Bool {
  while flock(descriptor, operation) != 0 {
    let number = errno
    if number == EINTR { continue }
    close(descriptor)
    if number == EWOULDBLOCK { return false }
    throw FileFault(errorNumber: number, path: path)
  }
  return true
}

/// Whether what is open is what lies at a path.
func isOpen(_ descriptor: Int32, at path: String) -> Bool {
  var open = stat()
  var found = stat()
  guard unsafe fstat(descriptor, &open) == 0, unsafe fstatat(AT_FDCWD, path, &found, 0) == 0 else {
    return false
  }
  return open.st_dev == found.st_dev && open.st_ino == found.st_ino
}
