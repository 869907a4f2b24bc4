internal import AdModel

/// The accounts made outside the list, as what is said of them comes in.
///
/// What an account is called does not depend on the order of its identities: the base run's word
/// stays, else the text that is first by bytes is taken.
struct MadeAccounts {
  private let rules: KeyRules
  private var drafts: [AccountID: Account] = [:]
  private var settled: [AccountID: Account] = [:]
  private var namesakes: [String: Set<AccountID>] = [:]
  private var pageSharers: [String: Set<AccountID>] = [:]

  init(rules: KeyRules) {
    self.rules = rules
  }

  /// The account of this id exists, and an identity that means it says so much.
  mutating func add(_ id: AccountID, _ identity: RawIdentity) {
    let draft = drafts[id] ?? Account(id: id)
    drafts[id] = Account(
      id: id, name: first(draft.name, identity.name),
      linkedIn: first(draft.linkedIn, identity.linkedIn),
      country: first(draft.country, identity.country))
    note(id, name: identity.name, linkedIn: identity.linkedIn)
  }

  /// The account of the base run exists still.
  mutating func carryOver(_ account: Account) {
    add(account.id, RawIdentity())
    settled[account.id] = account
    note(account.id, name: account.name, linkedIn: account.linkedIn)
  }

  private mutating func note(_ id: AccountID, name: String, linkedIn: String) {
    if let name = rules.name(name) { namesakes[name, default: []].insert(id) }
    if let page = rules.linkedIn(linkedIn) { pageSharers[page, default: []].insert(id) }
  }

  /// In no fixed order.
  func accounts() -> [Account] { drafts.keys.map(account) }

  private func account(_ id: AccountID) -> Account {
    let known = settled[id] ?? Account(id: id)
    let draft = drafts[id] ?? known
    let keys = MadeAccountID.keys(of: id, rules: rules)
    return Account(
      id: id, name: firstStated(known.name, draft.name, keys.name ?? ""),
      domain: firstStated(known.domain, keys.domain?.registrable ?? ""),
      linkedIn: firstStated(known.linkedIn, draft.linkedIn, keys.linkedIn ?? ""),
      country: firstStated(known.country, draft.country))
  }

  /// The accounts that share a LinkedIn page or a cleaned name, two or more each; in no fixed
  /// order.
  func sharers() -> [(key: MatchKey, ids: Set<AccountID>)] {
    [(MatchKey.linkedIn, pageSharers), (.name, namesakes)].flatMap { key, sharers in
      sharers.values.filter { $0.count > 1 }.map { (key, $0) }
    }
  }

  /// What the base run says of its created accounts; in no fixed order.
  func carriedOver() -> [(id: AccountID, identity: RawIdentity)] {
    settled.values.map {
      ($0.id, RawIdentity(domain: $0.domain, linkedIn: $0.linkedIn, name: $0.name))
    }
  }

  private func first(_ left: String, _ right: String) -> String {
    if left.isEmpty || right.isEmpty { return left + right }
    return right.precedesInBytes(left) ? right : left
  }

  private func firstStated(_ texts: String...) -> String {
    texts.first { !$0.isEmpty } ?? ""
  }
}
