import AdModel
import CSV
import Export
import Files
import Ingest
import Runs

/// One of the two things that are compared: a run, or a plain folder of segment CSVs.
struct DiffSide {
  /// The name of its folder.
  let name: String
  /// Nil for a plain folder.
  let run: RunFolder?
  /// As the run recorded it; nil for a plain folder, or when it can no longer be read.
  let pipeline: Pipeline?
  /// In the order of the pipeline file, those of a plain folder by name.
  private(set) var segments: [(id: SegmentID, name: String)]
  private(set) var members: [SegmentID: Set<AccountID>]
  private(set) var names: [AccountID: String]
  /// Nil when it has none to compare.
  private(set) var uploads: [Upload: Set<AccountID>]?
  /// By segment: the reasons that accounts were held from its uploads.
  private(set) var holds: [SegmentID: [AccountID: String]]
  /// Of what is odd about a plain folder.
  private(set) var warnings: [RunWarning] = []

  /// - Parameter path: of a run's folder, or of any folder with CSVs in it or in its `segments`.
  /// - Throws: `FileFault`; `RunFailure` for a run or a folder without segments.
  init(path: String) throws {
    let name = Path.name(of: Path.real(path) ?? path)
    if Folder.kind(of: "\(path)/manifest.json") == .file {
      try self.init(RunFolder(path: path), name: name)
    } else {
      try self.init(plain: path, name: name)
    }
  }

  private init(_ run: RunFolder, name: String) throws {
    let tables = try RunTables(of: run)
    self.name = name
    self.run = run
    self.pipeline = try? PipelineText(
      path: run.manifest.pipeline.file, text: run.manifest.pipeline.text
    ).pipeline
    self.members = Dictionary(grouping: tables.members, by: \.segment)
      .mapValues { Set($0.map(\.account)) }
    self.names = Dictionary(
      tables.accounts.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    self.uploads = tables.uploads.map { uploads in
      Dictionary(
        uploads.map { ($0, tables.accounts(of: $0)) }, uniquingKeysWith: { first, _ in first })
    }
    self.holds = tables.holds
    self.segments =
      pipeline?.segments.map { ($0.id, $0.name) }
      ?? members.keys.sorted { $0.text.precedesInBytes($1.text) }.map { ($0, $0.text) }
  }

  /// Whether it is a run that has uploads to compare.
  var hasUploads: Bool { uploads != nil }

  /// The segments of each account that is in any.
  var segmentsOfAccounts: [AccountID: Set<SegmentID>] {
    var segments: [AccountID: Set<SegmentID>] = [:]
    for (segment, accounts) in members {
      for account in accounts { segments[account, default: []].insert(segment) }
    }
    return segments
  }

  /// Gives its segments the ids that the other side has for them.
  mutating func rename(_ naming: SegmentNaming) {
    var renamed: [(id: SegmentID, name: String)] = []
    for segment in segments where !renamed.contains(where: { $0.id == naming[segment.id] }) {
      renamed.append((naming[segment.id], segment.name))
    }
    segments = renamed
    members = Dictionary(
      members.map { (naming[$0.key], $0.value) }, uniquingKeysWith: { $0.union($1) })
    holds = Dictionary(
      holds.map { (naming[$0.key], $0.value) },
      uniquingKeysWith: { one, other in one.merging(other) { first, _ in first } })
    uploads = uploads.map { uploads in
      Dictionary(
        uploads.map { (naming[$0.key], $0.value) }, uniquingKeysWith: { $0.union($1) })
    }
  }
}

// MARK: - A plain folder

extension DiffSide {
  private init(plain path: String, name: String) throws {
    let inside = "\(path)/segments"
    let folder = Folder.kind(of: inside) == .folder ? inside : path
    let files = try Folder.names(in: folder)
      .filter { $0.hasSuffix(".csv") && Folder.kind(of: "\(folder)/\($0)") == .file }
    if files.isEmpty { throw RunFailure.noSegmentFiles(path) }
    var members: [SegmentID: Set<AccountID>] = [:]
    var names: [AccountID: String] = [:]
    var warnings: [RunWarning] = []
    for file in files {
      let segment = SegmentID(String(file.dropLast(".csv".utf8.count)))
      let accounts = try DiffSide.accounts("\(folder)/\(file)", &warnings)
      members[segment] = Set(accounts.map(\.id))
      names.merge(accounts.map { ($0.id, $0.name) }) { first, second in
        first.isEmpty ? second : first
      }
    }
    self.name = name
    self.run = nil
    self.pipeline = nil
    self.segments = members.keys.sorted { $0.text.precedesInBytes($1.text) }
      .map { ($0, $0.text) }
    self.members = members
    self.names = names
    self.uploads = nil
    self.holds = [:]
    self.warnings = warnings
  }

  /// The accounts of one CSV: by its column `account_id`, else by its first.
  private static func accounts(
    _ path: String, _ warnings: inout [RunWarning]
  ) throws -> [(id: AccountID, name: String)] {
    var blankCount = 0
    var accounts: [(id: AccountID, name: String)] = []
    var idColumn = 0
    var nameColumn: Int?
    try readList(path: path) { header in
      idColumn = header.firstIndex(of: "account_id") ?? 0
      nameColumn = header.firstIndex(of: "name")
      if header.isEmpty {
        throw RunFailure.emptyFile(path, mend: "give it a header line, or move it away")
      }
    } onRow: { row in
      guard row.fault == nil, idColumn < row.fieldCount else {
        throw RunFailure.segmentRowBroken("\(path):\(row.lineNumber)")
      }
      let id = ExportTables.undefused(row.text(idColumn))
      guard !id.isEmpty else {
        blankCount += 1
        return
      }
      let name = nameColumn.flatMap {
        $0 < row.fieldCount ? ExportTables.undefused(row.text($0)) : nil
      }
      accounts.append((AccountID(id), name ?? ""))
    }
    if blankCount > 0 { warnings.append(.rowsWithoutAccount(path, count: blankCount)) }
    return accounts
  }
}

/// What the segments of one pipeline are called in another.
struct SegmentNaming {
  private var today: [SegmentID: SegmentID] = [:]

  /// - Parameters:
  ///   - old: the pipeline whose segments are given other ids; nil when nothing is known of it.
  ///   - new: the pipeline whose ids they are given.
  init(of old: Pipeline?, in new: Pipeline?) {
    guard let new else { return }
    let there = Set(new.segments.map(\.id))
    for segment in new.segments {
      for former in segment.was where !there.contains(former) { today[former] = segment.id }
    }
    // The other way round, when the newer run is named first.
    for segment in old?.segments ?? [] where !there.contains(segment.id) {
      guard today[segment.id] == nil else { continue }
      today[segment.id] = segment.was.first(where: there.contains)
    }
  }

  subscript(id: SegmentID) -> SegmentID { today[id] ?? id }

  subscript(upload: Upload) -> Upload {
    Upload(segment: self[upload.segment], format: upload.format)
  }
}

extension RunWarning {
  fileprivate static func rowsWithoutAccount(_ path: String, count: Int) -> RunWarning {
    RunWarning(
      kind: "rows_without_account", place: path,
      message: "\(count) row\(count == 1 ? "" : "s") without an account "
        + "\(count == 1 ? "was" : "were") left out")
  }
}

extension RunFailure {
  static func noSegmentFiles(_ path: String) -> RunFailure {
    RunFailure(
      kind: "no_segment_files", place: path,
      what: "it is no run, and there is no CSV in it or in its folder 'segments'",
      mend: "name a run, or a folder with one CSV per segment")
  }

  static func segmentRowBroken(_ place: String) -> RunFailure {
    RunFailure(
      kind: "segment_row_broken", place: place, what: "this row does not fit the header",
      mend: "correct the row: one account a row, quotes in pairs")
  }
}
