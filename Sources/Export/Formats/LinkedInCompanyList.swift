import AdModel
import CSV

extension UploadFormat {
  /// LinkedIn Matched Audiences, company list.
  ///
  /// ```
  /// companyname,companywebsite,companyemaildomain,linkedincompanypageurl,stocksymbol,…
  /// Nordwind GmbH,https://nordwind.example,nordwind.example,https://www.linkedin.com/company/nordwind,,,,,DE,
  /// ```
  ///
  /// The header is that of `LinkedIn_Ads_Account_Match_Template.csv`; columns may be blank and must
  /// be neither renamed nor removed (a1489764); a file of other columns is refused. Of what LinkedIn
  /// can match by, an account has name, website, page and country. LinkedIn does not say whether it
  /// wants websites as addresses or as domains; both are taken. Two other programs for this template
  /// write the website as an address and its host as the domain of the company's e-mail, which it
  /// nearly always is; LinkedIn matches by whichever it knows. Countries stand as two letters, as in
  /// the lists that it took.
  ///
  /// A list needs 300 rows to be taken, as people quote the requirements for company lists
  /// (a423102), and 300 matched members to be served (a1489764); it takes 300,000 rows and 20 MB.
  static let linkedInCompanyList: UploadFormat = {
    let header = [
      "companyname", "companywebsite", "companyemaildomain", "linkedincompanypageurl",
      "stocksymbol", "industry", "city", "state", "companycountry", "zipcode",
    ]
    let limits = UploadLimits(maximumRows: 300_000, maximumBytes: 20_000_000, minimum: 300)
    let form = UploadForm(
      header: header, limits: limits,
      rows: .accounts(
        .init(need: .any([.name, .domain, .linkedIn]), keys: [.host, .linkedIn, .name]) {
          row in
          row.field(.name)
          row.website()
          row.host()
          row.page()
          // Stock symbol, industry, city and state.
          for _ in 0..<4 { row.blank() }
          row.countryCode()
          row.blank()
        }))
    return UploadFormat(
      name: "linkedin-company-list", taker: "LinkedIn Campaign Manager, company list",
      level: .account, header: header, limits: limits,
      sources: [
        "https://www.linkedin.com/help/lms/answer/a1489764",
        "https://www.linkedin.com/help/lms/answer/a423102",
      ],
      caveat: "the least number of rows is quoted by others from LinkedIn's page; a list also "
        + "needs 300 matched members to be served"
    ) { _, _ in form }
  }()
}
