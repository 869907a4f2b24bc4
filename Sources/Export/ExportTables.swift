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
          for field in segmentFields {
            writeDefused(accounts.accounts, Int(member.account.number), field, to: writer)
          }
          writer.field(member.since)
          writer.field(member.workflow?.text ?? "")
          try writer.endRow()
        }
      }
    }
  }

  private static let segmentFields: [AccountRecords.Field] = [
    .id, .name, .domain, .linkedIn, .country,
  ]

  private static func writeDefused(
    _ accounts: AccountRecords, _ place: Int, _ field: AccountRecords.Field, to writer: CSVWriter
  ) {
    let bytes = unsafe accounts.bytes(field, of: place)
    let first = unsafe bytes.first
    if first == apostrophe || startsFormula(first) {
      writer.field(defused(accounts.text(field, of: place)))
    } else {
      unsafe writer.field(bytes)
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

  /// Text that a spreadsheet would run as a formula gets an apostrophe in front (OWASP, "CSV
  /// Injection"); so does text that looks as if it had got one, so that `undefused` gives back any
  /// text.
  package static func defused(_ text: String) -> String {
    looksDefused(text) || startsFormula(text.utf8.first) ? "'" + text : text
  }

  /// The text that `defused` made this one of.
  package static func undefused(_ text: String) -> String {
    looksDefused(text) ? String(text.dropFirst()) : text
  }

  /// Whether a text is apostrophes and then a sign that starts a formula.
  private static func looksDefused(_ text: String) -> Bool {
    guard text.utf8.first == apostrophe else { return false }
    return startsFormula(text.utf8.first { $0 != apostrophe })
  }

  private static let apostrophe = UInt8(ascii: "'")

  private static func startsFormula(_ byte: UInt8?) -> Bool {
    switch byte {
    case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"),
      UInt8(ascii: "\t"), UInt8(ascii: "\r"):
      true
    default: false
    }
  }
}
