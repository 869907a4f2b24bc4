import AdModel
import CSV
import Files

extension UploadFormat {
  /// The Trade Desk, CRM data, which becomes UID2.
  ///
  /// ```
  /// tMmiiTI7IaAcPpQPFQ65uMVCWH8av9jw4cwf/F5HVRQ=
  /// sZZDLHuYmiypHIN5mVfFFdpT5sE6vyC3j+qU8RfpC/g=
  /// ```
  ///
  /// One address a line, without a header; what kind of line it is is said beside the file, so all are
  /// of one kind, and plain and hashed ones are never mixed. The digest is SHA-256 of the address in
  /// lower case, at gmail.com (googlemail.com is not named) without dots and what follows a plus, and
  /// it is written in base64 (github.com/IABTechLab/uid2docs, "Normalization and encoding"). A digest
  /// that stands in the list is written in base64 as well.
  static let theTradeDeskCRM: UploadFormat = UploadFormat(
    name: "the-trade-desk-crm",
    taker: "The Trade Desk, CRM data",
    level: .contact,
    header: ["Email"],
    limits: UploadLimits(minimum: 1500),
    sources: [
      "https://github.com/IABTechLab/uid2docs/blob/main/docs/getting-started/gs-normalization-encoding.md",
      "https://experienceleague.adobe.com/en/docs/experience-platform/destinations/catalog/advertising/tradedesk-emails",
      "https://github.com/segmentio/action-destinations/tree/main/packages/destination-actions/src/destinations/the-trade-desk-crm",
    ],
    caveat:
      "The Trade Desk's page on files is not public: shape and minimum are those of Segment's program; "
      + "data from the EU goes to a place of its own; only e-mail addresses are written, phones would be "
      + "a file of their own",
    hashings: [.sha256, .none],
    options: [.hashing],
    form: { _, options in
      UploadForm(
        header: theTradeDeskCRM.header, dialect: OutputDialect(hasHeader: false),
        limits: theTradeDeskCRM.limits,
        rows: .records(
          ContactReading.rows(keys: [[0]]) { contact in
            options.hashing == .sha256
              ? [contact.emailDigest(uid2Canonical)?.base64 ?? ""]
              : [contact.emailAddress()?.text ?? ""]
          }))
    })

  /// An address as UID2 hashes it.
  static func uid2Canonical(_ address: EmailAddress) -> EmailAddress? {
    address.withoutGmailVariants(hosts: ["gmail.com"])
  }
}
