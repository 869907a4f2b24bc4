import AdModel
import CSV
import TestSupport
import Testing

@testable import Export

@Suite struct UploadContentTests {
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
    (Account(id: AccountID("A3"), domain: "https://www.NORDWIND.example/de"), true),
    (Account(id: AccountID("A4")), true),
    (Account(id: AccountID("name:acme"), name: "acme"), true),
  ])

  private func content(
    _ format: String, members: [UInt32], before: UploadBefore = .none
  ) throws -> UploadContent {
    let upload = Upload(segment: SegmentID("low"), format: format)
    let form = try #require(UploadFormat.named(format))
      .form(Segment(id: upload.segment, name: "Low"), UploadOptions())
    let selection = UploadSelection(
      form, members: members.map { AccountIndex($0) }, accounts: UploadContentTests.accounts,
      contacts: nil)
    return UploadContent(
      upload, form, selection, accounts: UploadContentTests.accounts, before: before)
  }

  private func texts(_ content: UploadContent) throws -> [String: [String]] {
    var texts: [String: [String]] = [:]
    for made in try content.tables(UploadContentTests.accounts) {
      texts[made.table.path] = try made.table.text().split(separator: "\n").dropFirst().map(
        String.init)
    }
    return texts
  }

  /// Who is in it, who came and who went since the base's, each with what is known of it; what a
  /// spreadsheet would run stays as it is, and somebody nothing is known of any more is not told.
  @Test func anUploadAndWhatChangedInIt() throws {
    let content = try content(
      "linkedin-company-list", members: [0, 1],
      before: .accounts(
        EarlierAccounts(
          all: AccountRecords([
            UploadContentTests.accounts[AccountIndex(0)],
            Account(id: AccountID("gone"), name: "Gone AG"),
            Account(id: AccountID("name:acme"), name: "acme"),
          ]), UploadContentTests.accounts, unknown: [AccountID("forgotten")])))
    let stem = "uploads/linkedin-company-list/low"
    let second = "=1+1,,,https://www.linkedin.com/company/@page,,,,,-,"
    #expect(
      try texts(content) == [
        "\(stem).csv": [
          "\"Nordwind, Inc.\",https://nordwind.example,nordwind.example,"
            + "https://www.linkedin.com/company/nordwind,,,,,DE,",
          second,
        ],
        "\(stem).added.csv": [second],
        "\(stem).removed.csv": ["Gone AG,,,,,,,,,", "acme,,,,,,,,,"],
      ])
  }

  /// Who leaves a list is removed from the list as it is known now, though the earlier file knew it by
  /// another id.
  @Test func rowsOfAnEarlierFileAreWrittenAsNow() throws {
    let upload = Upload(segment: SegmentID("low"), format: "microsoft-customer-match")
    let before = UploadFormat.microsoftCustomerMatch.form()
    let now = UploadFormat.microsoftCustomerMatch.form(audienceID: 811)
    let book = ContactBook([
      AccountIndex(0): [
        .with { $0.email = "test@contoso.com" }, .with { $0.email = "demo@segment.com" },
      ],
      AccountIndex(1): [.with { $0.email = "demo@segment.com" }],
    ])
    let old = UploadSelection(
      before, members: [AccountIndex(0)], accounts: UploadContentTests.accounts, contacts: book)
    let new = UploadSelection(
      now, members: [AccountIndex(1)], accounts: UploadContentTests.accounts, contacts: book)
    let texts = try texts(
      UploadContent(
        upload, now, new, accounts: UploadContentTests.accounts,
        before: .records(try #require(old.records))))
    let stem = "uploads/microsoft-customer-match/low"
    #expect(
      texts["\(stem).removed.csv"] == [
        "Format Version,,,,,,6.0,,,,,,", "Customer List,,811,,,,,,Customer,,Remove,,",
        "Customer List Item,,,811,,,,,,,,Email,"
          + "f25ad364d33972379a7a4f4df33db142205f5c40eb19cfdb2fc5aaf117e10101",
      ])
    #expect(
      texts["\(stem).added.csv"] == [
        "Format Version,,,,,,6.0,,,,,,", "Customer List,,811,,,,,,Customer,,Add,,",
      ])
  }

  /// Without a base everybody is new.
  @Test func theFirstUpload() throws {
    let texts = try texts(content("linkedin-company-list", members: [4]))
    let stem = "uploads/linkedin-company-list/low"
    #expect(texts["\(stem).csv"] == ["acme,,,,,,,,,"])
    #expect(texts["\(stem).added.csv"] == ["acme,,,,,,,,,"])
    #expect(texts["\(stem).removed.csv"] == [])
  }

  /// Two accounts of one domain are one row, which is there as long as one of them is.
  @Test func domainsStandOnce() throws {
    let content = try content(
      "stackadapt-domains", members: [0, 2, 4],
      before: .records([["nordwind.example"], ["old.example"]]))
    let stem = "uploads/stackadapt-domains/low"
    #expect(
      try texts(content) == [
        "\(stem).csv": ["nordwind.example"], "\(stem).added.csv": [],
        "\(stem).removed.csv": ["old.example"],
      ])
  }

  /// Rows of another form cannot be told apart: nobody is said to be gone.
  @Test func anIncomparableUpload() throws {
    let content = try content(
      "rollworks-domains", members: [0], before: .incomparable(rowCount: 7))
    #expect(content.incomparableRowCount == 7)
    #expect(content.added.count == 1)
    #expect(content.removed.count == 0)
  }

  /// Header line and what leads are no rows; a file without any is read as one blank line.
  @Test(arguments: [
    (
      "rollworks-domains",
      [[["domain"], ["a.example"], ["b.example"]], [["domain"], ["c.example"]]], 3
    ),
    ("the-trade-desk-crm", [[["a"], ["b"]]], 2), ("the-trade-desk-crm", [[[]]], 0),
    ("microsoft-customer-match", [[["Type"], ["Format Version"], ["Customer List"], ["x"]]], 1),
  ])
  func rowsOfFilesAreCounted(format: String, files: [[[String]]], count: Int) throws {
    let form = try #require(UploadFormat.named(format))
      .form(Segment(id: SegmentID("low"), name: "Low"), UploadOptions())
    #expect(form.rowCount(in: files) == count)
  }
}
