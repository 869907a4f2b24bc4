import AdModel
import Files

extension UploadFormat {
  /// Google Ads Customer Match.
  ///
  /// ```
  /// Email,Phone,First Name,Last Name,Country,Zip
  /// 07e2f139…,fb4f73a6…,96d9632f…,6627835f…,us,94016
  /// ```
  ///
  /// The names of the columns are Google's, in English, in any order; a match by address needs all of
  /// First Name, Last Name, Country and Zip, so rows without one of them have none
  /// (support.google.com/google-ads/answer/7659867). Country and Zip are never hashed, the others may
  /// be (…/answer/7476159).
  ///
  /// What is hashed follows Google's newest guide (Data Manager API, "Format user data"): lower case,
  /// of addresses at gmail.com and googlemail.com no dots and nothing from a plus on, phones as E.164
  /// with the plus, names without titles and suffixes (`Mrs.`, `Jr.`). Its older pages leave Gmail's
  /// addresses as they are. White space within a name becomes one space: Google's guide and its sample
  /// programs keep it, its page for Display & Video 360 does not.
  static let googleCustomerMatch: UploadFormat = UploadFormat(
    name: "google-customer-match",
    taker: "Google Ads, Customer Match",
    level: .contact,
    header: ["Email", "Phone", "First Name", "Last Name", "Country", "Zip"],
    limits: UploadLimits(maximumBytes: 5_000_000_000, minimum: 100, of: .matches),
    sources: [
      "https://support.google.com/google-ads/answer/7659867",
      "https://support.google.com/google-ads/answer/7476159",
      "https://support.google.com/adwords/answer/6276125",
      "https://g.co/wudy8r",
      "https://developers.google.com/data-manager/api/devguides/concepts/formatting",
    ],
    caveat:
      "Google's pages disagree on dots in Gmail addresses, the newest one is followed; the minimum is from "
      + "the press, older pages say 1,000",
    hashings: [.sha256, .none],
    options: [.hashing],
    form: { _, options in
      UploadForm(
        header: googleCustomerMatch.header, limits: googleCustomerMatch.limits,
        rows: .records(
          ContactReading.rows(keys: [[0], [1], [2, 3, 4, 5]]) {
            options.hashing == .sha256 ? hashedGoogleRow(&$0) : plainGoogleRow(&$0)
          }))
    })

  /// An address as Google hashes it.
  static func googleCanonical(_ address: EmailAddress) -> EmailAddress? {
    address.withoutGmailVariants(hosts: ["gmail.com", "googlemail.com"])
  }

  private static func hashedGoogleRow(_ contact: inout ContactReading) -> [String] {
    [
      contact.emailDigest(googleCanonical)?.hex ?? "",
      Digest.hex(of: contact.phone()?.e164 ?? ""),
    ] + googleAddress(&contact) { Digest.hex(of: $0) }
  }

  private static func plainGoogleRow(_ contact: inout ContactReading) -> [String] {
    [contact.emailAddress()?.text ?? "", contact.phone()?.e164 ?? ""]
      + googleAddress(&contact) { $0 }
  }

  /// First name, last name, country and zip, or four blank fields when one is missing.
  private static func googleAddress(
    _ contact: inout ContactReading, _ write: (String) -> String
  ) -> [String] {
    let fields = [
      write(googleFirstName(contact.firstName)), write(googleLastName(contact.lastName)),
      contact.country()?.text.lowercased() ?? "", contact.postalCode()?.text ?? "",
    ]
    return fields.allSatisfy { !$0.isEmpty } ? fields : ["", "", "", ""]
  }

  /// A first name in lower case without a title before it.
  static func googleFirstName(_ name: TidyText) -> String {
    var words = name.lowercased.split(separator: " ")
    while words.count > 1, let first = words.first, isIn(["mr", "mrs", "ms", "miss", "dr"], first) {
      words.removeFirst()
    }
    return words.joined(separator: " ")
  }

  /// A last name in lower case without a suffix behind it.
  static func googleLastName(_ name: TidyText) -> String {
    var words = name.lowercased.split(separator: " ")
    while words.count > 1, let last = words.last, isIn(["jr", "sr", "ii", "iii", "iv"], last) {
      words.removeLast()
      if words[words.count - 1].hasSuffix(",") { words[words.count - 1].removeLast() }
    }
    return words.joined(separator: " ")
  }

  private static func isIn(_ titles: Set<String>, _ word: Substring) -> Bool {
    titles.contains(String(word.hasSuffix(".") ? word.dropLast() : word))
  }
}
