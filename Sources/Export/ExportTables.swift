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
    let bySegment = ranges(of: memberships)
    return segments.map { segment in
      let own = bySegment[segment.id] ?? 0..<0
      return OutputTable(
        path: "segments/\(segment.id).csv", header: segmentHeader,
        stretches: OutputTable.stretches(of: own.count)
      ) { stretch, writer in
        for place in stretch {
          let member = memberships[own.lowerBound + place]
          // Each text by itself: a copy of the account would take hold of all of them.
          let account = Int(member.account.number)
          writer.field(defused(accounts.accounts[account].id.text))
          writer.field(defused(accounts.accounts[account].name))
          writer.field(defused(accounts.accounts[account].domain))
          writer.field(defused(accounts.accounts[account].linkedIn))
          writer.field(defused(accounts.accounts[account].country))
          writer.field(member.since)
          writer.field(member.workflow?.text ?? "")
          try writer.endRow()
        }
      }
    }
  }

  /// Where the members of each segment stand.
  private static func ranges(of memberships: [Membership]) -> [SegmentID: Range<Int>] {
    var ranges: [SegmentID: Range<Int>] = [:]
    var start = 0
    for end in memberships.indices
    where end + 1 == memberships.count || memberships[end + 1].segment != memberships[end].segment {
      ranges[memberships[end].segment] = start..<end + 1
      start = end + 1
    }
    return ranges
  }

  /// One table per upload, and beside it who was added and removed against the base's.
  ///
  /// - Parameters:
  ///   - base: by format and segment, the accounts of the base run's upload.
  ///   - baseAccounts: the accounts the base run knew, some of which may no longer be known.
  package static func uploads(
    _ uploads: [Upload], plan: UploadPlan, accounts: AccountTable,
    base: [Upload: Set<AccountID>], baseAccounts: AccountRecords
  ) -> [OutputTable] {
    uploads.flatMap { upload -> [OutputTable] in
      guard let format = UploadFormat.named(upload.format) else {
        preconditionFailure("the pipeline file was checked for unknown formats")
      }
      let members = plan.members[upload.segment] ?? []
      let old = base[upload] ?? []
      let stem = "uploads/\(upload.format)/\(upload.segment)"
      return [
        table("\(stem).csv", format) { row in for index in members { try row(accounts[index]) } },
        table("\(stem).added.csv", format) { row in
          for index in members where !old.contains(accounts[index].id) { try row(accounts[index]) }
        },
        table("\(stem).removed.csv", format) { row in
          let removed = old.subtracting(members.map { accounts[$0].id })
          let forgotten = removed.filter { accounts.index(of: $0) == nil }
          let known = forgotten.isEmpty ? [] : baseAccounts.filter { forgotten.contains($0.id) }
          for id in removed.sorted(by: { $0.text.precedesInBytes($1.text) }) {
            try row(
              accounts.index(of: id).map { accounts[$0] } ?? known.first { $0.id == id }
                ?? Account(id: id))
          }
        },
      ]
    }
  }

  /// `uploads/held.csv`.
  package static func held(_ plan: UploadPlan, accounts: AccountTable) -> OutputTable {
    OutputTable(
      path: "uploads/held.csv", header: ["segment", "account_id", "reason"]
    ) { writer in
      for hold in plan.holds {
        writer.field(hold.segment.text)
        writer.field(accounts[hold.account].id.text)
        writer.field(hold.reason)
        try writer.endRow()
      }
    }
  }

  /// - Parameter rows: calls with each account, in the order of the rows.
  private static func table(
    _ path: String, _ format: UploadFormat,
    rows: @escaping @Sendable (_ row: (Account) throws -> Void) throws -> Void
  ) -> OutputTable {
    OutputTable(path: path, header: format.header) { writer in
      try rows { account in
        format.writeFields(account, writer)
        try writer.endRow()
      }
    }
  }

  /// Text that a spreadsheet would run as a formula gets an apostrophe in front (OWASP, "CSV
  /// Injection").
  package static func defused(_ text: String) -> String {
    switch text.utf8.first {
    case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"),
      UInt8(ascii: "\t"), UInt8(ascii: "\r"):
      return "'" + text
    default: return text
    }
  }
}
