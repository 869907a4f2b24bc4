import Glibc

/// What the system says of a file beside its bytes; the same stamp later means, most likely, the
/// same bytes.
package struct FileStamp: Hashable, Sendable {
  package var byteCount: Int
  /// When its bytes changed last, in nanoseconds since 1970.
  package var modified: Int
  /// When its bytes or what the system knows of it changed last, which nobody can set back.
  package var changed: Int
  package var inode: UInt64
  package var device: UInt64

  package init(byteCount: Int, modified: Int, changed: Int, inode: UInt64, device: UInt64) {
    self.byteCount = byteCount
    self.modified = modified
    self.changed = changed
    self.inode = inode
    self.device = device
  }

  /// Of what lies at a path, links not followed; nil when nothing does.
  package init?(path: String) {
    var status = stat()
    guard unsafe lstat(path, &status) == 0 else { return nil }
    self.init(status)
  }

  init(_ status: stat) {
    func nanoseconds(_ time: timespec) -> Int {
      time.tv_sec.multipliedReportingOverflow(by: 1_000_000_000).partialValue &+ time.tv_nsec
    }
    self.init(
      byteCount: Int(status.st_size), modified: nanoseconds(status.st_mtim),
      changed: nanoseconds(status.st_ctim), inode: UInt64(status.st_ino),
      device: UInt64(status.st_dev))
  }
}
