import AdModel
import Ingest
import Normalize

/// What exports call an account.
///
/// A run resolves only identities with standing rows; those of rows that were left out are resolved
/// here as they would have been.
struct AccountNames {
  private let account: AccountIndex
  private let run: DecidedRun
  private let resolver: AccountResolver
  /// By source: where its identities stand in the standing counts, sorted by key.
  private let standing: [Range<Int>]
  /// Identities without standing rows that were looked at, by key.
  private var others: [[UInt8]: Bool] = [:]

  init(_ account: AccountIndex, in run: DecidedRun, _ resolver: AccountResolver) {
    self.account = account
    self.run = run
    self.resolver = resolver
    let sources = run.ingested.restated.counts.identitySources
    var end = 0
    self.standing = run.pipeline.sources.indices.map { source in
      let start = end
      while end < sources.count, sources[end] == source { end += 1 }
      return start..<end
    }
  }

  /// Indices into the identities of an export's partial.
  mutating func identities(of export: Export) -> [Int] {
    let own = export.partial.identities
    let known = run.ingested.restated.counts.identities
    var identities: [Int] = []
    var place = standing[export.source].lowerBound
    for identity in 0..<own.count {
      let key = own.key(identity)
      while place < standing[export.source].upperBound,
        known.key(place).lexicographicallyPrecedes(key)
      {
        place += 1
      }
      let isOwn =
        if place < standing[export.source].upperBound, known.key(place) == key {
          run.accounts.accountOfIdentity[place] == account
        } else {
          isOwn(own[identity], key: Array(key))
        }
      if isOwn { identities.append(identity) }
    }
    return identities
  }

  private mutating func isOwn(_ identity: RawIdentity, key: [UInt8]) -> Bool {
    if let known = others[key] { return known }
    let found = resolver.accounts([identity], in: run.accounts.resolution)[0]
    others[key] = found == account
    return found == account
  }
}
