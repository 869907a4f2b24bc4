import AdModel
import Files

extension UploadFormat {
  /// Reddit Ads, customer list.
  ///
  /// ```
  /// email,maid
  /// ff8d9819fc0e12bf0d24892e45987e249a28dce836a85cad60e28eaaa8c6d976,f23b554b…
  /// ```
  ///
  /// A digest is SHA-256 of the address in lower case whose user part has lost, at every host, what
  /// follows a plus and all but letters and digits; a digest of somebody else's making is therefore of
  /// no use. Of an advertising id it is SHA-256 of Apple's in upper case, of Google's in lower case
  /// (business.reddithelp.com, "Advanced matching for developers"), in whichever case a list writes it.
  /// Of somebody with both, Google's is written.
  static let redditCustomerList: UploadFormat = UploadFormat(
    name: "reddit",
    taker: "Reddit Ads, customer list",
    level: .contact,
    header: ["email", "maid"],
    limits: UploadLimits(minimum: 1000, of: .matches),
    sources: [
      "https://business.reddithelp.com/s/article/advanced-matching-for-developers",
      "https://ads-api.reddit.com/docs/v3/manage-customer-lists",
      "https://experienceleague.adobe.com/en/docs/experience-platform/destinations/catalog/advertising/reddit-custom-audience",
    ],
    caveat:
      "Reddit publishes neither header nor greatest size, the names of the columns are ours",
    hashings: [.sha256],
    form: { _, _ in
      UploadForm(
        header: redditCustomerList.header, limits: redditCustomerList.limits,
        rows: .records(
          ContactReading.rows(keys: [[0], [1]]) { contact in
            [
              Digest.hex(of: contact.emailAddress(redditCanonical)?.text ?? ""),
              Digest.hex(of: redditMobileID(&contact)),
            ]
          }))
    })

  /// An address as Reddit hashes it.
  static func redditCanonical(_ address: EmailAddress) -> EmailAddress? {
    address.withLettersAndDigits
  }

  /// An advertising id as Reddit hashes it; blank when there is none.
  private static func redditMobileID(_ contact: inout ContactReading) -> String {
    if let aaid = contact.aaid() { return aaid.text }
    return contact.idfa()?.text.uppercased() ?? ""
  }
}
