import AdModel
import Testing

@testable import Export

@Suite struct LinkedInCompanyListTests {
  private let format = UploadFormat.linkedInCompanyList

  /// LinkedIn refuses a file whose header is not that of its template.
  @Test func theHeaderIsThatOfTheTemplate() {
    #expect(
      format.header.joined(separator: ",")
        == "companyname,companywebsite,companyemaildomain,linkedincompanypageurl,stocksymbol,"
        + "industry,city,state,companycountry,zipcode")
  }

  @Test func aRow() {
    let account = Account(
      id: AccountID("A1"), name: "Nordwind, Inc.", domain: "nordwind.example",
      linkedIn: "https://www.linkedin.com/company/nordwind-", country: "DE",
      parentID: AccountID("A2"))
    #expect(
      format.row(account) == [
        "Nordwind, Inc.", "nordwind.example", "", "https://www.linkedin.com/company/nordwind-", "",
        "", "", "", "DE", "",
      ])
    #expect(format.row(account).count == format.header.count)
  }

  @Test(arguments: [
    ("", ""), ("nordwind", "https://www.linkedin.com/company/nordwind"),
    ("4529857", "https://www.linkedin.com/company/4529857"),
    ("meridian-systems-inc.", "https://www.linkedin.com/company/meridian-systems-inc."),
    ("linkedin.com/company/nordwind", "linkedin.com/company/nordwind"),
    ("http://linkedin.com/company/nordwind/", "http://linkedin.com/company/nordwind/"),
  ])
  func thePageIsAnAddress(page: String, expected: String) {
    #expect(format.row(Account(id: AccountID("A1"), linkedIn: page))[3] == expected)
  }

  /// Uploads carry the true text.
  @Test func formulasStayAsTheyAre() {
    let account = Account(id: AccountID("A1"), name: "=HYPERLINK(1)", domain: "-x.example")
    #expect(format.row(account).prefix(2) == ["=HYPERLINK(1)", "-x.example"])
  }
}
