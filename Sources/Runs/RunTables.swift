package import AdModel
import CSV
import Files

/// One line of `4-apply/changes.csv`.
package struct RunChange: Sendable, Equatable {
  package var order: Int
  package var workflow: WorkflowID
  package var account: AccountID
  package var from: [SegmentID]
  package var to: [SegmentID]
  /// Nil for steps that are no workflow.
  package var engagements: Int?
}

/// What a run says of its accounts: who they are, where they are, and who was held from uploads.
package struct RunTables: Sendable {
  package let members: BaseMembers
  package let accounts: AccountRecords
  /// By segment: the reasons that accounts were held from its uploads.
  package let holds: [SegmentID: [AccountID: String]]
  /// Nil for a run that stopped before its last stage.
  package let uploads: [Upload]?

  /// - Throws: `FileFault`; `RunFailure` for a run without a membership, or for a table that is not
  ///   as the run wrote it.
  package init(of run: RunFolder) throws {
    let membership = "4-apply/membership.csv"
    guard run.manifest.outputs.contains(where: { $0.path == membership }) else {
      throw RunFailure.runWithoutMembership(run)
    }
    self.members = try BaseMembers(path: run.checkedTable(membership))
    self.accounts = try BaseRun.accounts(run.checkedTable("2-normalize/accounts.csv"))
    let held = "uploads/held.csv"
    guard run.manifest.outputs.contains(where: { $0.path == held }) else {
      self.holds = [:]
      self.uploads = nil
      return
    }
    let path = try run.checkedTable(held)
    let lines = try BaseRun.rows(path, ["segment", "account_id", "reason"]) { fields, _ in
      (SegmentID(fields[0]), AccountID(fields[1]), fields[2])
    }
    self.holds = lines.reduce(into: [:]) { $0[$1.0, default: [:]][$1.1] = $1.2 }
    self.uploads = run.manifest.uploadRecords.map(\.upload)
  }

  /// The accounts of an upload: the segment's members but for those held from it. Whether they have
  /// contacts is left out of account.
  package func accounts(of upload: Upload) -> Set<AccountID> {
    let held = (holds[upload.segment] ?? [:]).filter { _, reason in
      HoldReason.list(reason).contains { $0.holds(from: upload.format) }
    }
    return Set(members.accounts(in: upload.segment)).subtracting(held.keys)
  }
}

extension RunFolder {
  /// The lines of its `changes.csv`, in their order; none when the table was dropped since.
  ///
  /// - Throws: `FileFault`; `RunFailure` for a table that is not as the run wrote it.
  package func changes() throws -> [RunChange] {
    let name = "4-apply/changes.csv"
    guard Folder.kind(of: "\(path)/\(name)") != nil else { return [] }
    let table = try checkedTable(name)
    return try BaseRun.rows(
      table, ["order", "workflow", "account_id", "action", "from", "to", "engagements"]
    ) { fields, line in
      guard let order = Int(fields[0]) else {
        throw RunFailure.brokenRun("\(table):\(line)", "an order that is no number")
      }
      return RunChange(
        order: order, workflow: WorkflowID(fields[1]), account: AccountID(fields[2]),
        from: RunFolder.segments(fields[4]), to: RunFolder.segments(fields[5]),
        engagements: Int(fields[6]))
    }
  }

  /// The rows of a file to upload, header lines included, in a format whose rows are texts: all of
  /// those have commas between their columns, and a first line that is no header can have other signs
  /// as well.
  ///
  /// - Throws: `FileFault`; `RunFailure` for a file that is not as the run wrote it.
  package func rowsOfUpload(_ name: String) throws -> [[String]] {
    let table = try checkedTable(name)
    var rows: [[String]] = []
    try readList(path: table, delimiter: UInt8(ascii: ",")) { header in
      rows.append(header)
    } onRow: { row in
      guard row.fault == nil else {
        throw RunFailure.brokenRun("\(table):\(row.lineNumber)", "a row of another form")
      }
      rows.append((0..<row.fieldCount).map { row.text($0) })
    }
    return rows
  }

  private static func segments(_ list: String) -> [SegmentID] {
    guard !list.isEmpty else { return [] }
    return list.split(separator: " | ").map { SegmentID(String($0)) }
  }

  /// The path of a table, once its digest is known to be the one it was published with.
  func checkedTable(_ name: String) throws -> String {
    let table = "\(path)/\(name)"
    let digest = try Digest(of: InputFile(path: table)).hex
    guard manifest.outputs.contains(where: { $0.path == name && $0.sha256 == digest }) else {
      throw RunFailure.brokenRun(table, "other bytes than its manifest says")
    }
    return table
  }
}

extension RunFailure {
  static func runWithoutMembership(_ run: RunFolder) -> RunFailure {
    RunFailure(
      kind: "run_without_membership", place: run.path,
      what: "this run has no membership: it failed, or it stopped after stage "
        + "'\(run.manifest.until)'",
      mend: "name a run that went as far as stage 'apply'")
  }
}
