import AdModel
import Files

/// Reads a contact's values for a row, and keeps which columns said something of no use.
struct ContactReading {
  private let contact: Contact
  private let account: Account
  private lazy var countryCode = CountryCode(contact.country)
  /// Where what the contact says is to be read: in its country, else in the account's.
  private(set) lazy var presumedCountry = countryCode ?? CountryCode(account.country)
  /// In the order they were read.
  private(set) var unusable: [ContactColumn] = []

  init(_ contact: Contact, of account: Account) {
    self.contact = contact
    self.account = account
  }

  /// The rows of a list of contacts.
  ///
  /// - Parameters:
  ///   - keys: columns that identify a person. A row with none of the groups whole is no row.
  ///   - renewed: a row of an earlier file as it is written now.
  ///   - read: gives as many fields as the header has.
  static func rows(
    keys: [[Int]], renewed: @escaping @Sendable ([String]) -> [String] = { $0 },
    _ read: @escaping @Sendable (inout ContactReading) -> [String]
  ) -> UploadForm.RecordRows {
    let contacts: @Sendable (Contact, Account) -> ContactRow = { contact, account in
      var reading = ContactReading(contact, of: account)
      let fields = read(&reading)
      let isSomebody = keys.contains { $0.allSatisfy { !fields[$0].isEmpty } }
      return ContactRow(isSomebody ? fields : nil, unusable: reading.unusable)
    }
    return UploadForm.RecordRows(origin: .contacts(contacts), keys: keys, renewed: renewed)
  }

  /// The address in the e-mail column as a platform wants it; a digest is of no use.
  mutating func emailAddress(
    _ canonical: (EmailAddress) -> EmailAddress? = { $0 }
  ) -> EmailAddress? {
    value(contact.email, .email) { EmailAddress($0).flatMap(canonical) }
  }

  /// The digest of an e-mail address as a platform hashes it.
  ///
  /// - Parameter canonical: the address as it is hashed; nil when nothing would be left of it.
  mutating func emailDigest(
    _ canonical: (EmailAddress) -> EmailAddress? = { $0 }
  ) -> Digest? {
    value(contact.email, .email) { ContactEmail($0)?.digest(canonical) }
  }

  /// The number; one without a country calling code is dialled in the contact's country, else in the
  /// account's.
  mutating func phone() -> PhoneNumber? {
    let country = presumedCountry
    return value(contact.phone, .phone) { PhoneNumber($0, in: country) }
  }

  mutating func aaid() -> MobileID? {
    value(contact.aaid, .aaid) { MobileID($0) }
  }

  mutating func idfa() -> MobileID? {
    value(contact.idfa, .idfa) { MobileID($0) }
  }

  /// The advertising id for a column that takes both kinds: Google's, else Apple's.
  mutating func mobileID() -> MobileID? {
    if let aaid = aaid() { return aaid }
    return idfa()
  }

  /// The country that the list states of the contact; the account's can be another.
  mutating func country() -> CountryCode? {
    let country = countryCode
    return value(contact.country, .country) { _ in country }
  }

  /// The postal code, read as one of the contact's country, else of the account's.
  mutating func postalCode() -> PostalCode? {
    let country = presumedCountry
    let isCertain = countryCode != nil
    return value(contact.zip, .zip) { PostalCode($0, in: country, isCertain: isCertain) }
  }

  var firstName: TidyText { TidyText(contact.firstName) }
  var lastName: TidyText { TidyText(contact.lastName) }
  var jobTitle: TidyText { TidyText(contact.jobTitle) }
  var city: TidyText { TidyText(contact.city) }
  var state: TidyText { TidyText(contact.state) }
  /// The name of the account.
  var company: TidyText { TidyText(account.name) }

  private mutating func value<Value>(
    _ text: String, _ column: ContactColumn, _ read: (String) -> Value?
  ) -> Value? {
    if let value = read(text) { return value }
    if !TidyText(text).isEmpty { unusable.append(column) }
    return nil
  }
}

extension Digest {
  /// The digest of a text in hexadecimal; blank for a blank one, which has nothing to say.
  static func hex(of text: String) -> String {
    text.isEmpty ? "" : Digest(of: text).hex
  }
}
