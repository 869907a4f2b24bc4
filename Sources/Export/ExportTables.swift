package import AdModel
package import CSV

/// The tables of the last stage: `segments/` and `uploads/`.
package enum ExportTables {
  package static let segmentHeader = [
    "account_id", "name", "domain", "linkedin", "country", "since", "workflow",
  ]

  /// One table per segment, the file people diff.
  ///
  /// - Parameter memberships: sorted by segment, then account.
  package static func segments(
    _ segments: [Segment], memberships: [Membership], accounts: AccountTable
  ) -> [OutputTable] {
    let bySegment = Dictionary(grouping: memberships, by: \.segment)
    return segments.map { segment in
      let members = bySegment[segment.id] ?? []
      return OutputTable(path: "segments/\(segment.id).csv", header: segmentHeader) { writer in
        for member in members {
          let account = accounts[member.account]
          writer.field(defused(account.id.text))
          for text in [account.name, account.domain, account.linkedIn, account.country] {
            writer.field(defused(text))
          }
          writer.field(member.since.description)
          writer.field(member.workflow?.text ?? "")
          try writer.endRow()
        }
      }
    }
  }

  /// One table per upload, and beside it who was added and removed against the base's.
  ///
  /// - Parameters:
  ///   - base: by format and segment, the accounts of the base run's upload.
  ///   - baseAccounts: what the base run knew of accounts that are no longer known.
  package static func uploads(
    _ uploads: [Upload], plan: UploadPlan, accounts: AccountTable,
    base: [Upload: Set<AccountID>], baseAccounts: [AccountID: Account]
  ) -> [OutputTable] {
    uploads.flatMap { upload -> [OutputTable] in
      guard let format = UploadFormat.named(upload.format) else {
        preconditionFailure("the pipeline file was checked for unknown formats")
      }
      let members = (plan.members[upload.segment] ?? []).map { accounts[$0] }
      let old = base[upload] ?? []
      let ids = Set(members.map(\.id))
      let added = members.filter { !old.contains($0.id) }
      let removed = old.subtracting(ids).sorted { $0.text.precedesInBytes($1.text) }
        .map { id in
          accounts.index(of: id).map { accounts[$0] } ?? baseAccounts[id] ?? Account(id: id)
        }
      let stem = "uploads/\(upload.format)/\(upload.segment)"
      return [
        table("\(stem).csv", format, members), table("\(stem).added.csv", format, added),
        table("\(stem).removed.csv", format, removed),
      ]
    }
  }

  /// `uploads/held.csv`.
  package static func held(_ plan: UploadPlan, accounts: AccountTable) -> OutputTable {
    OutputTable(
      path: "uploads/held.csv", header: ["segment", "account_id", "reason"],
      rows: plan.holds.map { [$0.segment.text, accounts[$0.account].id.text, $0.reason] })
  }

  private static func table(
    _ path: String, _ format: UploadFormat, _ accounts: [Account]
  ) -> OutputTable {
    OutputTable(path: path, header: format.header) { writer in
      for account in accounts { try writer.row(format.row(account)) }
    }
  }

  /// Text that a spreadsheet would run as a formula gets an apostrophe in front (OWASP, "CSV
  /// Injection").
  package static func defused(_ text: String) -> String {
    guard let first = text.utf8.first, "=+-@\t\r".utf8.contains(first) else { return text }
    return "'" + text
  }
}
