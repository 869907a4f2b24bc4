import AdModel
import Testing

@testable import Export

@Suite struct LinkedInCompanyListTests {
  private let format = AccountFormat(.linkedInCompanyList)

  /// LinkedIn refuses a file whose header is not that of its template.
  @Test func theHeaderIsThatOfTheTemplate() throws {
    #expect(
      try format.text([])
        == "companyname,companywebsite,companyemaildomain,linkedincompanypageurl,stocksymbol,"
        + "industry,city,state,companycountry,zipcode\n")
  }

  @Test func aRow() throws {
    let account = Account(
      id: AccountID("A1"), name: "Nordwind, Inc.", domain: "nordwind.example",
      linkedIn: "https://www.linkedin.com/company/nordwind-", country: "DE")
    #expect(
      try format.line(account)
        == "\"Nordwind, Inc.\",https://nordwind.example,nordwind.example,"
        + "https://www.linkedin.com/company/nordwind-,,,,,DE,")
  }

  /// The host of the website stands for that of the e-mail addresses, however the list writes it.
  @Test(arguments: [
    "acme.com", "www.Acme.com", "HTTPS://WWW.Acme.com/de?utm=1", "http://acme.com:80/",
    "//acme.com.",
  ])
  func theWebsiteIsAnAddressAndTheDomainAHost(domain: String) throws {
    let line = try format.line(Account(id: AccountID("A1"), name: "Acme", domain: domain))
    #expect(line == "Acme,https://acme.com,acme.com,,,,,,,")
  }

  @Test(arguments: ["n/a", "none", "-"])
  func whatIsNoWebsiteStaysOut(domain: String) throws {
    let line = try format.line(Account(id: AccountID("A1"), name: "Acme", domain: domain))
    #expect(line == "Acme,,,,,,,,,")
  }

  @Test(arguments: [
    ("nordwind", "https://www.linkedin.com/company/nordwind"),
    ("4529857", "https://www.linkedin.com/company/4529857"),
    ("meridian-systems-inc.", "https://www.linkedin.com/company/meridian-systems-inc."),
    ("linkedin.com/company/nordwind", "linkedin.com/company/nordwind"),
    ("http://linkedin.com/company/nordwind/", "http://linkedin.com/company/nordwind/"),
  ])
  func thePageIsAnAddress(page: String, expected: String) throws {
    let line = try format.line(Account(id: AccountID("A1"), linkedIn: page))
    #expect(line == ",,,\(expected),,,,,,")
  }

  /// Uploads carry the true text.
  @Test func formulasStayAsTheyAre() throws {
    let account = Account(id: AccountID("A1"), name: "=HYPERLINK(1)", domain: "x.example")
    #expect(
      try format.line(account) == "=HYPERLINK(1),https://x.example,x.example,,,,,,,")
  }

  @Test func aDomainThatIsNoneStaysBlank() throws {
    let account = Account(id: AccountID("A1"), name: "Nordwind", domain: "n/a")
    #expect(try format.line(account) == "Nordwind,,,,,,,,,")
  }

  /// A row of nothing but a country finds nobody.
  @Test func whatCannotBeFoundIsHeld() throws {
    let account = Account(id: AccountID("A1"), country: "DE")
    #expect(try format.line(account) == nil)
    #expect(format.lack(account) == "no_name_or_domain_or_linkedin")
  }

  @Test func theLimits() {
    #expect(
      format.form.limits
        == UploadLimits(maximumRows: 300_000, maximumBytes: 20_000_000, minimum: 300))
  }
}
