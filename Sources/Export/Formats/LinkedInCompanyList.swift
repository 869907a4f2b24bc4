import AdModel
import CSV

extension UploadFormat {
  /// LinkedIn Matched Audiences, company list.
  ///
  /// ```
  /// companyname,companywebsite,companyemaildomain,linkedincompanypageurl,stocksymbol,…
  /// Nordwind GmbH,nordwind.example,,https://www.linkedin.com/company/nordwind,,,,,DE,
  /// ```
  ///
  /// The header is that of `LinkedIn_Ads_Account_Match_Template.csv`; columns may be blank and must
  /// be neither renamed nor removed (linkedin.com/help/lms/answer/a1489764). Of what LinkedIn can
  /// match by, an account has name, website, page and country; the domain of its e-mail addresses
  /// is not known, so that column stays blank.
  ///
  /// An audience needs 300 matched members to be served (same page). LinkedIn states no number of
  /// companies for this list; 300 rows is what agencies advise (intel.42agency.com).
  static let linkedInCompanyList = UploadFormat(
    name: "linkedin-company-list",
    header: [
      "companyname", "companywebsite", "companyemaildomain", "linkedincompanypageurl",
      "stocksymbol", "industry", "city", "state", "companycountry", "zipcode",
    ],
    minimumRows: 300,
    writeFields: { account, writer in
      writer.field(account.name)
      writer.field(account.domain)
      writer.blankField()
      writer.field(pageURL(account.linkedIn))
      for _ in ["stocksymbol", "industry", "city", "state"] { writer.blankField() }
      writer.field(account.country)
      writer.blankField()
    })

  /// The address of a company page that the account list gives as an address or a bare slug.
  private static func pageURL(_ page: String) -> String {
    if page.isEmpty || page.utf8.contains(UInt8(ascii: "/")) { return page }
    return "https://www.linkedin.com/company/\(page)"
  }
}
