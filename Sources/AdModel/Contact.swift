/// A person at an account, as a list of contacts states them; blank where it says nothing.
///
/// Personal data: it goes into files to upload and nowhere else.
package struct Contact: Hashable, Sendable {
  package var email = ""
  package var phone = ""
  package var firstName = ""
  package var lastName = ""
  package var jobTitle = ""
  package var city = ""
  package var state = ""
  package var zip = ""
  package var country = ""
  /// Apple's advertising id of the phone.
  package var idfa = ""
  /// Google's advertising id of the phone.
  package var aaid = ""

  package init() {}
}

/// Which column of a list of contacts holds what.
package enum ContactColumn: String, Sendable, CaseIterable {
  case accountID = "account_id"
  case accountName = "account_name"
  case accountDomain = "account_domain"
  case accountLinkedIn = "account_linkedin"
  case accountCountry = "account_country"
  case email
  case phone
  case firstName = "first_name"
  case lastName = "last_name"
  case jobTitle = "job_title"
  case city
  case state
  case zip
  case country
  case idfa
  case aaid

  /// Those that say which account a contact belongs to.
  package static let ofAccount: [ContactColumn] = [
    .accountID, .accountName, .accountDomain, .accountLinkedIn,
  ]
}

/// The list of contacts that contact uploads are made from.
package struct ContactSettings: Sendable {
  /// Path as written.
  package var file: String
  package var columns: [ContactColumn: String]
  /// Rows count when each column holds one of its values.
  package var conditions: [(column: String, values: [String])]
  /// Whether the file may have no rows, or be missing.
  package var mayBeEmpty: Bool

  package init(
    file: String, columns: [ContactColumn: String],
    conditions: [(column: String, values: [String])] = [], mayBeEmpty: Bool = false
  ) {
    self.file = file
    self.columns = columns
    self.conditions = conditions
    self.mayBeEmpty = mayBeEmpty
  }
}
