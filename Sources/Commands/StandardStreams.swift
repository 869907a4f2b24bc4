import AdModel
import Glibc

/// Results for people and programs.
enum StandardOutput {
  /// The kind of the failure to write.
  static let unwritten = "output_unwritten"

  /// Writes a text; a reader that has closed its end is no error.
  ///
  /// - Throws: `RunFailure` when the text could not be written, a full disk say.
  static func write(_ text: String) throws(RunFailure) {
    _ = try write(Array(text.utf8))
  }

  /// Writes bytes; false when the reader has closed its end and wants no more.
  static func write(_ bytes: [UInt8]) throws(RunFailure) -> Bool {
    guard let number = StandardStream.write(bytes, to: STDOUT_FILENO) else { return true }
    if number == EPIPE { return false }
    throw RunFailure(
      kind: unwritten, place: "stdout", what: unsafe String(cString: strerror(number)),
      mend: "see to where the output goes; the work itself was done", remedy: .tryAgainLater)
  }
}

/// Everything that is no result: progress, warnings, errors.
enum StandardError {
  static func write(_ text: String) {
    // Nowhere is left to tell of an error here.
    _ = StandardStream.write(Array(text.utf8), to: STDERR_FILENO)
  }

  static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }
}

private enum StandardStream {
  /// The number of the system's error, or nil.
  static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32? {
    var written = 0
    while written < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        // Sound: at most the bytes that are left are read.
        unsafe Glibc.write(
          descriptor, buffer.baseAddress.map { unsafe $0 + written }, bytes.count - written)
      }
      if count < 0 {
        if errno == EINTR { continue }
        return errno
      }
      written += count
    }
    return nil
  }
}
