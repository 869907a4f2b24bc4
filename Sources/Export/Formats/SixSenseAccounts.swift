import AdModel
import CSV

extension UploadFormat {
  /// 6sense, segment by list upload.
  ///
  /// ```
  /// Account Name,Country,Domain
  /// Nordwind GmbH,DE,nordwind.example
  /// ```
  ///
  /// At most 25,000 accounts; a file's name has no spaces; an account without name, country or
  /// domain may stay among the unmatched ones (segment-creation-upload-list). The page does not say
  /// how countries are written, so they stand as the account list has them.
  static let sixSenseAccounts: UploadFormat = {
    let header = ["Account Name", "Country", "Domain"]
    let limits = UploadLimits(maximumRows: 25_000)
    let form = UploadForm(
      header: header, limits: limits,
      rows: .accounts(
        .init(need: .any([.name, .domain]), keys: [.host, .name]) { row in
          row.field(.name)
          row.field(.country)
          row.host()
        }))
    return UploadFormat(
      name: "6sense-accounts", taker: "6sense, segment by list upload", level: .account,
      header: header, limits: limits,
      sources: ["https://support.6sense.com/v1/docs/segment-creation-upload-list"],
      caveat: "6sense does not say in which order the columns stand, nor how a country is written; "
        + "an account without name, country or domain may stay unmatched"
    ) { _, _ in form }
  }()
}
