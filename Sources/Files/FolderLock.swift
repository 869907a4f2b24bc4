import Glibc

/// A lock on a folder, which needs no file in it; held until the value is released or the process
/// ends.
package final class FolderLock {
  private let path: String
  private let descriptor: Int32

  /// Nil when another process holds one that this one cannot share.
  ///
  /// - Parameters:
  ///   - isShared: whether others may hold a shared one too.
  ///   - waits: whether to wait for it.
  package init?(
    path: String, isShared: Bool = false, waits: Bool = false
  ) throws(FileFault) {
    let descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileFault(errorNumber: errno, path: path) }
    let operation = (isShared ? LOCK_SH : LOCK_EX) | (waits ? 0 : LOCK_NB)
    guard try takeLock(descriptor, operation, path) else { return nil }
    self.path = path
    self.descriptor = descriptor
  }

  /// Whether the folder that is locked is still the one that others find at the path.
  package var isInPlace: Bool { isOpen(descriptor, at: path) }

  /// Where the folder that is locked lies now, also when it or one above it was moved; nil when it
  /// is gone.
  package var placeNow: String? {
    guard let place = Folder.linkTarget(of: "/proc/self/fd/\(descriptor)"),
      isOpen(descriptor, at: place)
    else { return nil }
    return place
  }

  deinit {
    close(descriptor)
  }
}
