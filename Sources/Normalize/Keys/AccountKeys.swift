/// The two keys a domain gives.
struct DomainKeys: Hashable, Sendable {
  let host: String
  let registrable: String
}

/// What an identity, or an account of the list, can be found by. Nil where it says nothing, or
/// nothing that identifies anybody.
struct AccountKeys: Sendable {
  var domain: DomainKeys?
  var linkedIn: String?
  var name: String?
}
