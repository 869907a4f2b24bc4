import AdModel
import CSV

extension UploadFormat {
  /// Salesforce, accounts for Data Loader, Bulk API 2.0 or the Data Import Wizard.
  ///
  /// ```
  /// Name,Website,BillingCountry,AccountNumber
  /// Nordwind GmbH,https://nordwind.example,DE,A-1001
  /// ```
  ///
  /// The columns bear the API's names of the fields, which Data Loader and Bulk API take as they
  /// are and the wizard lets one choose. `Name` is required and has at most 255 characters,
  /// `AccountNumber` 40, `BillingCountry` 80 (object reference). The limits are the wizard's: 50,000
  /// records, 100 MB. Bulk API expects LF and does not trim values.
  static let salesforceAccounts: UploadFormat = {
    let header = ["Name", "Website", "BillingCountry", "AccountNumber"]
    let limits = UploadLimits(maximumRows: 50_000, maximumBytes: 100_000_000)
    let form = UploadForm(
      header: header, limits: limits,
      rows: .accounts(
        .init(need: .all([.name]), keys: [.host, .name]) { row in
          row.field(.name, cutTo: 255)
          row.website()
          row.field(.country, cutTo: 80)
          // A number that is cut would be another one.
          row.listedID(upTo: 40)
        }))
    return UploadFormat(
      name: "salesforce-accounts", taker: "Salesforce, accounts (Data Loader, Bulk API, wizard)",
      level: .account, header: header, limits: limits,
      sources: [
        "https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/"
          + "sforce_api_objects_account.htm",
        "https://developer.salesforce.com/docs/atlas.en-us.228.0.api_bulk_v2.meta/api_bulk_v2/"
          + "datafiles_prepare_csv.htm",
        "https://help.salesforce.com/s/articleView?id=sf.faq_import_general.htm",
        "https://help.salesforce.com/s/articleView?id=xcloud.faq_import_general_are_there_size.htm",
      ],
      caveat: "the wizard's own labels for accounts are not public as a whole; the greatest length "
        + "of Website is not known"
    ) { _, _ in form }
  }()
}
