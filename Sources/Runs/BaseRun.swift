package import AdModel
import CSV
import Files

/// What a run takes over from the one it is based on, as its published tables state it.
package struct BaseRun: Sendable {
  package typealias Member = BaseMembers.Member

  /// The name of its folder.
  package let name: String
  package let asOf: CalendarDay
  package let manifestDigest: String
  package let pipelineName: String
  /// The pipeline file it ran, as it was.
  package let pipelineText: String
  /// With the segments' ids of the run that is based on it.
  package private(set) var members: BaseMembers
  /// Sorted by the ids' bytes.
  package let accounts: AccountRecords
  /// Why accounts were held from the uploads of each segment, who has contacts left out of account.
  package let held: [SegmentID: [AccountID: [HoldReason]]]
  private let folder: RunFolder
  /// The segments it has, by its own ids, those without members included.
  package let segments: [SegmentID]
  /// As its own table has them.
  private let recordedMembers: BaseMembers
  /// By segment of today: the ids it had.
  private var formerIDs: [SegmentID: [SegmentID]] = [:]

  package init(history: RunHistory, name: RunName, jobs: Int) throws {
    try self.init(RunFolder(path: history.path(of: name)), jobs: jobs)
  }

  /// - Parameter jobs: number of threads, at least 1.
  /// - Throws: `FileFault` for a missing file, `RunFailure` for one that is not as a run writes it.
  package init(_ run: RunFolder, jobs: Int) throws {
    let folder = run.path
    self.name = run.name
    self.asOf = run.asOf
    self.manifestDigest = run.manifestDigest
    self.pipelineName = run.manifest.pipeline.name
    self.pipelineText = run.manifest.pipeline.text
    let tables = try Table.allCases.map { (table: $0, digest: try $0.digest(in: run)) }
    var accounts = AccountRecords()
    var members = BaseMembers()
    var held: [SegmentID: [AccountID: [HoldReason]]] = [:]
    for content in try Parallel.map(
      tables, jobs: jobs,
      { table, _ in
        try BaseRun.content(of: table.table, in: folder, digest: table.digest)
      })
    {
      switch content {
      case .accounts(let read): accounts = read
      case .members(let read): members = read
      case .held(let read): held = read
      }
    }
    self.recordedMembers = members
    self.members = members
    self.accounts = accounts
    self.held = held
    self.folder = run
    self.segments = BaseRun.segments(run.manifest, recordedMembers)
  }

  /// Every segment has a table, whether it has members or not.
  private static func segments(_ manifest: Manifest, _ members: BaseMembers) -> [SegmentID] {
    let tables = manifest.outputs.map(\.path).filter {
      $0.hasPrefix("segments/") && $0.hasSuffix(".csv")
    }
    let ids = tables.map { String($0.dropFirst("segments/".count).dropLast(".csv".count)) }
    return Set(ids.map { SegmentID($0) } + members.segments).sorted {
      $0.text.precedesInBytes($1.text)
    }
  }

  /// The accounts of one of its uploads, whether they had contacts or not; none when it did not
  /// have that upload.
  ///
  /// - Returns: their places among its accounts, sorted, each once; and those that its accounts do
  ///   not name.
  package func uploadedAccounts(
    _ upload: Upload
  ) -> (places: [Int], unknown: Set<AccountID>) {
    var places: [[Int]] = []
    var unknown: Set<AccountID> = []
    for record in uploads(upload) {
      let segment = SegmentID(record.segment)
      let held = (held[segment] ?? [:]).filter { _, reasons in
        reasons.contains { $0.holds(from: upload.format) }
      }
      let heldPlaces = Set(held.keys.compactMap { accounts.place(of: $0) })
      let members = recordedMembers.places(in: segment, among: accounts)
      places.append(
        heldPlaces.isEmpty ? members.places : members.places.filter { !heldPlaces.contains($0) })
      unknown.formUnion(members.others.subtracting(held.keys))
    }
    return (places.count == 1 ? places[0] : Set(places.joined()).sorted(), unknown)
  }

  /// Its uploads that are this one today.
  package func uploads(_ upload: Upload) -> [Manifest.UploadRecord] {
    let ids = [upload.segment] + (formerIDs[upload.segment] ?? [])
    return ids.compactMap {
      folder.manifest.uploadRecord(of: Upload(segment: $0, format: upload.format))
    }
  }

  /// The rows of some of its uploads, as they were published, header lines and other rows in front
  /// of them included.
  ///
  /// - Throws: `FileFault`; `RunFailure` for a file that is not as the run wrote it.
  package func files(of uploads: [Manifest.UploadRecord]) throws -> [[[String]]] {
    try uploads.flatMap(\.files).map(folder.rowsOfUpload)
  }

  /// Carries its members over to segments that had other ids, and lets those of retired ones go.
  ///
  /// Of two memberships that become one, the earliest `since` with its workflow and the latest
  /// `qualified_on` stay.
  ///
  /// - Parameter formerIDs: by segment of today: the ids it had.
  package mutating func carry(over formerIDs: [SegmentID: [SegmentID]], retired: Set<SegmentID>) {
    self.formerIDs = formerIDs
    var today: [SegmentID: SegmentID] = [:]
    for (segment, ids) in formerIDs { for id in ids { today[id] = segment } }
    if today.isEmpty, retired.isEmpty {
      members = recordedMembers
      return
    }
    var carried: [Member] = []
    var places: [[String]: Int] = [:]
    for var member in recordedMembers where !retired.contains(member.segment) {
      member.segment = today[member.segment] ?? member.segment
      let key = [member.segment.text, member.account.text]
      if let place = places[key] {
        carried[place].unite(with: member)
      } else {
        places[key] = carried.count
        carried.append(member)
      }
    }
    members = BaseMembers(carried)
  }

  /// How many members it had in each of some segments, by its own ids.
  package func memberCounts(of segments: [SegmentID]) -> [(segment: SegmentID, count: Int)] {
    segments.map { ($0, recordedMembers.count(in: $0)) }
  }

  /// The tables that are read.
  private enum Table: String, CaseIterable {
    case accounts = "2-normalize/accounts.csv"
    case members = "4-apply/membership.csv"
    case held = "uploads/held.csv"

    /// The digest that the run was published with.
    func digest(in run: RunFolder) throws(RunFailure) -> String {
      guard let listed = run.manifest.outputs.first(where: { $0.path == rawValue }) else {
        throw .notAWholeRun(run.path)
      }
      return listed.sha256
    }
  }

  private enum Content: Sendable {
    case accounts(AccountRecords)
    case members(BaseMembers)
    case held([SegmentID: [AccountID: [HoldReason]]])
  }

  /// What a table says, once its bytes are known to be those the run was published with.
  private static func content(
    of table: Table, in folder: String, digest: String
  ) throws -> Content {
    let path = "\(folder)/\(table.rawValue)"
    guard try Digest(of: InputFile(path: path)).hex == digest else {
      throw RunFailure.brokenRun(path, "other bytes than its manifest says")
    }
    return switch table {
    case .accounts: .accounts(try accounts(path))
    case .members: .members(try BaseMembers(path: path))
    case .held: .held(try held(path))
    }
  }

  /// The accounts of a run's `2-normalize/accounts.csv`.
  static func accounts(_ path: String) throws -> AccountRecords {
    let header = ["account_id", "name", "domain", "linkedin", "country", "parent_id"]
    var accounts = AccountRecordsBuilder()
    try read(path, header) { row in
      // Sound: the bytes of a row are copied before it goes.
      unsafe accounts.append([
        row.bytes(0), row.bytes(1), row.bytes(2), row.bytes(3), row.bytes(4), row.bytes(5),
      ])
    }
    return accounts.finished()
  }

  private static func held(_ path: String) throws -> [SegmentID: [AccountID: [HoldReason]]] {
    let lines = try rows(path, ["segment", "account_id", "reason"]) { fields, _ in
      (SegmentID(fields[0]), AccountID(fields[1]), HoldReason.list(fields[2]))
    }
    return lines.reduce(into: [:]) { held, line in
      let reasons = line.2.filter { !$0.isOfContacts }
      if !reasons.isEmpty { held[line.0, default: [:]][line.1] = reasons }
    }
  }

  static func rows<Row>(
    _ path: String, _ header: [String], _ row: ([String], Int) throws -> Row
  ) throws -> [Row] {
    var rows: [Row] = []
    try read(path, header) { line in
      rows.append(try row(header.indices.map { line.text($0) }, line.lineNumber))
    }
    return rows
  }

  /// Calls with each row of a table that a run published.
  ///
  /// - Throws: `FileFault` for a missing file, `RunFailure` for one that is not as a run writes it.
  static func read(
    _ path: String, _ header: [String], _ onRow: (borrowing ListRow) throws -> Void
  ) throws {
    try readList(path: path) { found in
      guard found == header else { throw RunFailure.brokenRun("\(path):1", "another header") }
    } onRow: { row in
      guard row.fault == nil, row.fieldCount == header.count else {
        throw RunFailure.brokenRun("\(path):\(row.lineNumber)", "a row of another form")
      }
      try onRow(row)
    }
  }
}

extension BaseRun.Member {
  fileprivate mutating func unite(with other: BaseRun.Member) {
    if other.since < since {
      since = other.since
      workflow = other.workflow
    }
    qualifiedOn = max(qualifiedOn, other.qualifiedOn)
  }
}

extension RunFailure {
  package static func notAWholeRun(_ folder: String) -> RunFailure {
    RunFailure(
      kind: "not_a_whole_run", place: folder,
      what: "this run failed or stopped early: its manifest lists no membership",
      mend: "name a run that was published, or written whole with --to")
  }

  static func brokenRun(_ place: String, _ what: String) -> RunFailure {
    RunFailure(
      kind: "broken_run", place: place,
      what: "the published run has \(what): somebody changed it afterwards",
      mend: "bring the file back, or move the run's folder away so that an earlier one is the base")
  }
}
