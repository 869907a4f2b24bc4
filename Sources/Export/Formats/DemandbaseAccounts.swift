import AdModel
import CSV

extension UploadFormat {
  /// Demandbase One, CSV import of accounts.
  ///
  /// ```
  /// Account Name,Account Domain,External Account ID
  /// Nordwind GmbH,nordwind.example,A-1001
  /// ```
  ///
  /// Name and domain are required; the external id is matched first, then domain and name
  /// (360060260072). An import adds and updates, it never takes accounts out.
  static let demandbaseAccounts: UploadFormat = {
    let header = ["Account Name", "Account Domain", "External Account ID"]
    let form = UploadForm(
      header: header, limits: UploadLimits(),
      rows: .accounts(
        .init(need: .all([.name, .domain]), keys: [.host]) { row in
          row.field(.name)
          row.host()
          row.listedID()
        }))
    return UploadFormat(
      name: "demandbase-accounts", taker: "Demandbase One, CSV import of accounts",
      level: .account, header: header,
      sources: [
        "https://support.demandbase.com/hc/en-us/articles/360060260072",
        "https://support.demandbase.com/hc/en-us/articles/37614560733595",
      ],
      caveat: "the names of the columns are those of Demandbase's pages; its template and its "
        + "limits are not public"
    ) { _, _ in form }
  }()
}
