import Glibc

/// A regular file open for reading at any offset, from any thread.
package final class InputFile: Sendable {
  package let path: String
  /// Bytes when it was opened.
  package var size: Int { stamp.byteCount }
  /// What the system said of it when it was opened.
  package let stamp: FileStamp
  private let descriptor: Int32

  /// - Throws: `FileFault` when the path is missing, a folder, a pipe, or may not be read.
  package init(path: String) throws(FileFault) {
    // Non-blocking, so that a pipe without a writer is refused instead of waited for.
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw FileFault(errorNumber: errno, path: path) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else {
      let number = errno
      close(descriptor)
      throw FileFault(errorNumber: number, path: path)
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw FileFault(
        status.st_mode & S_IFMT == S_IFDIR ? .isDirectory : .notARegularFile, path: path)
    }
    self.path = path
    self.descriptor = descriptor
    self.stamp = FileStamp(status)
  }

  deinit {
    close(descriptor)
  }

  /// Reads up to `buffer.count` bytes at an offset; fewer only at the end of the file.
  package func read(
    at offset: Int, into buffer: UnsafeMutableRawBufferPointer
  ) throws(FileFault) -> Int {
    var filled = 0
    while filled < buffer.count {
      // Sound: the kernel writes at most `buffer.count - filled` bytes after the filled ones.
      let count = unsafe pread(
        descriptor, buffer.baseAddress.map { unsafe $0 + filled }, buffer.count - filled,
        off_t(offset + filled))
      if count < 0 {
        if errno == EINTR { continue }
        throw FileFault(errorNumber: errno, path: path)
      }
      if count == 0 { break }
      filled += count
    }
    return filled
  }

  /// - Throws: `changedWhileRead` when size or modification time differ from those at opening.
  package func checkUnchanged() throws(FileFault) {
    let now = try currentStamp()
    guard now.byteCount == stamp.byteCount, now.modified == stamp.modified else {
      throw FileFault(.changedWhileRead, path: path)
    }
  }

  /// What the system says of the open file now.
  package func currentStamp() throws(FileFault) -> FileStamp {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else {
      throw FileFault(errorNumber: errno, path: path)
    }
    return FileStamp(status)
  }
}
