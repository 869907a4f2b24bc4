package import AdModel

/// Says which account each raw identity means.
///
/// Keys are tried in the order of `MatchKey`. The first that finds accounts decides; later ones,
/// and the country last, only choose among what it found. What is left over after that is reported
/// with the candidates, never guessed.
package struct AccountResolver: Sendable {
  let directory: AccountDirectory
  let rules: KeyRules
  let unmatched: AccountListSettings.Unmatched
  /// Accounts of the base run.
  let base: AccountRecords
  let jobs: Int

  /// - Parameters:
  ///   - list: nil when the pipeline has none; then `unmatched` should be `.create`.
  ///   - base: the accounts of the run that membership starts from, ids distinct.
  ///   - jobs: number of threads, at least 1; never changes a result.
  /// - Throws: `RunFailure` for an alias of an account that neither the list nor the base holds and
  ///   that cannot be created, an id joined to two accounts, and a circle of joins or of
  ///   parents.
  package init(
    list: AccountList?, aliases: AccountAliases? = nil,
    unmatched: AccountListSettings.Unmatched, rollUp: AccountListSettings.RollUp? = nil,
    rules: KeyRules, base: AccountRecords = AccountRecords(), jobs: Int = 1
  ) throws {
    let baseIDs = aliases == nil ? [] : Set(base.indices.map(base.id))
    self.directory = try AccountDirectory(
      list: list, aliases: aliases ?? AccountAliases(path: ""), rules: rules,
      isRolledUp: rollUp == .parent, jobs: jobs
    ) { id in
      baseIDs.contains(id)
        || unmatched == .create && MadeAccountID.isPossible(id, rules: rules)
    }
    self.rules = rules
    self.unmatched = unmatched
    self.base = base
    self.jobs = jobs
  }

  /// Finds accounts of the list near to identities that mean none.
  package var nearness: NearnessSeeker {
    NearnessSeeker(directory.listed, rules: rules, jobs: jobs)
  }

  /// An identity that found an account, and nothing else to tell.
  struct Found: Sendable {
    /// Of the directory.
    let place: UInt32
    let by: MatchedBy
  }

  /// What became of one identity.
  struct Match: Sendable {
    enum Result: Sendable {
      /// - Parameter place: of the directory.
      case found(place: UInt32, MatchedBy)
      /// An account that has no place there.
      case made(AccountID, MatchedBy)
      case unmatched(UnmatchedReason, candidates: [AccountID])
    }

    var result: Result
    /// The accounts the name means, when the domain decided for another one.
    var contradictingNames: [AccountID] = []
  }

  func match(_ identity: RawIdentity) -> Match {
    let keys = rules.keys(
      domain: identity.domain, linkedIn: identity.linkedIn, name: identity.name)
    guard let (key, found) = firstCandidates(identity, keys) else {
      return Match(result: outcomeOutsideList(identity, keys))
    }
    let candidates = chosen(among: found, after: key, identity, keys)
    guard let account = candidates.onlyAccount else {
      return Match(result: .unmatched(.ambiguous, candidates: ids(candidates.all)))
    }
    let by = MatchedBy(key: key, isAlias: account.isAlias)
    var match = Match(result: .found(place: account.place, by))
    if keys.name != nil, key == .host || key == .domain {
      let named = lookUp(.name, identity, keys).all
      if !named.contains(where: { $0.place == account.place }) {
        match.contradictingNames = ids(named)
      }
    }
    return match
  }

  /// What `match` gives for an identity that states little more than a domain, where that is the
  /// host of one account alone; nil where more must be looked at. Most exports are of such, so this
  /// makes no text.
  ///
  /// - Parameter hosts: the directory's.
  func matchByHost(_ identity: IdentityFields, _ hosts: KeyIndex) -> Found? {
    guard unsafe identity.listID.isEmpty, unsafe identity.name.isEmpty else { return nil }
    let domain = unsafe identity.domain.span
    guard let range = HostName.plainHost(in: domain) else { return nil }
    let host = domain.extracting(range)
    guard !rules.isLinkedIn(host), let entry = hosts.onlyEntry(host),
      range.upperBound == domain.count || !rules.isPageHost(host)
    else { return nil }
    let account = directory.candidate(entry)
    guard isActive(account.place) else { return nil }
    return Found(
      place: account.place, by: MatchedBy(key: .host, isAlias: account.isAlias))
  }

  /// The account that a match means, and how it was found; nil for none.
  func meant(by match: Match) -> (id: AccountID, by: MatchedBy)? {
    switch match.result {
    case .found(let place, let by): (directory.id(place), by)
    case .made(let id, let by): (id, by)
    case .unmatched: nil
    }
  }

  private func firstCandidates(
    _ identity: RawIdentity, _ keys: AccountKeys
  ) -> (MatchKey, Candidates)? {
    for key in MatchKey.allCases {
      let found = lookUp(key, identity, keys)
      if found.first != nil { return (key, found) }
    }
    return nil
  }

  /// Those of the candidates that later keys agree on, key by key; a key that would leave none
  /// chooses nothing.
  private func chosen(
    among found: Candidates, after deciding: MatchKey, _ identity: RawIdentity,
    _ keys: AccountKeys
  ) -> Candidates {
    if found.others.isEmpty { return found }
    var candidates = found.all
    for key in MatchKey.allCases.drop(while: { $0 != deciding }).dropFirst() {
      guard candidates.count > 1 else { return Candidates(candidates) }
      // What the host did not tell, its domain does not either.
      if deciding == .host && key == .domain { continue }
      let places = Set(lookUp(key, identity, keys).all.map(\.place))
      candidates = narrowed(candidates) { places.contains($0.place) }
    }
    let country = FoldedText(identity.country)
    guard candidates.count > 1, !country.text.isEmpty else { return Candidates(candidates) }
    return Candidates(
      narrowed(candidates) { FoldedText(directory.account($0.stated).country) == country })
  }

  private func narrowed(
    _ candidates: [AccountDirectory.Candidate],
    _ isChosen: (AccountDirectory.Candidate) -> Bool
  ) -> [AccountDirectory.Candidate] {
    let chosen = candidates.filter(isChosen)
    return chosen.isEmpty ? candidates : chosen
  }

  /// Accounts that have gone from the list are not found by anything.
  private func lookUp(
    _ key: MatchKey, _ identity: RawIdentity, _ keys: AccountKeys
  ) -> Candidates {
    var found = Candidates()
    directory.forEachCandidate(by: key, listID: identity.listID, keys: keys) { candidate in
      if isActive(candidate.place) { found.append(candidate) }
    }
    return found
  }

  private func isActive(_ place: UInt32) -> Bool {
    directory.isListed(place) || canBeMade(directory.id(place))
  }

  /// Whether an account outside the list can live on: as one that is created from exports.
  func canBeMade(_ id: AccountID) -> Bool {
    unmatched == .create && MadeAccountID.hasForm(id)
  }

  private func outcomeOutsideList(
    _ identity: RawIdentity, _ keys: AccountKeys
  ) -> Match.Result {
    if unmatched == .create, let id = madeID(identity, keys) {
      guard let place = directory.place(of: id) else {
        return .made(id, MatchedBy(key: nil, isAlias: false))
      }
      let successor = directory.successor(of: place)
      if isActive(successor.place) {
        return .found(
          place: successor.place, MatchedBy(key: nil, isAlias: successor.isAlias))
      }
    }
    let hasKey = !identity.listID.isEmpty || MadeAccountID.id(for: keys) != nil
    return .unmatched(hasKey ? .notInList : .noKey, candidates: [])
  }

  /// A list id that has the form of a made one comes from our own tables and means just that.
  private func madeID(_ identity: RawIdentity, _ keys: AccountKeys) -> AccountID? {
    if identity.listID.isEmpty { return MadeAccountID.id(for: keys) }
    let stated = AccountID(identity.listID)
    return MadeAccountID.isPossible(stated, rules: rules) ? stated : MadeAccountID.id(for: keys)
  }

  private func ids(_ candidates: [AccountDirectory.Candidate]) -> [AccountID] {
    Set(candidates.map { directory.id($0.place).text }).sortedInBytes()
      .map(AccountID.init)
  }
}

/// The accounts that a key found for an identity: nearly always one, which needs no list.
private struct Candidates {
  private(set) var first: AccountDirectory.Candidate?
  private(set) var others: [AccountDirectory.Candidate] = []

  init() {}

  init(_ candidates: [AccountDirectory.Candidate]) {
    for candidate in candidates { append(candidate) }
  }

  mutating func append(_ candidate: AccountDirectory.Candidate) {
    if first == nil { first = candidate } else { others.append(candidate) }
  }

  var all: [AccountDirectory.Candidate] { first.map { [$0] + others } ?? [] }

  /// The account that all of them mean, and whether each came to it through an alias; nil when they
  /// mean several.
  var onlyAccount: (place: UInt32, isAlias: Bool)? {
    guard let first, others.allSatisfy({ $0.place == first.place }) else { return nil }
    return (first.place, first.isAlias && others.allSatisfy(\.isAlias))
  }
}
