import AdModel
import Ingest
import Normalize

/// What exports call some accounts.
///
/// A run resolves only identities with standing rows; those of rows that were left out are resolved
/// here as they would have been.
struct AccountNames {
  private let accounts: Set<AccountIndex>
  private let run: DecidedRun
  private let resolver: AccountResolver?
  /// By source: where its identities stand in the standing counts, sorted by key.
  private let standing: [Range<Int>]
  /// Whose the identities without standing rows are that were looked at, by key.
  private var others: [[UInt8]: AccountIndex?] = [:]

  /// - Parameter resolver: nil to leave out identities without standing rows.
  init(_ accounts: Set<AccountIndex>, in run: DecidedRun, _ resolver: AccountResolver?) {
    self.accounts = accounts
    self.run = run
    self.resolver = resolver
    self.standing = AccountStage.ranges(
      run.ingested.restated.counts.identitySources, sourceCount: run.pipeline.sources.count)
  }

  /// Whose the identities of an export's partial are, by index; those of other accounts left out.
  ///
  /// - Parameter own: the identities of the partial.
  mutating func identities(of export: Export, _ own: IdentityList) -> [Int: AccountIndex] {
    let known = run.ingested.restated.counts.identities
    var identities: [Int: AccountIndex] = [:]
    var place = standing[export.source].lowerBound
    for identity in 0..<own.count {
      let key = own.key(identity)
      while place < standing[export.source].upperBound,
        known.key(place).lexicographicallyPrecedes(key)
      {
        place += 1
      }
      let found =
        if place < standing[export.source].upperBound, known.key(place) == key {
          run.accounts.accountOfIdentity[place]
        } else {
          account(own[identity], key: Array(key))
        }
      if let found, accounts.contains(found) { identities[identity] = found }
    }
    return identities
  }

  private mutating func account(_ identity: RawIdentity, key: [UInt8]) -> AccountIndex? {
    guard let resolver else { return nil }
    if let known = others[key] { return known }
    let found = resolver.accounts([identity], in: run.accounts.resolution)[0]
    others[key] = .some(found)
    return found
  }
}
