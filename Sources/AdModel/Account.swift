/// A company as the account list states it, or as it was made from what exports say of it.
package struct Account: Hashable, Sendable {
  package let id: AccountID
  package let name: String
  package let domain: String
  package let linkedIn: String
  package let country: String
  package let parentID: AccountID?

  package init(
    id: AccountID, name: String = "", domain: String = "", linkedIn: String = "",
    country: String = "", parentID: AccountID? = nil
  ) {
    self.id = id
    self.name = name
    self.domain = domain
    self.linkedIn = linkedIn
    self.country = country
    self.parentID = parentID
  }
}

/// What an export says of a company; blank where it says nothing.
package struct RawIdentity: Hashable, Sendable {
  package var listID: String
  package var domain: String
  package var linkedIn: String
  package var name: String
  package var country: String

  package init(
    listID: String = "", domain: String = "", linkedIn: String = "", name: String = "",
    country: String = ""
  ) {
    self.listID = listID
    self.domain = domain
    self.linkedIn = linkedIn
    self.name = name
    self.country = country
  }
}
