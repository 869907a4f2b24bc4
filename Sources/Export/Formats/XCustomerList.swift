import AdModel
import CSV
import Files

extension UploadFormat {
  /// X Ads, list custom audience.
  ///
  /// ```
  /// 973dfe463ec85785f5f95af5ba3906eedb2d931c24e69824a89ea65dba4e813b,1ef970831d79…,
  /// 62a14e44f765419d10fea99367361a727c12365e2520f32218d505ed9aa0f62f,,f23b554b2a8f…
  /// ```
  ///
  /// Columns of e-mail addresses, phones and advertising ids; X asks for the kind of each when the
  /// file is uploaded and prescribes no header line, so there is none
  /// (business.x.com, "Custom audiences from lists"). Hashes are SHA-256 in lower-case hexadecimal of
  /// the text in lower case, of an advertising id too, Google's or else Apple's (developer.x.com,
  /// "User data"), of a phone of its digits alone without
  /// leading zeros (X's own program for these files, twitterdev/ads-platform-tools).
  static let xCustomerList: UploadFormat = UploadFormat(
    name: "x",
    taker: "X Ads, list custom audience",
    level: .contact,
    header: ["email", "phone", "mobile_id"],
    limits: UploadLimits(maximumBytes: 10_000_000_000, minimum: 100, of: .matches),
    sources: [
      "https://business.x.com/en/help/campaign-setup/campaign-targeting/custom-audiences/lists",
      "https://developer.x.com/en/docs/x-ads-api/audiences/overview/user-data",
      "https://developer.x.com/en/docs/ads/audiences/api-reference/tailored-audiences.html",
      "https://github.com/twitterdev/ads-platform-tools",
    ],
    caveat:
      "how phones are hashed is read from X's own program, its pages do not say; the size is from an older "
      + "page",
    hashings: [.sha256, .none],
    options: [.hashing],
    form: { _, options in
      UploadForm(
        header: xCustomerList.header, dialect: OutputDialect(hasHeader: false),
        limits: xCustomerList.limits,
        rows: .records(
          ContactReading.rows(keys: [[0], [1], [2]]) {
            options.hashing == .sha256 ? hashedXRow(&$0) : plainXRow(&$0)
          }))
    })

  private static func hashedXRow(_ contact: inout ContactReading) -> [String] {
    [
      contact.emailDigest()?.hex ?? "", Digest.hex(of: contact.phone()?.digits ?? ""),
      Digest.hex(of: contact.mobileID()?.text ?? ""),
    ]
  }

  private static func plainXRow(_ contact: inout ContactReading) -> [String] {
    [
      contact.emailAddress()?.text ?? "", contact.phone()?.digits ?? "",
      contact.mobileID()?.text ?? "",
    ]
  }
}
