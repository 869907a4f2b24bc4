import AdModel
import CSV
import Files
import Runs

/// A run as its folder tells it: its JSON files, and its tables as far as a page has time for them.
struct RunFiles {
  /// A table that is larger is left out of the page, with a word about it: a table of 64 MiB is
  /// read in about half a second.
  static let largestTableBytes = 64 << 20

  let folder: String
  let manifest: Manifest
  let results: RunResults
  private let largestTableBytes: Int

  /// - Throws: `FileFault`, or `RunFailure` for JSON that is not that of a run.
  init(folder: String, largestTableBytes: Int = RunFiles.largestTableBytes) throws {
    let file = "\(folder)/run_results.json"
    self.folder = folder
    self.largestTableBytes = largestTableBytes
    self.manifest = try RunFolder(path: folder).manifest
    let bytes = try InputFile(path: file).readAll()
    guard let results = try? RunJSON.read(RunResults.self, from: bytes) else {
      throw RunFailure.unreadableResults(file)
    }
    self.results = results
  }

  /// Whether a table could be read for the page.
  enum TableReading: Equatable {
    case read
    /// The run stopped before it, or it was dropped since.
    case missing
    case tooLarge(byteCount: Int)
  }

  /// Reads some columns of a table, row by row.
  ///
  /// - Parameter onRow: is given each row, and where the columns that were asked for stand in it.
  /// - Returns: `missing` also for a table that has not all of the columns.
  func read(
    _ path: String, _ columns: [String],
    onRow: (borrowing ListRow, _ columns: [Int]) -> Void
  ) throws -> TableReading {
    let outlook = try reading(of: path)
    guard outlook == .read else { return outlook }
    var places: [Int] = []
    var fieldCount = 0
    try readList(path: "\(folder)/\(path)") { header in
      fieldCount = header.count
      places = columns.compactMap { header.firstIndex(of: $0) }
    } onRow: { row in
      guard places.count == columns.count, row.fieldCount == fieldCount else { return }
      onRow(row, places)
    }
    return places.count == columns.count ? .read : .missing
  }

  /// Whether a table could be read.
  func reading(of path: String) throws -> TableReading {
    let file = "\(folder)/\(path)"
    guard Folder.kind(of: file) == .file else { return .missing }
    let byteCount = try InputFile(path: file).size
    return byteCount <= largestTableBytes ? .read : .tooLarge(byteCount: byteCount)
  }

  /// How many rows of its header's form a table has; nil when it was not read.
  func rowCount(of path: String) throws -> Int? {
    var count = 0
    let reading = try read(path, []) { _, _ in count += 1 }
    return reading == .read ? count : nil
  }

  /// Whether the run wrote a file, and it is still there.
  func has(_ path: String) -> Bool { Folder.kind(of: "\(folder)/\(path)") == .file }

  // MARK: - Names for people

  /// The name of a segment, its id when the run does not say it.
  func segmentName(_ id: String) -> String {
    results.segments.first { $0.id == id }?.name ?? id
  }

  /// A list of ids as tables write it, with the segments' names.
  func segmentNames(_ ids: String) -> Markup {
    .joined(
      RunFiles.parts(of: ids).map { .text(segmentName($0)) }, by: ", ")
  }

  /// The parts of a list as tables write it.
  static func parts(of list: String) -> [String] {
    list.isEmpty ? [] : list.split(separator: " | ").map(String.init)
  }

  /// The name of a workflow, or words for a step that is none.
  func workflowName(_ id: String) -> Markup {
    switch id {
    case "(alias)": "Accounts that became one"
    case "(ladder)": "Ladder introduced"
    case "(file)": "Segments made from files"
    case "(override)": "Overrides"
    case "(expiry)": "Expired"
    case "(exclusion)": "Exclusions"
    default: .text(results.workflows.first { $0.id == id }?.name ?? id)
    }
  }
}

extension RunFailure {
  static func unreadableResults(_ path: String) -> RunFailure {
    RunFailure(
      kind: "broken_run", place: path, what: "these are no results of a run",
      mend: "restore the run from a copy, or make it again")
  }
}
