package import AdModel
internal import Files

/// Standing counts per account, campaign and period: what every window is added up from.
package struct AccountCounts: Sendable, Equatable {
  package struct Row: Sendable, Equatable {
    package var account: AccountIndex
    /// Index into the series of the standing counts.
    package var series: UInt32
    package var engagements: Int64
  }

  /// Sorted by account, then series; each pair once. In stretches that threads can share: none is
  /// empty, and no account is in two.
  package let stretches: [[Row]]

  /// Adds up the identities of each account.
  ///
  /// Rows come in the order of their series, and stay in it within each account. They are put in
  /// groups of accounts that lie side by side first, then in order within each group: to put each
  /// row to its account at once would touch memory that no cache holds for every row.
  ///
  /// - Parameters:
  ///   - accounts: one per identity of the counts; nil for those that are nobody's.
  ///   - jobs: number of threads, at least 1.
  package init(_ counts: StandingCounts, accounts: [AccountIndex?], jobs: Int = 1) {
    precondition(accounts.count == counts.identities.count, "one answer per identity")
    let highest = accounts.reduce(0) { max($0, Int($1?.number ?? 0)) }
    let groupCount = highest >> AccountCounts.groupBits + 1
    let stretches = Parallel.stretches(
      of: counts.rows.count, length: AccountCounts.pieceLength)
    let pieces = Parallel.map(stretches, jobs: jobs) {
      Piece(counts.rows[$0], accounts, groupCount: groupCount)
    }
    self.stretches = Parallel.map(Array(0..<groupCount), jobs: jobs) { group in
      AccountCounts.added(AccountCounts.sorted(pieces.map { $0.rows(of: group) }))
    }.filter { !$0.isEmpty }
  }

  /// The rows of one account, sorted by series.
  package func rows(of account: AccountIndex) -> ArraySlice<Row> {
    // Every stretch that may hold it ends with it or behind it.
    let stretch = stretches.first { ($0.last?.account ?? account) >= account } ?? []
    var low = 0
    var high = stretch.count
    while low < high {
      let middle = (low + high) / 2
      if stretch[middle].account < account { low = middle + 1 } else { high = middle }
    }
    return stretch[low...].prefix { $0.account == account }
  }

  /// How many of the lower bits of their numbers tell the accounts of a group apart.
  private static let groupBits = 12
  /// How many rows a thread puts in groups at a time.
  private static let pieceLength = 1 << 18

  /// Some of the rows, those that are somebody's, by group.
  private struct Piece: Sendable {
    private var rows: [Row]
    /// Where each group begins; one more than there are groups.
    private var starts: [Int]

    init(_ counted: ArraySlice<StandingCounts.Row>, _ accounts: [AccountIndex?], groupCount: Int) {
      var starts = [Int](repeating: 0, count: groupCount + 1)
      for row in counted {
        if let account = accounts[Int(row.identity)] {
          starts[Int(account.number) >> groupBits + 1] += 1
        }
      }
      for group in 0..<groupCount { starts[group + 1] += starts[group] }
      let blank = Row(account: AccountIndex(0), series: 0, engagements: 0)
      var rows = [Row](repeating: blank, count: starts[groupCount])
      var next = starts
      for row in counted {
        guard let account = accounts[Int(row.identity)] else { continue }
        let group = Int(account.number) >> groupBits
        rows[next[group]] = Row(
          account: account, series: row.series, engagements: row.engagements)
        next[group] += 1
      }
      self.rows = rows
      self.starts = starts
    }

    func rows(of group: Int) -> ArraySlice<Row> { rows[starts[group]..<starts[group + 1]] }
  }

  /// The rows of one group in the order of their accounts, counted first; those of an account stay
  /// as they are.
  private static func sorted(_ pieces: [ArraySlice<Row>]) -> [Row] {
    let mask = 1 << groupBits - 1
    var starts = [Int](repeating: 0, count: 1 << groupBits + 1)
    for piece in pieces {
      for row in piece { starts[Int(row.account.number) & mask + 1] += 1 }
    }
    for place in 0...mask { starts[place + 1] += starts[place] }
    let blank = Row(account: AccountIndex(0), series: 0, engagements: 0)
    var rows = [Row](repeating: blank, count: starts[mask + 1])
    for piece in pieces {
      for row in piece {
        let place = Int(row.account.number) & mask
        rows[starts[place]] = row
        starts[place] += 1
      }
    }
    return rows
  }

  /// The rows, those of one account and series added up.
  private static func added(_ sorted: [Row]) -> [Row] {
    var rows = sorted
    var end = 0
    for place in rows.indices.dropFirst() {
      let row = rows[place]
      if rows[end].account.number == row.account.number, rows[end].series == row.series {
        rows[end].engagements = rows[end].engagements.addingWithinRange(row.engagements)
      } else {
        end += 1
        if end < place { rows[end] = row }
      }
    }
    if !rows.isEmpty { rows.removeLast(rows.count - end - 1) }
    return rows
  }
}
