import Files
import Foundation
import Testing

/// What a run publishes is on the disk before it is in its place.
@Suite("Synced before the rename") struct SyncedRunTests {
  /// The calls of a run that make, sync and name files and folders, as strace tells them, in order.
  private struct Calls {
    var synced: Set<String> = []
    var written: Set<String> = []
    var made: Set<String> = []
    private var paths: [String: String] = [:]

    /// Takes one line, `12 fsync(5) = 0` say, after `--decode-fds=path` `fsync(5</a/b>)`.
    mutating func take(_ line: Substring) {
      guard line.hasSuffix(" = 0") || line.contains(" = ") && !line.contains(" = -1 ") else {
        return
      }
      if let path = line.between("fsync(", "<", ">") { synced.insert(path) }
      if let path = line.between("write(", "<", ">") {
        written.insert(path)
        synced.remove(path)
      }
      if let path = line.between("mkdir(", "\"", "\"") { made.insert(path) }
    }
  }

  @Test(
    "each file and folder, and the folder it comes to",
    .enabled(if: mayTrace, "needs strace and the right to trace"))
  func order() throws {
    let pipeline = try SpoiltPipeline()
    let text = try pipeline.place.text(of: "pipeline.yaml")
    try pipeline.place.write(text + "archive: archive\n", to: "pipeline.yaml")
    let folder = try #require(Path.real(pipeline.place.path))
    let result = try Program.run(
      "strace",
      [
        "--follow-forks", "--decode-fds=path", "--string-limit=4096", "--output=trace",
        "--trace=fsync,write,mkdir,rename", Program.path(), "run",
        "\(folder)/pipeline.yaml", "--as-of", "2026-11-19", "--quiet",
      ], in: folder)
    try #require(result.exitCode == 0, "\(result)")
    let lines = SyncedRunTests.whole(try pipeline.place.text(of: "trace").split(separator: "\n"))
    let staging = "\(folder)/runs/.staging-2026-11-19"
    let published = try #require(lines.firstIndex { $0.contains("rename(\"\(staging)\"") })
    var calls = Calls()
    for line in lines[..<published] { calls.take(line) }
    // A cache that a crash left torn is noticed, so nobody waits for its bytes.
    let files = calls.written.filter { $0.hasPrefix(folder) && !$0.contains("/.cache/") }
    #expect(files.filter { $0.hasPrefix(staging) }.count > 20)
    #expect(files.filter { $0.hasPrefix("\(folder)/archive/") }.count == 1)
    #expect(files.subtracting(calls.synced) == [])
    let folders = calls.made.filter { $0.hasPrefix(staging) || $0.contains("/archive/") }
    #expect(folders.count > 7)
    #expect(folders.subtracting(calls.synced) == [])
    // New folders of the archive, in the folder that has them.
    #expect(calls.synced.contains("\(folder)/archive"))
    // The run is in its place for good before `latest` names it, and then that is.
    let after = lines[(published + 1)...].filter {
      $0.contains("fsync(") || $0.contains("/latest\")")
    }
    #expect(after.count == 3, "\(after)")
    #expect(after.first?.between("fsync(", "<", ">") == "\(folder)/runs")
    #expect(after.dropFirst().first?.contains("rename(") == true)
    #expect(after.last?.between("fsync(", "<", ">") == "\(folder)/runs")
  }

  /// The calls in the order they ended: strace tells of a call that others came between in two
  /// lines, `12 fsync(5</a/b> <unfinished ...>` and `12 <... fsync resumed>) = 0`.
  private static func whole(_ lines: [Substring]) -> [Substring] {
    var begun: [Substring: Substring] = [:]
    var whole: [Substring] = []
    for line in lines {
      let thread = line.prefix { $0 != " " }
      if let end = line.range(of: " <unfinished ...>") {
        begun[thread] = line[..<end.lowerBound]
      } else if let start = line.range(of: " resumed>"), let head = begun[thread] {
        whole.append(head + line[start.upperBound...])
        begun[thread] = nil
      } else {
        whole.append(line)
      }
    }
    return whole
  }

  private static let mayTrace: Bool = {
    let tried = try? Program.run("strace", ["--output=/dev/null", "true"], in: "/tmp")
    return tried?.exitCode == 0
  }()
}

extension Substring {
  /// The text between two marks that come after a first one.
  fileprivate func between(_ start: String, _ opening: Character, _ closing: Character) -> String? {
    guard let range = range(of: start) else { return nil }
    let rest = self[range.upperBound...]
    guard let from = rest.firstIndex(of: opening) else { return nil }
    let text = rest[rest.index(after: from)...]
    guard let to = text.firstIndex(of: closing) else { return nil }
    return String(text[..<to])
  }
}
