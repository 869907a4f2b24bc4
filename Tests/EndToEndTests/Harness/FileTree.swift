import Files
import Foundation

/// All files and symbolic links below a folder, by their paths.
struct FileTree: Equatable {
  enum Entry: Equatable {
    case file([UInt8])
    case link(to: String)
  }

  private(set) var entries: [String: Entry] = [:]

  init() {}

  /// - Parameter folder: one that is missing holds nothing.
  init(of folder: String) throws {
    if Folder.kind(of: folder) == .folder { try read(folder, as: "") }
  }

  private mutating func read(_ folder: String, as prefix: String) throws {
    for name in try Folder.names(in: folder) {
      let path = "\(folder)/\(name)"
      if let target = Folder.linkTarget(of: path) {
        entries[prefix + name] = .link(to: target)
      } else if Folder.kind(of: path) == .folder {
        try read(path, as: "\(prefix)\(name)/")
      } else {
        entries[prefix + name] = .file(Array(try Data(contentsOf: URL(fileURLWithPath: path))))
      }
    }
  }

  /// Sorted.
  var paths: [String] { entries.keys.sorted() }

  /// The entries whose path a test takes.
  func filter(_ isWanted: (String) -> Bool) -> FileTree {
    var tree = self
    tree.entries = entries.filter { isWanted($0.key) }
    return tree
  }

  /// What the runs of a pipeline leave, but for what may differ between two equal runs: timings,
  /// the lock, the cache, and what a `runs` folder notes for its next run.
  var reproducible: FileTree {
    filter { path in
      let names = path.split(separator: "/")
      let notes = [".lock", ".pipeline", ".told.json", "run_results.json", "report.html"]
      return !notes.contains(String(names.last ?? "")) && !names.contains(".cache")
    }
  }

  /// The entries below a folder, their paths seen from there.
  func below(_ folder: String) -> FileTree {
    var tree = FileTree()
    for (path, entry) in entries where path.hasPrefix(folder + "/") {
      tree.entries[String(path.dropFirst(folder.count + 1))] = entry
    }
    return tree
  }

  /// Writes everything into a folder; what stands there under the same paths is replaced.
  func write(to folder: String) throws {
    for (path, entry) in entries {
      let destination = "\(folder)/\(path)"
      try Folder.make(Path.parent(of: destination))
      switch entry {
      case .file(let bytes): try Data(bytes).write(to: URL(fileURLWithPath: destination))
      case .link(let target): try Folder.link(destination, to: target)
      }
    }
  }

  /// The first path at which another tree differs, with the first lines that do; nil when equal.
  func difference(from expected: FileTree) -> String? {
    let missing = expected.paths.filter { entries[$0] == nil }
    let extra = paths.filter { expected.entries[$0] == nil }
    if !missing.isEmpty || !extra.isEmpty {
      return (missing.map { "not there: \($0)" } + extra.map { "not expected: \($0)" })
        .prefix(20).joined(separator: "\n")
    }
    for path in paths {
      guard let found = entries[path], let due = expected.entries[path], found != due else {
        continue
      }
      return "\(path) differs\n" + FileTree.difference(found, from: due)
    }
    return nil
  }

  private static func difference(_ found: Entry, from expected: Entry) -> String {
    switch (found, expected) {
    case (.file(let found), .file(let expected)):
      TextDifference.first(
        String(decoding: found, as: UTF8.self), String(decoding: expected, as: UTF8.self))
    default: "expected: \(expected)\nfound:    \(found)"
    }
  }
}

/// The first lines in which two texts differ, for a reader.
enum TextDifference {
  private static let shownLines = 3

  static func first(_ found: String, _ expected: String) -> String {
    let foundLines = lines(found)
    let expectedLines = lines(expected)
    let same = zip(foundLines, expectedLines).prefix { $0 == $1 }.count
    return
      (["from line \(same + 1)"] + shown("expected", expectedLines, from: same)
      + shown("found", foundLines, from: same)).joined(separator: "\n")
  }

  private static func lines(_ text: String) -> [Substring] {
    text.split(separator: "\n", omittingEmptySubsequences: false)
  }

  private static func shown(_ title: String, _ lines: [Substring], from first: Int) -> [String] {
    let rest = lines.dropFirst(first).prefix(shownLines)
    return rest.isEmpty ? ["  \(title): the end"] : rest.map { "  \(title): \($0)" }
  }
}
