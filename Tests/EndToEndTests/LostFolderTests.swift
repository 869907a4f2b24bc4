import Files
import Glibc
import Testing

/// Folders that may not be written or read any more, or that are gone: each ends a run with one
/// message, and `latest` stays.
@Suite("Lost folders") struct LostFolderTests {
  private static let quietRun = [
    "run", "pipeline.yaml", "--as-of", "2026-11-19", "--quiet",
  ]

  private static func message(_ place: String, _ what: String, _ mend: String) -> String {
    "adsegments: \(place): \(what)\n  to mend it: \(mend)\n"
  }

  private static let gone = message(
    "runs", "this folder was removed, moved or replaced while the run was under way",
    "put it back, find out who took it, and run again")

  // MARK: - Permissions

  /// What is made unreadable or unwritable, and the place that the message names.
  @Test(
    "without the right to them",
    arguments: [
      ("runs", 0o555, "runs"), ("runs/.lock", 0o444, "runs/.lock"),
      ("runs", 0o000, "runs/.lock"), ("exports/clicks.csv", 0o000, "exports/clicks.csv"),
      ("runs/2026-11-18", 0o000, "runs/2026-11-18/manifest.json"),
      ("runs/2026-11-18/4-apply/membership.csv", 0o000, "runs/2026-11-18/4-apply/membership.csv"),
    ] as [(String, mode_t, String)])
  func permission(path: String, mode: mode_t, place: String) throws {
    let pipeline = try SpoiltPipeline()
    let whole = "\(pipeline.place.path)/\(path)"
    let before = try FileTree(of: pipeline.place.path).filter(isNoNote)
    var status = stat()
    try #require(unsafe stat(whole, &status) == 0)
    try #require(unsafe chmod(whole, mode) == 0)
    let result = try Unprivileged.run(Self.quietRun, in: pipeline.place.path)
    try #require(unsafe chmod(whole, status.st_mode & 0o777) == 0)
    #expect(result.exitCode == 1, "\(result)")
    #expect(
      result.standardError
        == Self.message(
          place, "permission denied", "give the user that runs this the right to it"))
    let after = try FileTree(of: pipeline.place.path)
    let difference = after.filter { isNoNote($0) && !$0.hasPrefix("runs/failed/") }
      .difference(from: before)
    #expect(difference == nil)
    #expect(try pipeline.leftovers() == [])
  }

  private func isNoNote(_ path: String) -> Bool {
    path != "runs/.lock" && !path.hasPrefix("runs/.cache/")
  }

  /// It would show a night that starts from nobody.
  @Test("plan does not take a run that it may not read for none") func plan() throws {
    let pipeline = try SpoiltPipeline()
    let run = "\(pipeline.place.path)/runs/2026-11-18"
    try #require(unsafe chmod(run, 0) == 0)
    let result = try Unprivileged.run(
      ["plan", "pipeline.yaml", "--as-of", "2026-11-19"], in: pipeline.place.path)
    try #require(unsafe chmod(run, 0o755) == 0)
    #expect(result.exitCode == 1, "\(result)")
    #expect(result.standardOutput.isEmpty)
    #expect(result.standardError.contains("runs/2026-11-18/manifest.json: permission denied"))
  }

  @Test("that readers may only read are enough for them") func readers() throws {
    let pipeline = try SpoiltPipeline()
    let runs = "\(pipeline.place.path)/runs"
    let folders = [pipeline.place.path, runs, "\(runs)/2026-11-18"]
    for folder in folders { try #require(unsafe chmod(folder, 0o555) == 0) }
    defer { for folder in folders { unsafe chmod(folder, 0o755) } }
    for arguments in [
      ["verify", "runs/latest"], ["verify", "latest", "--pipeline", "pipeline.yaml"],
      ["plan", "pipeline.yaml", "--as-of", "2026-11-19"], ["runs", "pipeline.yaml"],
      ["explain", "pipeline.yaml", "alder.example", "--as-of", "2026-11-19"],
    ] {
      let result = try Unprivileged.run(arguments, in: pipeline.place.path)
      #expect(result.exitCode == 0, "\(result)")
    }
  }

  @Test(
    "on a disk that is read-only",
    .enabled(if: mayMount, "needs the right to mount; the permission bits stand for it elsewhere"))
  func readOnly() throws {
    let pipeline = try SpoiltPipeline()
    let result = try Program.run(
      "/usr/bin/unshare",
      [
        "-m", "sh", "-c",
        "mount --bind runs runs && mount -o remount,bind,ro runs && exec \"$0\" \"$@\"",
        Program.path(),
      ] + Self.quietRun, in: pipeline.place.path)
    #expect(result.exitCode == 1, "\(result)")
    #expect(
      result.standardError
        == Self.message(
          "runs/.lock", "the file system is read-only",
          "make it writable again, or name another folder"))
    #expect(pipeline.latest == "2026-11-18")
  }

  private static let mayMount: Bool = {
    let tried = try? Program.run(
      "/usr/bin/unshare", ["-m", "mount", "--bind", "/tmp", "/tmp"], in: "/tmp")
    return tried?.exitCode == 0
  }()

  // MARK: - Gone under a run

  @Test("removed while a run is under way") func removed() throws {
    let pipeline = try SpoiltPipeline()
    let result = try pipeline.holdBeforePublishing { _ in
      // Its tables are written by other threads meanwhile, so a folder may fill while it is emptied.
      try waitUntil("the folder is gone") { (try? pipeline.remove("runs")) != nil }
    }
    #expect(result.exitCode == 1, "\(result)")
    #expect(result.standardError == Self.gone)
    // It is not made again with one run that hangs in the air.
    #expect(try Folder.names(in: pipeline.place.path).contains("runs") == false)
  }

  @Test("moved away while a run is under way") func moved() throws {
    let pipeline = try SpoiltPipeline()
    let runs = "\(pipeline.place.path)/runs"
    let before = try FileTree(of: runs)
    let result = try pipeline.holdBeforePublishing { _ in
      try Folder.rename(runs, to: "\(pipeline.place.path)/moved")
    }
    #expect(result.exitCode == 1, "\(result)")
    #expect(result.standardError == Self.gone)
    #expect(Folder.kind(of: runs) == nil)
    // What was kept of its exports until then does no harm.
    let moved = try FileTree(of: "\(pipeline.place.path)/moved").filter { !$0.hasPrefix(".cache/") }
    #expect(moved.difference(from: before.filter { !$0.hasPrefix(".cache/") }) == nil)
  }

  @Test("replaced by another run while a run is under way") func replaced() throws {
    let pipeline = try SpoiltPipeline()
    let runs = "\(pipeline.place.path)/runs"
    var others = FileTree()
    let result = try pipeline.holdBeforePublishing { _ in
      try Folder.rename(runs, to: "\(pipeline.place.path)/moved")
      try Folder.make("\(runs)/failed")
      try pipeline.place.write("", to: "runs/.lock")
      others = try FileTree(of: runs)
    }
    #expect(result.exitCode == 1, "\(result)")
    #expect(result.standardError == Self.gone)
    #expect(try FileTree(of: runs).difference(from: others) == nil)
  }

  @Test("with an export gone before it could be kept") func export() throws {
    let pipeline = try SpoiltPipeline()
    let result = try pipeline.holdBeforePublishing { _ in
      try pipeline.remove("exports/clicks.csv")
    }
    #expect(result.exitCode == 1, "\(result)")
    #expect(
      result.standardError
        == Self.message(
          "exports/clicks.csv", "no such file or folder", "check the path, or put the file in place"
        ))
    #expect(pipeline.latest == "2026-11-18")
    #expect(try Folder.files(in: "\(pipeline.place.path)/archive") == [])
  }

  // MARK: - Not there yet

  /// A run takes the place where it is built, and a folder to build in, away with it when it fails
  /// after it has begun to write.
  @Test(
    "that a run would be written to are not there after it failed", arguments: ["out", "a/b/out"])
  func destination(path: String) throws {
    let pipeline = try SpoiltPipeline()
    try pipeline.place.write(
      try pipeline.place.text(of: "pipeline.yaml") + "overrides: overrides.csv\n",
      to: "pipeline.yaml")
    try pipeline.place.write(
      """
      account,segment,action,until,reason
      domain:alder.example,low,pin,,
      domain:alder.example,low,ban,,

      """, to: "overrides.csv")
    let before = try Folder.names(in: pipeline.place.path)
    let result = try Program.run(Self.quietRun + ["--to", path], in: pipeline.place.path)
    #expect(result.exitCode == 1, "\(result)")
    #expect(result.standardError.hasPrefix("adsegments: overrides.csv"), "\(result)")
    #expect(try Folder.names(in: pipeline.place.path) == before)
    #expect(try pipeline.leftovers() == [])
    try pipeline.place.write("account,segment,action,until,reason\n", to: "overrides.csv")
    let again = try Program.run(Self.quietRun + ["--to", path], in: pipeline.place.path)
    #expect(again.exitCode == 0, "\(again)")
    #expect(Folder.kind(of: "\(pipeline.place.path)/\(path)/manifest.json") == .file)
  }

  // MARK: - Something else in their place

  @Test("with a file in the place of runs") func file() throws {
    let pipeline = try SpoiltPipeline()
    try pipeline.remove("runs")
    try pipeline.place.write("mine", to: "runs")
    try pipeline.expectRefusal(
      Self.message("runs", "is not a folder", "move it away, or name another folder"))
  }

  @Test("with a folder in the place of latest") func latest() throws {
    let pipeline = try SpoiltPipeline()
    try pipeline.remove("runs/latest")
    try pipeline.place.write("mine", to: "runs/latest/file")
    try pipeline.expectRefusal(
      Self.message(
        "runs/latest",
        "this name belongs to the link to the newest run, and something else stands here",
        "move it away"))
  }

  /// What cannot be noted of a failure does not hide it.
  @Test("with a file in the place of failed") func failed() throws {
    let pipeline = try SpoiltPipeline()
    try pipeline.place.write("mine", to: "runs/failed")
    try Folder.make("\(pipeline.place.path)/runs/.told.json")
    try pipeline.place.write(
      try pipeline.place.text(of: "pipeline.yaml") + "on_failure: ['true']\n", to: "pipeline.yaml")
    try pipeline.place.write("Day,Campaign,Domain\n", to: "exports/clicks.csv")
    let result = try Program.run(Self.quietRun, in: pipeline.place.path)
    #expect(result.exitCode == 1, "\(result)")
    #expect(result.standardError.contains("exports/clicks.csv"), "\(result)")
    #expect(result.standardError.contains("Clicks"), "\(result)")
    #expect(try pipeline.place.text(of: "runs/failed") == "mine")
    #expect(pipeline.latest == "2026-11-18")
  }
}
