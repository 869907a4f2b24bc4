import AdModel
import Files

extension UploadFormat {
  /// LinkedIn Matched Audiences, contact list.
  ///
  /// ```
  /// email,firstname,lastname,jobtitle,employeecompany,country,googleaid
  /// 973dfe463ec85785f5f95af5ba3906eedb2d931c24e69824a89ea65dba4e813b,,,,Nordwind GmbH,DE,
  /// ```
  ///
  /// The header is that of `LinkedIn_Ads_Contact_Match_Template.csv`. LinkedIn refuses a file whose
  /// columns are renamed or missing; any cell may be blank; an e-mail address may be plain, which the
  /// browser hashes, or SHA-256 of it (linkedin.com/help/lms/answer/a1489764). It has no hashed form
  /// of the other columns: with hashes there are only the address's, the company and the country.
  ///
  /// A first or last name has at most 35 characters, a job title and a company 50, as Treasure Data's
  /// page on LinkedIn says (docs.treasuredata.com); LinkedIn's do not. What is longer is cut.
  ///
  /// What a row needs is what other programs for this file ask for: an e-mail address, both names or
  /// an advertising id.
  static let linkedInContactList: UploadFormat = UploadFormat(
    name: "linkedin-contact-list",
    taker: "LinkedIn Campaign Manager, contact list",
    level: .contact,
    header: [
      "email", "firstname", "lastname", "jobtitle", "employeecompany", "country", "googleaid",
    ],
    limits: UploadLimits(maximumRows: 300_000, maximumBytes: 20_000_000, minimum: 300),
    sources: [
      "https://www.linkedin.com/help/lms/answer/a1489764",
      "https://content.linkedin.com/content/dam/help/lms/en-us/LinkedIn_Ads_Contact_Match_Template.csv",
    ],
    caveat:
      "an audience is used from 300 members that LinkedIn finds, not from 300 rows; LinkedIn says nothing "
      + "of capitals in hashes or of dots in Gmail addresses",
    hashings: [.sha256, .none],
    options: [.hashing],
    form: { _, options in
      UploadForm(
        header: linkedInContactList.header, limits: linkedInContactList.limits,
        rows: .records(
          ContactReading.rows(keys: [[0], [6], [1, 2, 4, 5], [1, 2, 4], [1, 2]]) {
            options.hashing == .sha256 ? hashedLinkedInRow(&$0) : plainLinkedInRow(&$0)
          }))
    })

  private static func hashedLinkedInRow(_ contact: inout ContactReading) -> [String] {
    [
      contact.emailDigest()?.hex ?? "", "", "", "", AccountText.cut(contact.company.text, to: 50),
      contact.country()?.text ?? "", "",
    ]
  }

  private static func plainLinkedInRow(_ contact: inout ContactReading) -> [String] {
    [
      contact.emailAddress()?.text ?? "", AccountText.cut(contact.firstName.text, to: 35),
      AccountText.cut(contact.lastName.text, to: 35),
      AccountText.cut(contact.jobTitle.text, to: 50),
      AccountText.cut(contact.company.text, to: 50), contact.country()?.text ?? "",
      contact.aaid()?.text ?? "",
    ]
  }
}
