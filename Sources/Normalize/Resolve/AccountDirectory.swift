internal import AdModel

/// Every account that can be found, by every key it goes by.
///
/// Accounts are known by their place: first those of the list, sorted, then ids that only the alias
/// file mentions, in its order; so nothing that leaves this module may depend on places.
struct AccountDirectory: Sendable {
  /// An account that a key found.
  struct Candidate: Hashable, Sendable {
    /// The account that counts, once joins and groups are followed.
    let place: UInt32
    /// The account that goes by the key.
    let stated: UInt32
    let isAlias: Bool
  }

  /// Empty without a list.
  let listed: AccountTable
  let rules: KeyRules
  private var others: [Account] = []
  private var otherPlaces: [AccountID: UInt32] = [:]
  private var indexes: KeyIndexes
  private var successors = Successors()
  private(set) var warnings: [RunWarning] = []

  /// - Parameters:
  ///   - isRolledUp: whether the companies of a group count as the one at its top.
  ///   - jobs: number of threads that keys are made on, at least 1.
  ///   - isKnown: whether an id that is not in the list may be given aliases.
  /// - Throws: `RunFailure` for an alias of an unknown account, an id joined to two accounts, and a
  ///   circle of joins or of parents.
  init(
    list: AccountList?, aliases: AccountAliases, rules: KeyRules, isRolledUp: Bool,
    jobs: Int, isKnown: (AccountID) -> Bool
  ) throws {
    self.rules = rules
    self.listed = list?.table ?? AccountTable([])
    self.indexes = KeyIndexes(listed, aliases: [], rules: rules, jobs: jobs)
    try joinIDs(aliases, isKnown: isKnown)
    let keys = keysOfAliases(aliases)
    if !keys.isEmpty { indexes = KeyIndexes(listed, aliases: keys, rules: rules, jobs: jobs) }
    if let list { try readParents(list, isRolledUp: isRolledUp) }
  }

  func place(of id: AccountID) -> UInt32? {
    listed.index(of: id)?.number ?? (others.isEmpty ? nil : otherPlaces[id])
  }

  func account(_ place: UInt32) -> Account {
    isListed(place) ? listed.accounts[Int(place)] : others[Int(place) - listed.count]
  }

  /// Where joins and groups lead from a place.
  func successor(of place: UInt32) -> (place: UInt32, isAlias: Bool) { successors.last(place) }

  /// The id of the account at a place.
  func id(_ place: UInt32) -> AccountID {
    isListed(place) ? listed.accounts.id(of: Int(place)) : others[Int(place) - listed.count].id
  }

  /// Whether the list states the account.
  func isListed(_ place: UInt32) -> Bool { place < listed.count }

  /// The places that joins or groups lead away from.
  var placesLeft: [UInt32] { successors.placesLeft }

  /// Makes ready what will be asked for, so that no two threads make it side by side.
  func prepare(for keys: Set<MatchKey>) {
    if !keys.isDisjoint(with: [.host, .domain]) { _ = indexes.hosts }
    if keys.contains(.linkedIn) { _ = indexes.pages }
    if keys.contains(.name) { _ = indexes.names }
  }

  /// Accounts of the list by their hosts, and by the aliases that are domains.
  var hosts: KeyIndex { indexes.hosts }

  /// The account behind an entry, once joins and groups are followed.
  func candidate(_ entry: KeyIndex.Entry) -> Candidate {
    let (place, isJoined) = successors.last(entry.place)
    return Candidate(place: place, stated: entry.place, isAlias: entry.isAlias || isJoined)
  }

  /// Calls with each account that a key finds for an identity; one can come twice.
  func forEachCandidate(
    by key: MatchKey, listID: String, keys: AccountKeys, _ body: (Candidate) -> Void
  ) {
    forEachEntry(by: key, listID: listID, keys: keys) { body(candidate($0)) }
  }

  private func forEachEntry(
    by key: MatchKey, listID: String, keys: AccountKeys, _ body: (KeyIndex.Entry) -> Void
  ) {
    switch key {
    case .id:
      if !listID.isEmpty, let place = place(of: AccountID(listID)) {
        body(KeyIndex.Entry(place: place, isAlias: false))
      }
    case .host:
      if let domain = keys.domain { indexes.hosts.forEach(domain.host.utf8.span, body) }
    case .domain:
      keys.domain?.withRegistrable { registrable in
        indexes.hosts.forEach(registrable, body)
        indexes.registrableDomains.forEach(registrable, body)
      }
    case .linkedIn: if let page = keys.linkedIn { indexes.pages.forEach(page.utf8.span, body) }
    case .name: if let name = keys.name { indexes.names.forEach(name.utf8.span, body) }
    }
  }

  // MARK: Building

  /// Reads the aliases of kind `id`; after it every account an alias names has a place.
  private mutating func joinIDs(
    _ aliases: AccountAliases, isKnown: (AccountID) -> Bool
  ) throws {
    let joins = try aliases.joins()
    try aliases.checkCircles(in: joins)
    for alias in aliases.entries where alias.kind == .id { _ = addPlace(AccountID(alias.value)) }
    for alias in aliases.entries {
      guard place(of: alias.account) != nil || isKnown(alias.account) else {
        throw RunFailure.aliasAccountUnknown(alias, path: aliases.path)
      }
      let place = addPlace(alias.account)
      if alias.kind == .id { successors.join(addPlace(AccountID(alias.value)), to: place) }
    }
  }

  private mutating func addPlace(_ id: AccountID) -> UInt32 {
    if let place = place(of: id) { return place }
    let place = UInt32(listed.count + others.count)
    others.append(Account(id: id))
    otherPlaces[id] = place
    return place
  }

  /// The keys of the aliases; a warning for each that can find nobody.
  private mutating func keysOfAliases(_ aliases: AccountAliases) -> [KeyIndexes.Alias] {
    var keys: [KeyIndexes.Alias] = []
    for alias in aliases.entries where alias.kind != .id {
      guard let place = place(of: alias.account) else { continue }
      if let key = key(of: alias) {
        keys.append(KeyIndexes.Alias(kind: alias.kind, key: key, place: place))
      } else {
        warnings.append(.aliasWithoutEffect(alias, path: aliases.path))
      }
    }
    return keys
  }

  private func key(of alias: AccountAlias) -> String? {
    switch alias.kind {
    case .id: nil
    case .name: rules.name(alias.value)
    case .linkedIn: rules.linkedIn(alias.value)
    case .domain: rules.domain(alias.value)?.host
    }
  }

  /// Follows the parents of the list where groups count as one account; a circle of them is a broken
  /// list all the same.
  private mutating func readParents(_ list: AccountList, isRolledUp: Bool) throws {
    var groups = isRolledUp ? successors : Successors()
    let orphans = groups.putUnderParents(listed.accounts, place)
    if isRolledUp, let first = orphans.min(by: { list.lineNumbers[$0] < list.lineNumbers[$1] }) {
      warnings.append(
        .parentsUnknown(
          count: orphans.count, first: listed.accounts[first], path: list.path,
          lineNumber: list.lineNumbers[first]))
    }
    if let circle = groups.circle() {
      throw RunFailure.circleOfParents(
        circle.map(id), path: list.path,
        lineNumber: circle.first.flatMap { isListed($0) ? list.lineNumbers[Int($0)] : nil } ?? 1)
    }
    if isRolledUp { successors = groups }
  }
}
