import AdModel
import Files

extension UploadFormat {
  /// Meta Ads, custom audience from a customer list.
  ///
  /// ```
  /// email,phone,madid,fn,ln,zip,ct,st,country
  /// f1904cf1…,1ef97083…,,6915771b…,6627835f…,ea49a862…,0007a3d6…,69590970…,79adb2a2…
  /// ```
  ///
  /// The columns are those of Meta's template, in its order, that contacts can fill; any subset is
  /// taken. Before hashing: lower case, digits alone of a phone with its country code, no punctuation
  /// in names, letters alone of cities and states, no spaces and hyphens in a zip, five digits of one
  /// of the United States, two letters of a country (developers.facebook.com, "Customer information
  /// parameters" and "Customer file custom audiences"). What Meta's pages leave open is a space within
  /// a name: it stays.
  ///
  /// An advertising id is Google's, else Apple's, in lower case ("Customer file custom audiences").
  /// Meta takes none that are hashed, so with hashes there are none.
  static let metaCustomAudience: UploadFormat = UploadFormat(
    name: "meta-custom-audience",
    taker: "Meta Ads, customer list custom audience",
    level: .contact,
    header: ["email", "phone", "madid", "fn", "ln", "zip", "ct", "st", "country"],
    limits: UploadLimits(minimum: 100),
    sources: [
      "https://www.facebook.com/business/help/2082575038703844",
      "https://developers.facebook.com/documentation/ads-commerce/marketing-api/audiences/guides/custom-audiences",
      "https://developers.facebook.com/docs/marketing-api/conversions-api/parameters/customer-information-parameters",
    ],
    caveat:
      "Meta states no greatest size; whether a space within a name stays is not said; with hashes there "
      + "are no advertising ids, which Meta takes unhashed only",
    hashings: [.sha256, .none],
    options: [.hashing],
    form: { _, options in
      UploadForm(
        header: metaCustomAudience.header, limits: metaCustomAudience.limits,
        rows: .records(
          ContactReading.rows(
            keys: [[0], [1], [2], [3, 4, 8, 5], [3, 4, 8, 6], [3, 4, 5], [3, 4, 6]]
          ) {
            options.hashing == .sha256 ? hashedMetaRow(&$0) : plainMetaRow(&$0)
          }))
    })

  private static func hashedMetaRow(_ contact: inout ContactReading) -> [String] {
    let email = contact.emailDigest()?.hex ?? ""
    let phone = contact.phone()?.digits ?? ""
    let zip = contact.postalCode()
    // The account's country says how a zip and a state are written, and nothing of the person.
    let place = contact.presumedCountry
    let country = contact.country()
    return [email, Digest.hex(of: phone), ""]
      + [
        contact.firstName.bare, contact.lastName.bare,
        zip.map(metaZip) ?? "", contact.city.letters, metaState(contact.state, in: place),
        country?.text.lowercased() ?? "",
      ].map { Digest.hex(of: $0) }
  }

  private static func plainMetaRow(_ contact: inout ContactReading) -> [String] {
    [
      contact.emailAddress()?.text ?? "", contact.phone()?.digits ?? "",
      contact.mobileID()?.text ?? "", contact.firstName.text, contact.lastName.text,
      contact.postalCode()?.text ?? "", contact.city.text, contact.state.text,
      contact.country()?.text ?? "",
    ]
  }

  static func metaZip(_ zip: PostalCode) -> String {
    let code = TidyText(zip.text).code
    return zip.isOfUnitedStates ? String(code.prefix(5)) : code
  }

  static func metaState(_ state: TidyText, in country: CountryCode?) -> String {
    if country?.text == "US", let code = USState.code(of: state) { return code.lowercased() }
    return state.letters
  }
}
