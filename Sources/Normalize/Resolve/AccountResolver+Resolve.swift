package import AdModel
internal import Files

extension AccountResolver {
  /// Resolves identities and makes the run's account table.
  ///
  /// Neither the order of the list nor that of the batches decides which account is meant. Cost
  /// grows with the identities, so hand over distinct ones.
  ///
  /// - Parameters:
  ///   - batches: the identities of each source, and of each CRM list that segments are made from.
  ///   - extraIDs: ids that people wrote down (overrides, initial members). One that exports could
  ///     have created gets an account; for the others `AccountResolution.index(of:)` tells whether
  ///     they are known.
  package func resolve(
    _ batches: [IdentityStretch], extraIDs: [AccountID] = []
  ) -> AccountResolution {
    let matches = batches.map(matches)
    var made = MadeAccounts(rules: rules)
    for (identities, results) in zip(batches, matches) {
      for place in results.indices {
        if let found = results.found(place), directory.isListed(found.place) { continue }
        if let meant = meant(by: results[place]) { made.add(meant.id, identities[place]) }
      }
    }
    addAccounts(writtenDown: extraIDs, to: &made)
    let (table, baseIndices) = accountTable(&made)
    // A table with no more accounts than the list is the list.
    let indices =
      table.count == directory.listed.count
      ? nil : indices(of: directory.listed.accounts, in: table)
    let successors = successors(in: table)
    return AccountResolution(
      table: table, baseIndices: baseIndices,
      outcomes: matches.map { matches in
        matches.indices.map { outcome(matches, $0, in: table, indices) }
      },
      conflicts: conflicts(matches, in: table), probableDoubles: doubles(made, in: table),
      joins: joins(successors), warnings: directory.warnings, successors: successors)
  }

  /// Matches a batch, stretch by stretch.
  private func matches(_ identities: IdentityStretch) -> Matches {
    let stated = keysStated(by: identities)
    directory.prepare(for: stated)
    let hosts = stated.contains(.host) ? directory.hosts : nil
    return Matches(
      Parallel.map(Parallel.stretches(of: identities.count), jobs: jobs) { stretch in
        var matches = Matches()
        matches.reserveCapacity(stretch.count)
        for place in stretch {
          if let hosts, let found = matchByHost(identities.fields(of: place), hosts) {
            matches.append(found)
          } else {
            matches.append(match(identities[place]))
          }
        }
        return matches
      })
  }

  /// The index in a table of each of some accounts, sorted by their ids, stretch by stretch.
  private func indices(of accounts: AccountRecords, in table: AccountTable) -> [AccountIndex?] {
    Parallel.map(Parallel.stretches(of: accounts.count), jobs: jobs) {
      table.indices(of: accounts, $0)
    }.flatMap(\.self)
  }

  private func keysStated(by identities: IdentityStretch) -> Set<MatchKey> {
    var (domain, linkedIn, name) = (false, false, false)
    for place in identities.indices {
      let fields = identities.fields(of: place)
      unsafe domain = domain || !fields.domain.isEmpty
      unsafe linkedIn = linkedIn || !fields.linkedIn.isEmpty
      unsafe name = name || !fields.name.isEmpty
      if domain, linkedIn, name { break }
    }
    let stated: [(key: MatchKey, isStated: Bool)] = [
      (.host, domain), (.linkedIn, linkedIn), (.name, name),
    ]
    return Set(stated.filter(\.isStated).map(\.key))
  }

  private func isListed(_ id: AccountID) -> Bool {
    directory.place(of: id).map(directory.isListed) ?? false
  }

  /// Created accounts that no export speaks of tonight: those that people wrote down, and those
  /// that an account of the base was joined to.
  private func addAccounts(writtenDown ids: [AccountID], to made: inout MadeAccounts) {
    let left = directory.placesLeft.isEmpty ? [] : base.indices.map(base.id).filter(isLeft)
    for id in ids + left {
      let meant = meant(by: id)
      guard !isListed(meant), canBeMade(meant), MadeAccountID.isPossible(meant, rules: rules) else {
        continue
      }
      made.add(meant, RawIdentity())
    }
  }

  private func meant(by id: AccountID) -> AccountID {
    guard let place = directory.place(of: id) else { return id }
    return directory.id(directory.successor(of: place).place)
  }

  /// Whether an id was joined to another one.
  private func isLeft(_ id: AccountID) -> Bool {
    meant(by: id) != id
  }

  /// The list, then the created accounts, the base's included, then what has gone from the list
  /// and ids that were joined to others.
  ///
  /// - Returns: the index in it of each account of the base, too.
  private func accountTable(
    _ made: inout MadeAccounts
  ) -> (table: AccountTable, baseIndices: [AccountIndex?]) {
    var others: [(account: Account, isActive: Bool)] = []
    let listed = indices(of: base, in: directory.listed)
    for place in base.indices where listed[place] == nil {
      let account = base[place]
      // An id that was joined to another one stays in the table, so that its memberships can be
      // handed over.
      if canBeMade(account.id), !isLeft(account.id) {
        made.carryOver(account)
      } else {
        others.append((account, false))
      }
    }
    others += made.accounts().map { ($0, true) }
    if others.isEmpty { return (directory.listed, listed) }
    let table = directory.listed.adding(others)
    return (table, indices(of: base, in: table))
  }

  /// - Parameter indices: by place in the list: the index in the table; nil where that is the place.
  private func outcome(
    _ matches: Matches, _ place: Int, in table: AccountTable, _ indices: [AccountIndex?]?
  ) -> IdentityOutcome {
    if let found = matches.found(place), directory.isListed(found.place) {
      guard let indices else { return .matched(AccountIndex(found.place), by: found.by) }
      if let index = indices[Int(found.place)] { return .matched(index, by: found.by) }
    }
    let match = matches[place]
    if case .unmatched(let reason, let candidates) = match.result {
      return .unmatched(reason, candidates: candidates)
    }
    guard let (id, by) = meant(by: match), let index = table.index(of: id) else {
      preconditionFailure("an account was matched and is not in the table")
    }
    return .matched(index, by: by)
  }

  private func conflicts(_ matches: [Matches], in table: AccountTable) -> [NameConflict] {
    var conflicts: [NameConflict] = []
    for (batch, results) in matches.enumerated() {
      for identity in results.contradicted {
        let match = results[identity]
        guard let id = meant(by: match)?.id, let account = table.index(of: id) else { continue }
        let named = match.contradictingNames.compactMap(table.index).sorted()
        guard !named.isEmpty else { continue }
        conflicts.append(
          NameConflict(batch: batch, identity: identity, account: account, named: named))
      }
    }
    return conflicts
  }

  /// Created accounts that share a name or a page, and those of the base that the list holds now.
  private func doubles(_ made: MadeAccounts, in table: AccountTable) -> [ProbableDouble] {
    var doubles = made.sharers().map { sharers in
      ProbableDouble(accounts: sharers.ids.compactMap(table.index).sorted(), key: sharers.key)
    }
    for (id, identity) in made.carriedOver() {
      guard let (other, by) = meant(by: match(identity)), let key = by.key, other != id,
        let old = table.index(of: id), let new = table.index(of: other)
      else { continue }
      doubles.append(ProbableDouble(accounts: [old, new].sorted(), key: key))
    }
    return Set(doubles).sorted {
      if $0.accounts != $1.accounts { return $0.accounts.lexicographicallyPrecedes($1.accounts) }
      return $0.key.rawValue < $1.key.rawValue
    }
  }

  private func successors(in table: AccountTable) -> [AccountID: AccountIndex] {
    var successors: [AccountID: AccountIndex] = [:]
    for place in directory.placesLeft {
      let last = directory.id(directory.successor(of: place).place)
      successors[directory.id(place)] = table.index(of: last)
    }
    return successors
  }

  private func joins(_ successors: [AccountID: AccountIndex]) -> [AccountJoin] {
    if successors.isEmpty { return [] }
    return base.indices.map(base.id)
      .compactMap { id in successors[id].map { AccountJoin(old: id, new: $0) } }
      .sorted { $0.old.text.precedesInBytes($1.old.text) }
  }
}
