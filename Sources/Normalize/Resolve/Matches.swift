/// What became of the identities of a batch, in their order.
///
/// Nearly all of a million have found an account and no more is to be told of them; what more there
/// is of the others lies apart, so that the many are plain numbers.
struct Matches: Sendable {
  typealias Match = AccountResolver.Match
  typealias Found = AccountResolver.Found

  private struct Entry {
    /// A place of the directory, or one of `others`.
    var number: UInt32
    var isOther: Bool
    var by: MatchedBy
  }

  private var entries: [Entry] = []
  private var others: [Match] = []

  init() {}

  /// Those of one stretch after the other.
  init(_ stretches: [Matches]) {
    entries.reserveCapacity(stretches.reduce(0) { $0 + $1.count })
    for stretch in stretches {
      let otherCount = UInt32(others.count)
      for var entry in stretch.entries {
        if entry.isOther { entry.number += otherCount }
        entries.append(entry)
      }
      others += stretch.others
    }
  }

  mutating func reserveCapacity(_ count: Int) { entries.reserveCapacity(count) }

  mutating func append(_ found: Found) {
    entries.append(Entry(number: found.place, isOther: false, by: found.by))
  }

  mutating func append(_ match: Match) {
    if case .found(let place, let by) = match.result, match.contradictingNames.isEmpty {
      append(Found(place: place, by: by))
      return
    }
    entries.append(
      Entry(number: UInt32(others.count), isOther: true, by: MatchedBy(key: nil, isAlias: false)))
    others.append(match)
  }

  var count: Int { entries.count }

  var indices: Range<Int> { entries.indices }

  /// The account that an identity found, whether there is more to be told of it or not; nil for one
  /// that found none in the directory.
  func found(_ place: Int) -> Found? {
    let entry = entries[place]
    if !entry.isOther { return Found(place: entry.number, by: entry.by) }
    guard case .found(let place, let by) = others[Int(entry.number)].result else { return nil }
    return Found(place: place, by: by)
  }

  subscript(place: Int) -> Match {
    let entry = entries[place]
    return entry.isOther
      ? others[Int(entry.number)] : Match(result: .found(place: entry.number, entry.by))
  }

  /// The identities whose names mean other accounts than the one they were found to be.
  var contradicted: [Int] {
    if others.isEmpty { return [] }
    return entries.indices.filter {
      entries[$0].isOther && !others[Int(entries[$0].number)].contradictingNames.isEmpty
    }
  }
}
