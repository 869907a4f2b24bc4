import Files
import FuzzChecks
import Testing

/// What `scripts/fuzz` has found stays found.
@Suite("Inputs that a fuzzer made up") struct FuzzedInputTests {
  private static let folder = Repository.path("Tests/Fuzzing/Findings")

  static func names() throws -> [String] { try Folder.names(in: folder) }

  /// In one test, since they share a file in memory.
  @Test func everyFindingKeepsTheLaws() throws {
    let names = try FuzzedInputTests.names()
    #expect(!names.isEmpty)
    for name in names {
      let bytes = try InputFile(path: "\(FuzzedInputTests.folder)/\(name)").readAll()
      unsafe bytes.withUnsafeBufferPointer { unsafe checkFuzzed($0) }
    }
  }
}
