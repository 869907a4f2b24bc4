import Files
import Foundation
import Testing

/// Whoever publishes or drops is alone; whoever reads sees whole runs and hinders nobody.
@Suite("Two at once") struct TwoAtOnceTests {
  private let pipeline: SpoiltPipeline
  private var folder: String { pipeline.place.path }

  init() throws {
    self.pipeline = try SpoiltPipeline()
  }

  private func locked(_ place: String = "runs") -> String {
    """
    adsegments: \(place): another run of this pipeline is under way
      to mend it: try again when it has ended

    """
  }

  /// A run of the 19th that is published and still holds the lock.
  private func heldRun() throws -> RunningProgram {
    try pipeline.holdAfterPublishing()
    let run = try Program.start(
      ["run", "pipeline.yaml", "--as-of", "2026-11-19", "--quiet"], in: folder)
    try waitUntil("it is published") { pipeline.latest == "2026-11-19" || !run.isUnderWay }
    try #require(run.isUnderWay)
    return run
  }

  @Test(
    "a run, a backfill or a prune beside a run is to try later",
    arguments: [
      ["run", "pipeline.yaml", "--as-of", "2026-11-19"],
      ["run", "pipeline.yaml", "--as-of", "2026-11-20", "--catch-up"],
      ["backfill", "pipeline.yaml", "--from", "2026-11-18", "--to", "2026-11-20"],
      ["prune", "pipeline.yaml", "--keep-days", "0"],
    ])
  func tryLater(arguments: [String]) throws {
    let run = try heldRun()
    let before = try FileTree(of: "\(folder)/runs")
    let other = try Program.run(arguments, in: folder)
    #expect(other.exitCode == 75, "\(other)")
    #expect(other.standardError == locked())
    #expect(try FileTree(of: "\(folder)/runs").difference(from: before) == nil)
    // Nobody reads less for it.
    let verified = try Program.run(["verify", "runs/latest"], in: folder)
    #expect(verified.exitCode == 0, "\(verified)")
    try pipeline.letGo()
    #expect(try run.wait().exitCode == 0)
  }

  @Test("a run that waits makes a rerun, and a prune that waits drops after it") func waits()
    throws
  {
    let run = try heldRun()
    let lock = try #require(Path.real("\(folder)/runs/.lock"))
    let second = try Program.start(
      ["run", "pipeline.yaml", "--as-of", "2026-11-19", "--quiet", "--wait"], in: folder)
    let prune = try Program.start(
      ["prune", "pipeline.yaml", "--keep-days", "0", "--wait"], in: folder)
    for waiting in [second, prune] {
      try waitUntil("it waits") { waiting.hasOpen(lock) || !waiting.isUnderWay }
      #expect(waiting.isUnderWay)
    }
    try pipeline.letGo()
    for program in [run, second, prune] {
      let result = try program.wait()
      #expect(result.exitCode == 0, "\(result)")
    }
    #expect(pipeline.latest == "2026-11-19.2")
    let runs = try FileTree(of: "\(folder)/runs")
    let difference = runs.below("2026-11-19.2").reproducible
      .difference(from: runs.below("2026-11-19").reproducible)
    #expect(difference == nil)
    #expect(runs.paths.contains("2026-11-18/.pruned"))
  }

  /// One builds where the other wants to build, or finds the place taken.
  @Test("two runs to one folder: one is written") func toOneFolder() throws {
    for _ in 0..<3 {
      let arguments = [
        "run", "pipeline.yaml", "--as-of", "2026-11-19", "--quiet", "--to", "out",
      ]
      let programs = try (0..<3).map { _ in try Program.start(arguments, in: folder) }
      let results = try programs.map { try $0.wait() }
      #expect(results.filter { $0.exitCode == 0 }.count == 1, "\(results)")
      for result in results where result.exitCode != 0 {
        let inUse = "adsegments: out: another run is being written to this place\n"
        let taken = "adsegments: out: there is something at this place already\n"
        switch result.exitCode {
        case 75: #expect(result.standardError.hasPrefix(inUse), "\(result)")
        case 1: #expect(result.standardError.hasPrefix(taken), "\(result)")
        default: Issue.record("\(result)")
        }
      }
      let verified = try Program.run(
        ["verify", "./out", "--pipeline", "pipeline.yaml"], in: folder)
      #expect(verified.exitCode == 0, "\(verified.standardOutput)")
      #expect(try pipeline.leftovers() == [])
      try pipeline.remove("out")
    }
  }

  @Test("a prune while somebody reads is to try later, or waits") func pruneBesideReader() throws {
    let next = try pipeline.run("2026-11-19", "--quiet")
    try #require(next.exitCode == 0, "\(next)")
    var reading = try FolderLock(path: "\(folder)/runs", isShared: true)
    try #require(reading != nil)
    let arguments = ["prune", "pipeline.yaml", "--keep-days", "0"]
    let refused = try Program.run(arguments, in: folder)
    #expect(refused.exitCode == 75, "\(refused)")
    #expect(
      refused.standardError == """
        adsegments: runs: somebody is reading runs of this pipeline
          to mend it: try again when they have ended, or give --wait

        """)
    // A run need not wait for readers.
    let run = try pipeline.run("2026-11-20", "--quiet")
    #expect(run.exitCode == 0, "\(run)")
    let real = try #require(Path.real("\(folder)/runs"))
    let waiting = try Program.start(arguments + ["--wait"], in: folder)
    try waitUntil("it waits") { waiting.hasOpen(real) || !waiting.isUnderWay }
    #expect(waiting.isUnderWay)
    #expect(try FileTree(of: "\(folder)/runs").paths.contains("2026-11-18/.pruned") == false)
    reading = nil
    #expect(try waiting.wait().exitCode == 0)
    #expect(try FileTree(of: "\(folder)/runs").paths.contains("2026-11-18/.pruned"))
  }

  /// Readers go round as long as days are published, run anew and pruned.
  @Test(
    "readers see whole runs",
    arguments: [
      ["verify", "latest", "--pipeline", "pipeline.yaml"],
      ["verify", "2026-11-18", "--pipeline", "pipeline.yaml"],
      ["plan", "pipeline.yaml", "--as-of", "2026-12-01"], ["runs", "pipeline.yaml"],
      ["explain", "pipeline.yaml", "alder.example", "--as-of", "2026-12-01"], ["cat"],
    ])
  func readers(arguments: [String]) throws {
    let writer = try RunningProgram(
      "/bin/sh",
      [
        "-ec",
        """
        for day in 19 20 20 21 22; do
          "$0" run pipeline.yaml --as-of 2026-11-$day --quiet
          "$0" prune pipeline.yaml --keep-days 1 --wait
        done
        """, Program.path(),
      ], in: folder)
    var rounds = 0
    while writer.isUnderWay || rounds == 0 {
      rounds += 1
      if arguments == ["cat"] {
        let found = try pipeline.place.text(of: "runs/latest/manifest.json")
        #expect(found.hasSuffix("}\n"))
        #expect(try pipeline.place.text(of: "runs/latest/segments/low.csv").hasSuffix("\n"))
      } else {
        let result = try Program.run(arguments, in: folder)
        #expect(result.exitCode == 0, "\(result) \(result.standardOutput)")
      }
    }
    let written = try writer.wait()
    #expect(written.exitCode == 0, "\(written)")
  }
}
