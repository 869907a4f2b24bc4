internal import Files

/// An account that may be the one an identity means.
package struct NearAccount: Hashable, Sendable {
  /// Its place in the account table.
  package let place: Int
  /// Jaro-Winkler similarity in thousandths, 1000 for equal texts.
  package let score: Int
}

/// Finds the accounts nearest to identities that have none.
///
/// A hundred thousand identities against a million accounts would be a hundred billion comparisons.
/// So texts are compared only within blocks they share, the smallest first, and with no more than
/// `comparisonLimit` accounts for one identity: a word that a thousand companies have in their names
/// tells little. Only blocks that some identity stands in are made.
struct NearestAccounts: Sendable {
  /// How many accounts are told at most.
  private static let longestAnswer = 3

  private let accountCount: Int
  private let jobs: Int
  private let leastScore: Int
  private let comparisonLimit: Int
  private let texts: @Sendable (Int) -> ComparedTexts?

  /// - Parameters:
  ///   - accountCount: number of places in the account table.
  ///   - jobs: number of threads, at least 1.
  ///   - leastScore: in thousandths; lower scores are not told.
  ///   - comparisonLimit: how many accounts are looked at for one identity.
  ///   - texts: what the account at a place is called; nil for one that is not to be found.
  init(
    accountCount: Int, jobs: Int, leastScore: Int = 850, comparisonLimit: Int = 128,
    texts: @escaping @Sendable (Int) -> ComparedTexts?
  ) {
    self.accountCount = accountCount
    self.jobs = jobs
    self.leastScore = leastScore
    self.comparisonLimit = comparisonLimit
    self.texts = texts
  }

  /// One list per wanted text: nearest first, then by place; none below the least score.
  func nearest(to wanted: [ComparedTexts]) -> [[NearAccount]] {
    if wanted.isEmpty || accountCount == 0 { return wanted.map { _ in [] } }
    let wantedBlocks = Parallel.map(upTo: wanted.count, jobs: jobs) { wanted[$0].blocks }
    var numbers: [UInt64: Int] = [:]
    for block in wantedBlocks.joined() where numbers[block] == nil {
      numbers[block] = numbers.count
    }
    let blocks = members(of: numbers)
    let candidates = wantedBlocks.map { self.candidates($0.compactMap { numbers[$0] }, in: blocks) }
    let (slots, compared) = texts(of: candidates)
    return Parallel.map(upTo: wanted.count, jobs: jobs) { index in
      best(candidates[index], wanted[index]) { place in
        compared[Int(slots[Int(place)])]
      }
    }
  }

  /// The places in each block, ascending.
  private func members(of numbers: [UInt64: Int]) -> [[Int32]] {
    let found = Parallel.map(upTo: accountCount, jobs: jobs) { place in
      (texts(place)?.blocks ?? []).compactMap { block in numbers[block].map(Int32.init) }
    }
    var members = [[Int32]](repeating: [], count: numbers.count)
    for (place, blocks) in found.enumerated() {
      for block in blocks { members[Int(block)].append(Int32(place)) }
    }
    return members
  }

  /// The places in the smallest of some blocks, each once, ascending.
  ///
  /// Of blocks of one size the first come first. Numbers have no say: they depend on what else is
  /// wanted.
  private func candidates(_ numbers: [Int], in blocks: [[Int32]]) -> [Int32] {
    let sizes = numbers.enumerated().map { (count: blocks[$1].count, rank: $0) }.sorted { $0 < $1 }
    var places: Set<Int32> = []
    // No larger block fits once one is too large by itself.
    for (count, rank) in sizes where count > 0 {
      guard count <= comparisonLimit else { break }
      let more = blocks[numbers[rank]].filter { !places.contains($0) }
      guard places.count + more.count <= comparisonLimit else { break }
      places.formUnion(more)
    }
    return places.sorted()
  }

  /// The texts of all candidates, and where among them those of each place are.
  private func texts(of candidates: [[Int32]]) -> (slots: [Int32], [ComparedTexts?]) {
    var slots = [Int32](repeating: -1, count: accountCount)
    var places: [Int] = []
    for place in candidates.joined() where slots[Int(place)] < 0 {
      slots[Int(place)] = Int32(places.count)
      places.append(Int(place))
    }
    let used = places
    return (slots, Parallel.map(upTo: used.count, jobs: jobs) { texts(used[$0]) })
  }

  private func best(
    _ places: [Int32], _ wanted: ComparedTexts, _ texts: (Int32) -> ComparedTexts?
  ) -> [NearAccount] {
    var best: [NearAccount] = []
    for place in places {
      guard let other = texts(place) else { continue }
      let score = Int((1000 * wanted.score(other)).rounded())
      guard score >= leastScore else { continue }
      // Behind equal scores, so that the lower place stays in front.
      let rank = best.firstIndex { $0.score < score } ?? best.count
      guard rank < NearestAccounts.longestAnswer else { continue }
      best.insert(NearAccount(place: Int(place), score: score), at: rank)
      if best.count > NearestAccounts.longestAnswer { best.removeLast() }
    }
    return best
  }
}
