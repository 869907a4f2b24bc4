import AdModel
import CSV
import Export
import Files
import TestSupport
import Testing

@Suite struct ExportTablesTests {
  private static let accounts = AccountTable([
    (
      Account(
        id: AccountID("A1"), name: "Nordwind, Inc.", domain: "nordwind.example",
        linkedIn: "nordwind", country: "DE"), true
    ),
    (
      Account(
        id: AccountID("A2"), name: "=1+1", domain: "+x.example", linkedIn: "@page", country: "-"),
      true
    ),
    (Account(id: AccountID("name:acme"), name: "acme"), true),
  ])

  private func text(_ table: OutputTable) throws -> String {
    try table.text()
  }

  private func member(_ segment: String, _ account: UInt32, _ workflow: String?) -> Membership {
    Membership(
      segment: SegmentID(segment), account: AccountIndex(account),
      since: CalendarDay(year: 2026, month: 11, day: 1) ?? CalendarDay(number: 0),
      qualifiedOn: CalendarDay(year: 2026, month: 11, day: 20) ?? CalendarDay(number: 0),
      workflow: workflow.map { WorkflowID($0) })
  }

  @Test(arguments: [
    ("=1+1", "'=1+1"), ("+49", "'+49"), ("-x", "'-x"), ("@x", "'@x"), ("\tx", "'\tx"),
    ("\rx", "'\rx"), ("x=1", "x=1"), (" =1", " =1"), ("", ""), ("'=1", "''=1"), ("''=1", "'''=1"),
    ("'", "'"), ("'x", "'x"),
    ("\r\nx", "'\r\nx"),
    ("\nx", "\nx"),
  ])
  func aFormulaGetsAnApostrophe(text: String, expected: String) {
    #expect(ExportTables.defused(text) == expected)
    #expect(ExportTables.undefused(expected) == text)
  }

  @Test func oneTableForEachSegment() throws {
    let segments = ["low", "empty", "deals"].map { Segment(id: SegmentID($0), name: $0) }
    let tables = ExportTables.segments(
      segments,
      memberships: [
        member("deals", 0, nil), member("low", 0, "to-low"), member("low", 1, "(override)"),
      ],
      accounts: ExportTablesTests.accounts)
    #expect(tables.map(\.path) == ["segments/low.csv", "segments/empty.csv", "segments/deals.csv"])
    let header = "account_id,name,domain,linkedin,country,since,workflow\n"
    #expect(
      try text(tables[0]) == header
        + "A1,\"Nordwind, Inc.\",nordwind.example,nordwind,DE,2026-11-01,to-low\n"
        + "A2,'=1+1,'+x.example,'@page,'-,2026-11-01,(override)\n")
    #expect(try text(tables[1]) == header)
    #expect(
      try text(tables[2]) == header
        + "A1,\"Nordwind, Inc.\",nordwind.example,nordwind,DE,2026-11-01,\n")
  }

  @Test func heldMembers() throws {
    let upload = Upload(segment: SegmentID("low"), format: "linkedin-company-list")
    let plan = UploadPlan(
      Pipeline(name: "test", exclude: [SegmentID("deals")], exports: [upload]),
      memberships: [member("low", 0, nil)], accounts: ExportTablesTests.accounts,
      exclusions: [AccountIndex(0): [SegmentID("deals")]], bans: [:])
    let table = ExportTables.held(plan, accounts: ExportTablesTests.accounts)
    #expect(table.path == "uploads/held.csv")
    #expect(try text(table) == "segment,account_id,reason\nlow,A1,excluded:deals\n")
  }
}
