import Foundation
import Testing

/// The program as people run it: the executable that was built with these tests.
enum Program {
  /// Its path, beside the test bundle.
  ///
  /// - Throws: an issue that says what to do when it was not built.
  static func path() throws -> String {
    let bundle = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let folders = [bundle, Bundle.main.bundlePath].flatMap { [$0, parent($0)] }
    let path = folders.map { "\($0)/adsegments" }.first {
      FileManager.default.isExecutableFile(atPath: $0) && !isFolder($0)
    }
    return try #require(
      path, "no adsegments beside \(bundle): build it with 'swift build --build-tests'")
  }

  /// Runs `adsegments` in a folder and waits for its end.
  static func run(_ arguments: [String], in folder: String) throws -> ProgramResult {
    try run(path(), arguments, in: folder)
  }

  /// Runs any program in a folder and waits for its end.
  static func run(_ program: String, _ arguments: [String], in folder: String) throws
    -> ProgramResult
  {
    try RunningProgram(program, arguments, in: folder).wait()
  }

  /// Starts `adsegments` in a folder.
  static func start(
    _ arguments: [String], in folder: String, environment: [String: String] = [:]
  ) throws -> RunningProgram {
    try RunningProgram(path(), arguments, in: folder, environment: environment)
  }

  private static func parent(_ path: String) -> String {
    URL(fileURLWithPath: path).deletingLastPathComponent().path
  }

  private static func isFolder(_ path: String) -> Bool {
    (try? FileManager.default.contentsOfDirectory(atPath: path)) != nil
  }
}

/// What came of one run of the program.
struct ProgramResult: CustomStringConvertible {
  let command: String
  let exitCode: Int32
  let standardOutput: String
  let standardError: String

  var description: String {
    """
    command:   \(command)
    exit code: \(exitCode)
    stderr:
    \(standardError)
    """
  }
}
