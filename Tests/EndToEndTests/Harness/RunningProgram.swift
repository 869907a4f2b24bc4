import Foundation
import Glibc
import Testing

/// A program that was started and is waited for later.
///
/// Its output goes through files, so that no pipe can fill up; `env` changes the folder, so that
/// tests that run side by side do not change it for each other.
final class RunningProgram {
  private let command: String
  private let process = Process()
  private let outputs: TemporaryFolder

  init(
    _ program: String, _ arguments: [String], in folder: String,
    environment: [String: String] = [:]
  ) throws {
    self.command = ([URL(fileURLWithPath: program).lastPathComponent] + arguments)
      .joined(separator: " ")
    self.outputs = try TemporaryFolder()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["--chdir=\(folder)", program] + arguments
    process.environment = ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8"]
      .merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try outputs.newFile("stdout")
    process.standardError = try outputs.newFile("stderr")
    try process.run()
  }

  /// Whatever a test that failed left under way ends with it.
  deinit {
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
  }

  var isUnderWay: Bool { process.isRunning }

  func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

  /// Whether it has a file or folder open.
  func hasOpen(_ path: String) -> Bool {
    let folder = "/proc/\(process.processIdentifier)/fd"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.contains {
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\($0)")) == path
    }
  }

  /// Waits for its end; one that a signal ended has the exit code that shells give it.
  func wait() throws -> ProgramResult {
    process.waitUntilExit()
    let status = process.terminationStatus
    return ProgramResult(
      command: command,
      exitCode: process.terminationReason == .uncaughtSignal ? 128 + status : status,
      standardOutput: try outputs.text(of: "stdout"), standardError: try outputs.text(of: "stderr"))
  }
}

/// Waits until something is so, for a minute at most.
func waitUntil(
  _ what: String, sourceLocation: SourceLocation = #_sourceLocation, _ isSo: () throws -> Bool
) throws {
  let start = ContinuousClock.now
  while try !isSo() {
    try #require(
      start.duration(to: .now) < .seconds(60), "waited in vain until \(what)",
      sourceLocation: sourceLocation)
    usleep(1_000)
  }
}
