package import AdModel

/// What became of one raw identity.
package enum IdentityOutcome: Hashable, Sendable {
  case matched(AccountIndex, by: MatchedBy)
  /// - candidates: ids of the accounts it may mean, sorted by bytes; empty unless ambiguous.
  case unmatched(UnmatchedReason, candidates: [AccountID])
}

/// An identity whose domain found one account and whose name others; the domain decided.
package struct NameConflict: Hashable, Sendable {
  /// Index into the batches.
  package let batch: Int
  /// Index into the batch.
  package let identity: Int
  package let account: AccountIndex
  /// Sorted.
  package let named: [AccountIndex]
}

/// Created accounts that are probably one, or probably one of the list's.
package struct ProbableDouble: Hashable, Sendable {
  /// Two or more, sorted.
  package let accounts: [AccountIndex]
  /// What they share.
  package let key: MatchKey
}

/// An account of the base run that now counts as another.
package struct AccountJoin: Hashable, Sendable {
  package let old: AccountID
  package let new: AccountIndex
}

/// Every account of a run, and which of them each raw identity means.
package struct AccountResolution: Sendable {
  package let table: AccountTable
  /// One per account of the base: its index in the table, whatever it was joined to.
  package let baseIndices: [AccountIndex?]
  /// As many lists as there were batches, with as many outcomes as the batch had identities.
  package let outcomes: [[IdentityOutcome]]
  /// In the order of the batches.
  package let conflicts: [NameConflict]
  /// Sorted by accounts, then key.
  package let probableDoubles: [ProbableDouble]
  /// Base accounts whose memberships unite with those of another: their id was joined to it, or
  /// their group is counted as one. Sorted by the old ids' bytes.
  package let joins: [AccountJoin]
  /// Aliases that identify nobody, parents that are not in the list.
  package let warnings: [RunWarning]
  private let successors: [AccountID: AccountIndex]

  init(
    table: AccountTable, baseIndices: [AccountIndex?], outcomes: [[IdentityOutcome]],
    conflicts: [NameConflict], probableDoubles: [ProbableDouble], joins: [AccountJoin],
    warnings: [RunWarning],
    successors: [AccountID: AccountIndex]
  ) {
    self.table = table
    self.baseIndices = baseIndices
    self.outcomes = outcomes
    self.conflicts = conflicts
    self.probableDoubles = probableDoubles
    self.joins = joins
    self.warnings = warnings
    self.successors = successors
  }

  /// The account an id means tonight: itself, or the one it was joined to or is rolled up into.
  /// Nil when no such account is known.
  package func index(of id: AccountID) -> AccountIndex? {
    successors[id] ?? table.index(of: id)
  }
}
