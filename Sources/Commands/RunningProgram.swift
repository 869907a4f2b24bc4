import Files

/// The executable that this process runs.
enum RunningProgram {
  /// What tells this build from others, found when it is asked for first: the build id that the
  /// linker made of all it linked, else SHA-256 of the executable; nil when neither can be read.
  static let digest = digest(ofProgramAt: "/proc/self/exe")

  static func digest(ofProgramAt path: String) -> String? {
    guard let file = try? InputFile(path: path) else { return nil }
    if let start = try? file.start(byteCount: min(file.size, headByteCount)),
      let id = BuildID(inStartOf: start)
    {
      return "build id \(id.hex)"
    }
    return try? Digest(of: file).hex
  }

  /// Linkers put notes right behind the headers.
  private static let headByteCount = 1 << 14
}
