import Files
import Foundation
import Glibc
import Testing

import struct TestSupport.SeededGenerator

/// SIGINT, SIGTERM and SIGHUP leave nothing unfinished behind, at whatever moment they come.
@Suite("Stop signals") struct StoppedRunTests {
  private static let signals = [(SIGINT, 130), (SIGTERM, 143), (SIGHUP, 129)] as [(Int32, Int32)]

  @Test("end a run before it publishes", arguments: signals) func beforePublishing(
    signal: Int32, exitCode: Int32
  ) throws {
    let pipeline = try SpoiltPipeline()
    var run: RunningProgram?
    let result = try pipeline.holdBeforePublishing {
      run = $0
      $0.send(signal)
      try waitUntil("the run has ended") { run?.isUnderWay == false }
    }
    #expect(result.exitCode == exitCode, "\(result)")
    #expect(result.standardError.isEmpty)
    #expect(pipeline.latest == "2026-11-18")
    #expect(try pipeline.leftovers() == [])
    // The next run goes on as if nothing had been.
    let next = try pipeline.run("2026-11-19", "--quiet")
    #expect(next.exitCode == 0, "\(next)")
    #expect(pipeline.latest == "2026-11-19")
  }

  /// Each moment is a count of looks at the folder after the first sign of writing.
  @Test("end a run at any moment", arguments: 0..<4) func atAnyMoment(seed: UInt64) throws {
    var chance = SeededGenerator(seed: seed)
    let pipeline = try SpoiltPipeline()
    let text = try pipeline.place.text(of: "pipeline.yaml")
    try pipeline.place.write(text + "archive: archive\n", to: "pipeline.yaml")
    let runs = "\(pipeline.place.path)/runs"
    for (signal, exitCode) in Self.signals {
      let before = try Set(Folder.names(in: runs))
      let run = try Program.start(
        ["run", "pipeline.yaml", "--as-of", "2026-11-19", "--quiet"], in: pipeline.place.path)
      try waitUntil("it writes") {
        try Set(Folder.names(in: runs)) != before || !run.isUnderWay
      }
      usleep(.random(in: 0...12_000, using: &chance))
      run.send(signal)
      let result = try run.wait()
      let published = try Set(Folder.names(in: runs)).subtracting(before)
      // One that was just publishing has finished that.
      #expect([0, exitCode].contains(result.exitCode), "\(result)")
      if result.exitCode == 0 { #expect(!published.isEmpty) }
      #expect(result.standardError.isEmpty, "\(result)")
      #expect(try pipeline.leftovers() == [])
      let newest = try Folder.names(in: runs).filter { $0.hasPrefix("2026") }.last
      #expect(pipeline.latest == newest)
      let manifest = try #require(newest.map { "\(runs)/\($0)/manifest.json" })
      #expect(Folder.kind(of: manifest) == .file)
    }
    let verified = try Program.run(
      ["verify", "runs/latest"], in: pipeline.place.path)
    #expect(verified.exitCode == 0, "\(verified.standardOutput)")
  }

  /// The run waits with its folder for temporary files made, as long as tables are dropped.
  @Test("end verify without a word, and its temporary folder goes") func verify() throws {
    let pipeline = try SpoiltPipeline()
    let scratch = try TemporaryFolder()
    let pruning = try FolderLock(path: "\(pipeline.place.path)/runs")
    try #require(pruning != nil)
    let verify = try Program.start(
      ["verify", "runs/latest"], in: pipeline.place.path, environment: ["TMPDIR": scratch.path])
    try waitUntil("there is a temporary folder") {
      try !Folder.names(in: scratch.path).isEmpty || !verify.isUnderWay
    }
    verify.send(SIGTERM)
    let result = try verify.wait()
    #expect(result.exitCode == 143, "\(result)")
    #expect(result.standardOutput.isEmpty && result.standardError.isEmpty, "\(result)")
    #expect(try Folder.names(in: scratch.path) == [])
    withExtendedLifetime(pruning) {}
  }

  @Test("end a run to a folder, and nothing stays beside it") func outside() throws {
    let pipeline = try SpoiltPipeline()
    try Folder.make("\(pipeline.place.path)/out")
    for delay in [0, 2_000, 5_000, 9_000] as [UInt32] {
      let run = try Program.start(
        ["run", "pipeline.yaml", "--as-of", "2026-11-19", "--quiet", "--to", "out/review"],
        in: pipeline.place.path)
      try waitUntil("it writes") {
        try !Folder.names(in: "\(pipeline.place.path)/out").isEmpty || !run.isUnderWay
      }
      usleep(delay)
      run.send(SIGINT)
      let result = try run.wait()
      #expect([0, 130].contains(result.exitCode), "\(result)")
      #expect(try pipeline.leftovers() == [])
      try Folder.remove("\(pipeline.place.path)/out/review")
    }
  }

  @Test("that the caller ignores, as nohup does, stay ignored") func ignored() throws {
    let pipeline = try SpoiltPipeline()
    try pipeline.holdAfterPublishing()
    let run = try RunningProgram(
      "/bin/sh",
      [
        "-c", "trap '' HUP; exec \"$0\" run pipeline.yaml --as-of 2026-11-19 --quiet",
        Program.path(),
      ], in: pipeline.place.path)
    try waitUntil("it is published") { pipeline.latest == "2026-11-19" || !run.isUnderWay }
    run.send(SIGHUP)
    try pipeline.letGo()
    let result = try run.wait()
    #expect(result.exitCode == 0, "\(result)")
    #expect(try pipeline.place.text(of: "runs/.told.json").contains("success"))
  }

  /// The hook writes what it blocks and ignores, and waits; a signal to the run reaches it too.
  @Test("reach a hook, which has none blocked") func hook() throws {
    let pipeline = try SpoiltPipeline()
    let text = try pipeline.place.text(of: "pipeline.yaml")
    try pipeline.place.write(
      """
      import signal, sys, time
      signal.signal(signal.SIGTERM, lambda *_: (open("stopped", "w").close(), sys.exit(1)))
      watched = [signal.SIGHUP, signal.SIGINT, signal.SIGTERM]
      with open("masks", "w") as masks:
          masks.write(f"{len(signal.pthread_sigmask(signal.SIG_BLOCK, []))} blocked, ")
          ignored = [one for one in watched if signal.getsignal(one) == signal.SIG_IGN]
          masks.write(f"{len(ignored)} ignored")
      open("ready", "w").close()
      time.sleep(50)
      """, to: "hook.py")
    try pipeline.place.write(
      text + "on_success: [/usr/bin/python3, hook.py]\n", to: "pipeline.yaml")
    let run = try Program.start(
      ["run", "pipeline.yaml", "--as-of", "2026-11-19", "--quiet"], in: pipeline.place.path)
    let folder = pipeline.place.path
    try waitUntil("the hook is there") {
      Folder.kind(of: "\(folder)/ready") != nil || !run.isUnderWay
    }
    run.send(SIGTERM)
    #expect(try run.wait().exitCode == 143)
    try waitUntil("the hook has heard of it") { Folder.kind(of: "\(folder)/stopped") != nil }
    #expect(try pipeline.place.text(of: "masks") == "0 blocked, 0 ignored")
    #expect(pipeline.latest == "2026-11-19")
    // It was told nobody, so the next run tells it.
    #expect(Folder.kind(of: "\(folder)/runs/.told.json") == nil)
  }
}
