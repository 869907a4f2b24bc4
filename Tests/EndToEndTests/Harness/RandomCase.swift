import Files
import Testing

/// A random pipeline with its inputs and the days to run it for.
struct RandomCase {
  let seed: Int
  let place: TemporaryFolder
  let days: [String]

  init(_ seed: Int) throws {
    self.seed = seed
    self.place = try TemporaryFolder()
    let made = try Program.run(
      "/usr/bin/python3",
      [
        "-B", Repository.path("Tests/Oracle/cases.py"), "--seed", "\(seed)", "--out", place.path,
      ], in: place.path.parentFolder)
    try #require(made.exitCode == 0, "\(made)")
    self.days = try place.text(of: "days.txt").split(separator: "\n").map(String.init)
  }

  /// Lays the files that come before the run of a day over the others.
  func arrive(on day: String) throws {
    try FileTree(of: "\(place.path)/day-\(day)").write(to: place.path)
  }

  /// Writes every export anew, the last by name first, so that a folder lists them in another
  /// order, with other times.
  func layDownAgainInReverse() throws {
    let exports = try FileTree(of: "\(place.path)/in")
    try Folder.remove("\(place.path)/in")
    for path in exports.paths.reversed() {
      try exports.filter { $0 == path }.write(to: "\(place.path)/in")
    }
  }

  func run(
    _ day: String, _ more: String..., pipeline: String = "pipeline.yaml", in folder: String? = nil
  ) throws {
    let result = try Program.run(
      ["run", pipeline, "--as-of", day, "--quiet"] + more, in: folder ?? place.path)
    try #require(result.exitCode == 0, "seed \(seed): \(result)")
  }

  func runAllDays(_ more: String..., before: () throws -> Void = {}) throws {
    for day in days {
      try arrive(on: day)
      try before()
      let result = try Program.run(
        ["run", "pipeline.yaml", "--as-of", day, "--quiet"] + more, in: place.path)
      try #require(result.exitCode == 0, "seed \(seed): \(result)")
    }
  }

  /// What stands below `runs/`.
  func runs() throws -> FileTree { try FileTree(of: "\(place.path)/runs").reproducible }
}

extension String {
  fileprivate var parentFolder: String { Path.parent(of: self) }
}
