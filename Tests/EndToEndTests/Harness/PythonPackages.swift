import Foundation
import Testing

/// The Python packages that `scripts/test` installs below `.build`.
enum PythonPackages {
  /// The path of one of their programs, or of `python` itself.
  ///
  /// - Throws: an issue that says what to do when it is not installed.
  static func program(_ name: String) throws -> String {
    let path = Repository.path(".build/python/bin/\(name)")
    try #require(
      FileManager.default.isExecutableFile(atPath: path),
      "there is no \(path): run scripts/test, which installs it")
    return path
  }

  /// Runs a script of `Tests/Python`.
  static func run(_ script: String, _ arguments: [String]) throws -> ProgramResult {
    try Program.run(
      program("python"), ["-B", Repository.path("Tests/Python/\(script)")] + arguments,
      in: Repository.root)
  }
}
