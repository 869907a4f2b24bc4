package import AdModel
import CSV
import Files

/// What a run takes over from the one it is based on, as its published tables state it.
package struct BaseRun: Sendable {
  /// One line of `4-apply/membership.csv`.
  package struct Member: Sendable, Equatable {
    package var segment: SegmentID
    package var account: AccountID
    package var since: CalendarDay
    package var qualifiedOn: CalendarDay
    package var workflow: WorkflowID?
  }

  /// The name of its folder.
  package let name: String
  package let asOf: CalendarDay
  package let manifestDigest: String
  package let pipelineName: String
  /// The pipeline file it ran, as it was.
  package let pipelineText: String
  /// With the segments' ids of the run that is based on it.
  package private(set) var members: [Member]
  package let accounts: [Account]
  /// Who was held from the uploads of each segment.
  package let held: [SegmentID: Set<AccountID>]
  /// Which uploads the run has.
  package let uploads: Set<String>
  /// The segments it has, by its own ids, those without members included.
  package let segments: [SegmentID]
  /// As its own table has them.
  private let recordedMembers: [Member]
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
    var accounts: [Account] = []
    var members: [Member] = []
    var held: [SegmentID: Set<AccountID>] = [:]
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
    self.uploads = try BaseRun.uploads(in: "\(folder)/uploads")
    self.segments = BaseRun.segments(run.manifest, recordedMembers)
  }

  /// Every segment has a table, whether it has members or not.
  private static func segments(_ manifest: Manifest, _ members: [Member]) -> [SegmentID] {
    let tables = manifest.outputs.map(\.path).filter {
      $0.hasPrefix("segments/") && $0.hasSuffix(".csv")
    }
    let ids = tables.map { String($0.dropFirst("segments/".count).dropLast(".csv".count)) }
    var segments = Set(ids.map { SegmentID($0) })
    var last: SegmentID?
    // They come segment by segment.
    for member in members where member.segment != last {
      segments.insert(member.segment)
      last = member.segment
    }
    return segments.sorted { $0.text.precedesInBytes($1.text) }
  }

  /// The accounts of one of its uploads; none when it did not have that upload.
  package func uploadedAccounts(_ upload: Upload) -> Set<AccountID> {
    let ids = [upload.segment] + (formerIDs[upload.segment] ?? [])
    return ids.reduce(into: []) { accounts, id in
      guard uploads.contains("\(upload.format)/\(id).csv") else { return }
      let own = recordedMembers.filter { $0.segment == id }.map(\.account)
      accounts.formUnion(Set(own).subtracting(held[id] ?? []))
    }
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
    members = carried
  }

  /// How many members it had in each of some segments, by its own ids.
  package func memberCounts(of segments: [SegmentID]) -> [(segment: SegmentID, count: Int)] {
    segments.map { segment in (segment, recordedMembers.count { $0.segment == segment }) }
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
    case accounts([Account])
    case members([Member])
    case held([SegmentID: Set<AccountID>])
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
    case .members: .members(try members(path))
    case .held: .held(try held(path))
    }
  }

  static func members(_ path: String) throws -> [Member] {
    try rows(path, ["segment", "account_id", "since", "qualified_on", "workflow"]) { fields, line in
      guard let since = CalendarDay(fields[2]), let qualifiedOn = CalendarDay(fields[3]) else {
        throw RunFailure.brokenRun("\(path):\(line)", "a day that is none")
      }
      return Member(
        segment: SegmentID(fields[0]), account: AccountID(fields[1]), since: since,
        qualifiedOn: qualifiedOn, workflow: fields[4].isEmpty ? nil : WorkflowID(fields[4]))
    }
  }

  static func accounts(_ path: String) throws -> [Account] {
    try rows(path, ["account_id", "name", "domain", "linkedin", "country", "parent_id"]) {
      fields, _ in
      Account(
        id: AccountID(fields[0]), name: fields[1], domain: fields[2], linkedIn: fields[3],
        country: fields[4], parentID: fields[5].isEmpty ? nil : AccountID(fields[5]))
    }
  }

  private static func held(_ path: String) throws -> [SegmentID: Set<AccountID>] {
    let lines = try rows(path, ["segment", "account_id", "reason"]) { fields, _ in
      (SegmentID(fields[0]), AccountID(fields[1]))
    }
    return lines.reduce(into: [:]) { $0[$1.0, default: []].insert($1.1) }
  }

  static func uploads(in folder: String) throws(FileFault) -> Set<String> {
    var uploads: Set<String> = []
    for format in try Folder.names(in: folder)
    where Folder.kind(of: "\(folder)/\(format)") == .folder {
      for name in try Folder.names(in: "\(folder)/\(format)") {
        uploads.insert("\(format)/\(name)")
      }
    }
    return uploads
  }

  static func rows<Row>(
    _ path: String, _ header: [String], _ row: ([String], Int) throws -> Row
  ) throws -> [Row] {
    var rows: [Row] = []
    try readList(path: path) { found in
      guard found == header else { throw RunFailure.brokenRun("\(path):1", "another header") }
    } onRow: { line in
      guard line.fault == nil, line.fieldCount == header.count else {
        throw RunFailure.brokenRun("\(path):\(line.lineNumber)", "a row of another form")
      }
      rows.append(try row(header.indices.map { line.text($0) }, line.lineNumber))
    }
    return rows
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
