import Glibc

/// Results for people and programs.
enum StandardOutput {
  /// Writes a text; a reader that has closed its end is no error.
  static func write(_ text: String) {
    StandardStream.write(text, to: STDOUT_FILENO)
  }
}

/// Everything that is no result: progress, warnings, errors.
enum StandardError {
  static func write(_ text: String) {
    StandardStream.write(text, to: STDERR_FILENO)
  }

  static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }
}

private enum StandardStream {
  static func write(_ text: String, to descriptor: Int32) {
    let bytes = Array(text.utf8)
    var written = 0
    while written < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        // Sound: at most the bytes that are left are read.
        unsafe Glibc.write(
          descriptor, buffer.baseAddress.map { unsafe $0 + written }, bytes.count - written)
      }
      if count < 0 {
        if errno == EINTR { continue }
        return
      }
      written += count
    }
  }
}
