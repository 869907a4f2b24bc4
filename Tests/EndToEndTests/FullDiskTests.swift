import Files
import Testing

/// A disk without space ends a run with exit code 75 and leaves what was published as it was.
@Suite("A full disk") struct FullDiskTests {
  /// Needs no rights: a limit on the size of files refuses writes as a full disk does.
  @Test("as a limit on the size of files is", arguments: [1, 2, 3])
  func limit(kilobytes: Int) throws {
    let pipeline = try SpoiltPipeline()
    let before = try FileTree(of: "\(pipeline.place.path)/runs/2026-11-18")
    let result = try Program.run(
      "/usr/bin/prlimit",
      [
        "--fsize=\(kilobytes * 1024)", Program.path(), "run", "pipeline.yaml", "--as-of",
        "2026-11-19", "--quiet",
      ], in: pipeline.place.path)
    #expect(result.exitCode == 75, "\(result)")
    #expect(
      result.standardError.hasPrefix("adsegments: runs/.staging-2026-11-19/"), "\(result)")
    #expect(
      result.standardError.hasSuffix(
        """
        : the file would grow larger than a limit on file sizes allows
          to mend it: raise the limit, ulimit -f say, and run again

        """))
    #expect(pipeline.latest == "2026-11-18")
    #expect(try pipeline.leftovers() == [])
    let after = try FileTree(of: "\(pipeline.place.path)/runs/2026-11-18")
    #expect(after.difference(from: before) == nil)
    let again = try pipeline.run("2026-11-19", "--quiet")
    #expect(again.exitCode == 0, "\(again)")
  }

  /// A disk with room for so many more files and folders, one more each time until the run goes
  /// well: every call that makes one is refused once, the link `latest` among them.
  @Test(
    "that takes no more files, at each of them",
    .enabled(if: SmallDisk.isPermitted, "needs the right to mount, which containers may lack"))
  func files() throws {
    let pipeline = try SpoiltPipeline()
    var outcomes: [Int32] = []
    for room in 0..<80 where outcomes.last != 0 {
      let result = try SmallDisk.run(pipeline, options: "nr_inodes", room: room)
      outcomes.append(result.exitCode)
      if result.exitCode == 0 { break }
      try #require(result.exitCode == 75, "room for \(room): \(result)")
      #expect(result.standardError.contains(": no space left on the disk\n"), "\(result)")
      #expect(result.standardError.contains("to mend it: free some space and run again\n"))
      #expect(result.standardOutput == "2026-11-18\n", "room for \(room): \(result)")
    }
    #expect(outcomes.count > 20)
    #expect(outcomes.last == 0)
  }

  @Test(
    "that has so many blocks left",
    .enabled(if: SmallDisk.isPermitted, "needs the right to mount, which containers may lack"))
  func blocks() throws {
    let pipeline = try SpoiltPipeline()
    var outcomes: Set<Int32> = []
    for room in stride(from: 1, to: 64, by: 7) {
      let result = try SmallDisk.run(pipeline, options: "nr_blocks", room: room)
      outcomes.insert(result.exitCode)
      #expect([0, 75].contains(result.exitCode), "\(result)")
      if result.exitCode == 75 { #expect(result.standardOutput == "2026-11-18\n", "\(result)") }
    }
    #expect(outcomes == [0, 75])
  }
}

/// A run on a disk of memory, which only the process and its children see.
private enum SmallDisk {
  static let isPermitted: Bool = {
    guard let place = try? TemporaryFolder() else { return false }
    let tried = try? Program.run(
      "/usr/bin/unshare", ["-m", "mount", "-t", "tmpfs", "tmpfs", place.path], in: place.path)
    return tried?.exitCode == 0
  }()

  /// Runs the 19th where there is so much room beside what the run of the 18th takes.
  ///
  /// - Returns: the run's exit code and stderr; on stdout `latest`, and what lies there that is
  ///   neither a run nor a note.
  static func run(
    _ pipeline: SpoiltPipeline, options: String, room: Int
  ) throws -> ProgramResult {
    let script = """
      mv runs kept
      mkdir runs
      mount -t tmpfs -o size=16m tmpfs runs
      cp -a kept/. runs
      case "$1" in
        nr_inodes) used=$(df --output=iused runs | tail -n 1) ;;
        *) used=$(df --output=used --block-size=4096 runs | tail -n 1) ;;
      esac
      mount -o "remount,$1=$((used + $2))" runs
      "$0" run pipeline.yaml --as-of 2026-11-19 --quiet
      status=$?
      readlink runs/latest
      find runs -name '.staging-*' -o -name '*.new-*'
      umount runs
      rmdir runs
      mv kept runs
      exit $status
      """
    return try Program.run(
      "/usr/bin/unshare", ["-m", "sh", "-c", script, Program.path(), options, "\(room)"],
      in: pipeline.place.path)
  }
}
