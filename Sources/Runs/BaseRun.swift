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

  package let name: RunName
  package let manifestDigest: String
  /// The pipeline file it ran, as it was.
  package let pipelineText: String
  package let members: [Member]
  package let accounts: [Account]
  /// Who was held from the uploads of each segment.
  package let held: [SegmentID: Set<AccountID>]
  /// Which uploads the run has.
  package let uploads: Set<String>

  /// - Throws: `FileFault` for a missing file, `RunFailure` for one that is not as a run writes it.
  package init(history: RunHistory, name: RunName) throws {
    let folder = history.path(of: name)
    self.name = name
    let manifest = try InputFile(path: "\(folder)/manifest.json").readAll()
    self.manifestDigest = Digest(of: manifest).hex
    self.pipelineText = try BaseRun.checkTables(folder, manifest).pipeline.text
    self.members = try BaseRun.members("\(folder)/4-apply/membership.csv")
    self.accounts = try BaseRun.accounts("\(folder)/2-normalize/accounts.csv")
    self.held = try BaseRun.held("\(folder)/uploads/held.csv")
    self.uploads = try BaseRun.uploads(in: "\(folder)/uploads")
  }

  /// The accounts of one of its uploads; none when it did not have that upload.
  package func uploadedAccounts(_ upload: Upload) -> Set<AccountID> {
    guard uploads.contains("\(upload.format)/\(upload.segment).csv") else { return [] }
    let own = members.filter { $0.segment == upload.segment }.map(\.account)
    return Set(own).subtracting(held[upload.segment] ?? [])
  }

  /// Compares the tables that are read with the digests the run was published with.
  private static func checkTables(_ folder: String, _ manifest: [UInt8]) throws -> Manifest {
    guard let manifest = try? RunJSON.read(Manifest.self, from: manifest) else {
      throw RunFailure.brokenRun("\(folder)/manifest.json", "a manifest that cannot be read")
    }
    for path in ["2-normalize/accounts.csv", "4-apply/membership.csv", "uploads/held.csv"] {
      let digest = try Digest(of: InputFile(path: "\(folder)/\(path)")).hex
      guard manifest.outputs.contains(where: { $0.path == path && $0.sha256 == digest }) else {
        throw RunFailure.brokenRun("\(folder)/\(path)", "other bytes than its manifest says")
      }
    }
    return manifest
  }

  private static func members(_ path: String) throws -> [Member] {
    try rows(path, ["segment", "account_id", "since", "qualified_on", "workflow"]) { fields, line in
      guard let since = CalendarDay(fields[2]), let qualifiedOn = CalendarDay(fields[3]) else {
        throw RunFailure.brokenRun("\(path):\(line)", "a day that is none")
      }
      return Member(
        segment: SegmentID(fields[0]), account: AccountID(fields[1]), since: since,
        qualifiedOn: qualifiedOn, workflow: fields[4].isEmpty ? nil : WorkflowID(fields[4]))
    }
  }

  private static func accounts(_ path: String) throws -> [Account] {
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

  private static func uploads(in folder: String) throws(FileFault) -> Set<String> {
    var uploads: Set<String> = []
    for format in try Folder.names(in: folder)
    where Folder.kind(of: "\(folder)/\(format)") == .folder {
      for name in try Folder.names(in: "\(folder)/\(format)") {
        uploads.insert("\(format)/\(name)")
      }
    }
    return uploads
  }

  private static func rows<Row>(
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

extension RunFailure {
  static func brokenRun(_ place: String, _ what: String) -> RunFailure {
    RunFailure(
      kind: "broken_run", place: place,
      what: "the run this one is based on has \(what): somebody changed it after it was published",
      mend: "bring the file back, or move the run's folder away so that an earlier one is the base")
  }
}
