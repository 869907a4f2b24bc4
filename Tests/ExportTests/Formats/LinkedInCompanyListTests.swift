import AdModel
import CSV
import Files
import TestSupport
import Testing

@testable import Export

@Suite struct LinkedInCompanyListTests {
  private let format = UploadFormat.linkedInCompanyList

  /// The fields that an account's row has once it is written and read back.
  private func row(_ account: Account) throws -> [String] {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/out.csv"
    let writer = try CSVWriter(OutputFile(path: path), header: format.header)
    format.writeFields(account, writer)
    try writer.endRow()
    try writer.end()
    var fields: [String] = []
    try readList(
      path: path, onHeader: { #expect($0 == format.header) },
      onRow: { row in fields = format.header.indices.map { row.text($0) } })
    return fields
  }

  /// LinkedIn refuses a file whose header is not that of its template.
  @Test func theHeaderIsThatOfTheTemplate() {
    #expect(
      format.header.joined(separator: ",")
        == "companyname,companywebsite,companyemaildomain,linkedincompanypageurl,stocksymbol,"
        + "industry,city,state,companycountry,zipcode")
  }

  @Test func aRow() throws {
    let account = Account(
      id: AccountID("A1"), name: "Nordwind, Inc.", domain: "nordwind.example",
      linkedIn: "https://www.linkedin.com/company/nordwind-", country: "DE",
      parentID: AccountID("A2"))
    #expect(
      try row(account) == [
        "Nordwind, Inc.", "nordwind.example", "", "https://www.linkedin.com/company/nordwind-", "",
        "", "", "", "DE", "",
      ])
  }

  @Test(arguments: [
    ("", ""), ("nordwind", "https://www.linkedin.com/company/nordwind"),
    ("4529857", "https://www.linkedin.com/company/4529857"),
    ("meridian-systems-inc.", "https://www.linkedin.com/company/meridian-systems-inc."),
    ("linkedin.com/company/nordwind", "linkedin.com/company/nordwind"),
    ("http://linkedin.com/company/nordwind/", "http://linkedin.com/company/nordwind/"),
  ])
  func thePageIsAnAddress(page: String, expected: String) throws {
    #expect(try row(Account(id: AccountID("A1"), linkedIn: page))[3] == expected)
  }

  /// Uploads carry the true text.
  @Test func formulasStayAsTheyAre() throws {
    let account = Account(id: AccountID("A1"), name: "=HYPERLINK(1)", domain: "-x.example")
    #expect(try row(account).prefix(2) == ["=HYPERLINK(1)", "-x.example"])
  }
}
