import AdModel
import CSV

extension UploadFormat {
  /// HubSpot, import of companies.
  ///
  /// ```
  /// Company name,Company domain name,Country/Region,LinkedIn Company Page
  /// Nordwind GmbH,nordwind.example,DE,https://www.linkedin.com/company/nordwind
  /// ```
  ///
  /// Companies are told apart by their domain name (deduplication page); a row without one would
  /// make a new company at each import. Columns are named as HubSpot's properties are, in any
  /// order. The limits are those of paid accounts; free ones take 20 MB and 500,000 rows a day
  /// (set-up-your-import-file).
  static let hubSpotCompanies: UploadFormat = {
    let header = [
      "Company name", "Company domain name", "Country/Region", "LinkedIn Company Page",
    ]
    // The header line is counted as a row.
    let limits = UploadLimits(maximumRows: 1_048_575, maximumBytes: 512_000_000)
    let form = UploadForm(
      header: header, limits: limits,
      rows: .accounts(
        .init(need: .all([.domain]), keys: [.host]) { row in
          row.field(.name)
          row.host()
          row.field(.country)
          row.page()
        }))
    return UploadFormat(
      name: "hubspot-companies", taker: "HubSpot, import of companies", level: .account,
      header: header, limits: limits,
      sources: [
        "https://knowledge.hubspot.com/import-and-export/set-up-your-import-file",
        "https://knowledge.hubspot.com/articles/kcs_article/contacts/"
          + "deduplication-of-contacts-companies-deals-tickets",
      ],
      caveat: "the limits are those of paid accounts"
    ) { _, _ in form }
  }()
}
