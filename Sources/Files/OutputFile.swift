import CGlibc
import Glibc

/// What takes bytes one behind the other.
package protocol ByteSink: AnyObject {
  /// Takes bytes where they lie; they are looked at only during the call.
  func write(_ bytes: UnsafeRawBufferPointer) throws(FileFault)
}

/// A new file, written from first byte to last and synced before it is closed.
///
/// The disk is told of a large file's bytes while more are written, so that the end does not wait
/// for all of them.
package final class OutputFile: ByteSink {
  /// How many bytes are told of at a time.
  private static let startedSizeBytes = 1 << 23

  package let path: String
  private var descriptor: Int32
  private let hasher = RunningDigest()
  /// Bytes written so far.
  package private(set) var byteCount = 0
  /// Bytes that the disk was told of.
  private var startedByteCount = 0

  /// - Throws: `FileFault` when the path exists already or cannot be made.
  package init(path: String) throws(FileFault) {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw FileFault(errorNumber: errno, path: path) }
    self.path = path
    self.descriptor = descriptor
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  package func write(_ bytes: [UInt8]) throws(FileFault) {
    try unsafe bytes.span.withUnsafeBytes { view throws(FileFault) in try unsafe write(view) }
  }

  /// Writes bytes where they lie; they are looked at only during the call.
  package func write(_ bytes: UnsafeRawBufferPointer) throws(FileFault) {
    unsafe hasher.update(bytes)
    byteCount += bytes.count
    try unsafe writeAll(bytes, to: descriptor, path: path)
    if byteCount - startedByteCount >= OutputFile.startedSizeBytes {
      // Only a head start: whatever becomes of it, the sync at the end tells.
      sync_file_range(
        descriptor, startedByteCount, byteCount - startedByteCount, UInt32(SYNC_RANGE_WRITE))
      startedByteCount = byteCount
    }
  }

  /// Syncs and closes; gives the digest of all that was written.
  package func finish() throws(FileFault) -> Digest {
    let status = fsync(descriptor)
    let number = errno
    close(descriptor)
    descriptor = -1
    guard status == 0 else { throw FileFault(errorNumber: number, path: path) }
    return hasher.finish()
  }

  /// Writes a whole file.
  package static func write(_ bytes: [UInt8], to path: String) throws(FileFault) -> Digest {
    let file = try OutputFile(path: path)
    try file.write(bytes)
    return try file.finish()
  }
}

/// Writes all of some bytes to an open file.
func writeAll(_ bytes: [UInt8], to descriptor: Int32, path: String) throws(FileFault) {
  try unsafe bytes.span.withUnsafeBytes { view throws(FileFault) in
    try unsafe writeAll(view, to: descriptor, path: path)
  }
}

private func writeAll(
  _ bytes: UnsafeRawBufferPointer, to descriptor: Int32, path: String
) throws(FileFault) {
  var written = 0
  while written < bytes.count {
    // Sound: at most the bytes that are left are read.
    let count = unsafe Glibc.write(
      descriptor, bytes.baseAddress.map { unsafe $0 + written }, bytes.count - written)
    if count < 0 {
      if errno == EINTR { continue }
      throw FileFault(errorNumber: errno, path: path)
    }
    written += count
  }
}
