import ArgumentParser
import Files
import Foundation
import Pipelines

/// `adsegments verify`: prove a run.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Make a run again from its recorded inputs and compare every byte.",
    discussion: """
      Takes the pipeline file, the inputs and the base as the run's manifest records them (inputs \
      that were overwritten, from the archive), makes the run in a temporary folder without any \
      cache, and names the first difference, or the input that has changed or gone. Changes nothing.

      A run is named by latest, previous, a day, or a path.

      Exit codes: 0 the run is exactly what its inputs give; 1 it is not, or it cannot be told; \
      3 a fault of the program; 64 wrong usage; 75 try again later.
      """)

  @Argument(help: .init("The run: latest, previous, a day, or its folder.", valueName: "run"))
  var runName: String

  @OptionGroup var lookup: PipelineOption

  @Option(help: "The folder of the run it started from, when it lies elsewhere.")
  var base: String?

  @OptionGroup var threads: ThreadCount

  @Option(help: "How to print: text or json.")
  var format: OutputFormat = .text

  func validate() throws {
    if format == .csv { throw ValidationError("verify prints text or json.") }
  }

  func run() throws {
    try describingErrors {
      let verification = try ScratchFolder.use { scratch in
        try RunVerification.verify(
          path: try RunLookup(pipelinePath: lookup.pipeline).path(of: runName),
          pipelinePath: lookup.pipeline, basePath: base, scratch: scratch, jobs: threads.jobs,
          .here)
      }
      switch format {
      case .json: _ = try StandardOutput.write(verification.json())
      case .text, .csv: try StandardOutput.write(VerifyText.text(verification))
      }
      if !verification.is_verified { throw ExitStatus.failed }
    }
  }
}

/// What a verification found, for people.
enum VerifyText {
  static func text(_ verification: RunVerification) -> String {
    var lines: [String] = []
    let run = "Run \(verification.run), as of \(verification.as_of)"
    if verification.is_verified {
      let files = verification.file_count == 1 ? "1 file" : "\(verification.file_count) files"
      lines.append("\(run): made again, \(files) agree byte for byte")
    } else {
      let again = verification.is_replayed ? "made again" : "could not be made again"
      lines.append("\(run): not verified; \(again)")
    }
    if verification.is_pruned {
      lines.append("  its stage tables were dropped by prune; they were compared by digest")
    }
    lines += verification.findings.map { "  \($0.place): \($0.message)" }
    lines += verification.notes.map { "  note: \($0)" }
    return lines.map(\.onOnePlainLine).joined(separator: "\n") + "\n"
  }
}

/// A folder for a moment, below the one for temporary files.
enum ScratchFolder {
  /// Makes it, and removes it before anything is said of what came of it: a process that is told to
  /// stop takes it away under whoever works in it, and what that finds then is nothing to tell.
  static func use<Result>(_ body: (String) throws -> Result) throws -> Result {
    let path = try make()
    defer {
      try? Folder.remove(path)
      UnfinishedPaths.remove(path)
    }
    return try body(path)
  }

  private static func make() throws(FileFault) -> String {
    let parent = ProcessInfo.processInfo.environment["TMPDIR"] ?? "/tmp"
    let folder = RunRequest.withoutSlashAtEnd(parent.isEmpty ? "/tmp" : parent)
    return try Folder.makeTemporary(in: folder, prefix: "adsegments-")
  }
}
