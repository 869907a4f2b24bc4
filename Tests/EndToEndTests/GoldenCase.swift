import Files
import Foundation
import Testing

/// A folder of `Tests/Cases`: what is run on which files, and every byte that must come of it.
///
/// - `arguments`: one run a line, such as `run pipeline.yaml --as-of 2026-11-19`.
/// - `input/`: the folder the first run starts in; `input-2/`, `input-3/`… are laid over it before
///   the second, the third run.
/// - `expected/1.stdout`, `1.stderr`, `1.exit-code`, `2.stdout`…: what each run says. Seconds read
///   as 0.00.
/// - `expected/files/`: what the runs leave beside their input. Of a run's folder everything but
///   `run_results.json`, which holds timings, and `datapackage.json`.
struct GoldenCase {
  static let folder = Repository.path("Tests/Cases")

  /// All cases, or those that `scripts/record-cases` was given.
  static func names() throws -> [String] {
    let all = try Folder.names(in: folder)
    return Recording.names.isEmpty ? all : all.filter(Recording.names.contains)
  }

  let name: String
  private var folder: String { "\(GoldenCase.folder)/\(name)" }

  init(_ name: String) {
    self.name = name
  }

  /// One line of `arguments`, taken apart at spaces.
  private func runs() throws -> [[String]] {
    let text = try String(contentsOfFile: "\(folder)/arguments", encoding: .utf8)
    return text.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
  }

  /// What came of a case.
  struct Outcome {
    var results: [ProgramResult] = []
    /// As it is laid down in `expected/`.
    var files = FileTree()
  }

  /// Runs the case in a folder of its own.
  func play(in place: TemporaryFolder) throws -> Outcome {
    var outcome = Outcome()
    var input: [String: FileTree.Entry] = [:]
    let said = try TemporaryFolder()
    for (index, arguments) in try runs().enumerated() {
      let number = index + 1
      let arriving = try FileTree(of: "\(folder)/input" + (number == 1 ? "" : "-\(number)"))
      try arriving.write(to: place.path)
      input.merge(arriving.entries) { $1 }
      let result = try Program.run(arguments, in: place.path)
      outcome.results.append(result)
      try said.write(result.standardOutput, to: "\(number).stdout")
      try said.write(GoldenCase.withoutTimes(result.standardError), to: "\(number).stderr")
      try said.write("\(result.exitCode)\n", to: "\(number).exit-code")
    }
    let left = try FileTree(of: place.path)
    for (path, entry) in input {
      #expect(left.entries[path] == entry, "\(name): a run changed its input \(path)")
    }
    // Long, and the manifest has its digest; the tests of its schema read every one.
    let recorded = left.reproducible.filter { path in
      input[path] == nil && !path.hasSuffix("/datapackage.json")
    }
    try recorded.write(to: "\(said.path)/files")
    outcome.files = try FileTree(of: said.path)
    return outcome
  }

  func expected() throws -> FileTree { try FileTree(of: "\(folder)/expected") }

  /// Lays down what came of the case as what is expected of it.
  func record(_ outcome: Outcome) throws {
    try Folder.remove("\(folder)/expected")
    try outcome.files.write(to: "\(folder)/expected")
  }

  /// The stage lines of stderr with their seconds, the one thing that differs between equal runs,
  /// read as none.
  private static func withoutTimes(_ text: String) -> String {
    text.replacing(/\([0-9]+\.[0-9][0-9] s\)/, with: "(0.00 s)")
  }
}

/// Whether this run of the tests writes expectations instead of holding the program to them;
/// `scripts/record-cases` says so.
enum Recording {
  private static let environment = ProcessInfo.processInfo.environment

  static let isOn = environment["ADSEGMENTS_RECORD"] == "1"
  static let names = (environment["ADSEGMENTS_RECORD_CASES"] ?? "").split(separator: " ")
    .map(String.init)
  /// A machine that records would agree with anything.
  static let isRefused = environment["CI"] == "true"
}
