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
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/out.csv"
    let writer = CSVWriter()
    writer.begin(try OutputFile(path: path), columnCount: table.header.count)
    for stretch in 0..<table.stretchCount { try table.write(stretch: stretch, to: writer) }
    try writer.end()
    return String(decoding: try InputFile(path: path).readAll(), as: UTF8.self)
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
    ("\rx", "'\rx"), ("x=1", "x=1"), (" =1", " =1"), ("", ""), ("'=1", "'=1"), ("\r\nx", "'\r\nx"),
    ("\nx", "\nx"),
  ])
  func aFormulaGetsAnApostrophe(text: String, expected: String) {
    #expect(ExportTables.defused(text) == expected)
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

  /// Who is in it, who came and who went since the base's, each with what is known of it.
  @Test func anUploadAndWhatChangedInIt() throws {
    let upload = Upload(segment: SegmentID("low"), format: "linkedin-company-list")
    let pipeline = Pipeline(name: "test", exports: [upload])
    let plan = UploadPlan(
      pipeline, memberships: [member("low", 0, nil), member("low", 1, nil)],
      accounts: ExportTablesTests.accounts, exclusions: [:], bans: [:])
    let tables = ExportTables.uploads(
      [upload], plan: plan, accounts: ExportTablesTests.accounts,
      base: [upload: Set(["A1", "name:acme", "gone", "forgotten"].map { AccountID($0) })],
      baseAccounts: AccountRecords([Account(id: AccountID("gone"), name: "Gone AG")]))
    let stem = "uploads/linkedin-company-list/low"
    #expect(tables.map(\.path) == ["\(stem).csv", "\(stem).added.csv", "\(stem).removed.csv"])
    let texts = try tables.map { table in
      try text(table).split(separator: "\n").dropFirst().map(String.init)
    }
    let second = "=1+1,+x.example,,https://www.linkedin.com/company/@page,,,,,-,"
    #expect(
      texts[0] == [
        "\"Nordwind, Inc.\",nordwind.example,,https://www.linkedin.com/company/nordwind,,,,,DE,",
        second,
      ])
    #expect(texts[1] == [second])
    // By id: forgotten, gone, name:acme.
    #expect(texts[2] == [",,,,,,,,,", "Gone AG,,,,,,,,,", "acme,,,,,,,,,"])
  }

  /// Without a base everybody is new.
  @Test func theFirstUpload() throws {
    let upload = Upload(segment: SegmentID("low"), format: "linkedin-company-list")
    let plan = UploadPlan(
      Pipeline(name: "test", exports: [upload]), memberships: [member("low", 2, nil)],
      accounts: ExportTablesTests.accounts, exclusions: [:], bans: [:])
    let tables = ExportTables.uploads(
      [upload], plan: plan, accounts: ExportTablesTests.accounts, base: [:],
      baseAccounts: AccountRecords())
    #expect(try text(tables[0]) == text(tables[1]))
    #expect(try text(tables[2]).split(separator: "\n").count == 1)
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
