package import AdModel

/// Standing counts per account, campaign and period: what every window is added up from.
package struct AccountCounts: Sendable, Equatable {
  package struct Row: Sendable, Equatable {
    package var account: AccountIndex
    /// Index into the series of the standing counts.
    package var series: UInt32
    package var engagements: Int64
  }

  /// Sorted by account, then series; each pair once.
  package let rows: [Row]

  /// Adds up the identities of each account.
  ///
  /// - Parameter accounts: one per identity of the counts; nil for those that are nobody's.
  package init(_ counts: StandingCounts, accounts: [AccountIndex?]) {
    precondition(accounts.count == counts.identities.count, "one answer per identity")
    // Rows come in the order of their series; a stable sort by account keeps it within each.
    var rows = AccountCounts.stablySortedByAccount(counts, accounts)
    var end = 0
    for place in rows.indices.dropFirst() {
      let row = rows[place]
      if rows[end].account == row.account, rows[end].series == row.series {
        rows[end].engagements = rows[end].engagements.addingWithinRange(row.engagements)
      } else {
        end += 1
        if end < place { rows[end] = row }
      }
    }
    if !rows.isEmpty { rows.removeLast(rows.count - end - 1) }
    self.rows = rows
  }

  /// The rows that are somebody's, by account: first in groups of accounts that lie side by side,
  /// then within each group. To put each row to its account at once would touch memory that no cache
  /// holds for every row.
  private static func stablySortedByAccount(
    _ counts: StandingCounts, _ accounts: [AccountIndex?]
  ) -> [Row] {
    let highest = accounts.reduce(0) { max($0, Int($1?.number ?? 0)) }
    let groupCount = highest >> groupBits + 1
    var starts = [Int](repeating: 0, count: groupCount + 1)
    for row in counts.rows {
      if let account = accounts[Int(row.identity)] {
        starts[Int(account.number) >> groupBits + 1] += 1
      }
    }
    for group in 0..<groupCount { starts[group + 1] += starts[group] }
    let blank = Row(account: AccountIndex(0), series: 0, engagements: 0)
    var grouped = [Row](repeating: blank, count: starts[groupCount])
    var next = starts
    for row in counts.rows {
      guard let account = accounts[Int(row.identity)] else { continue }
      let group = Int(account.number) >> groupBits
      grouped[next[group]] = Row(
        account: account, series: row.series, engagements: row.engagements)
      next[group] += 1
    }
    var group: [Row] = []
    for place in 0..<groupCount {
      group.replaceSubrange(0..<group.count, with: grouped[starts[place]..<starts[place + 1]])
      sort(group, into: &grouped, from: starts[place])
    }
    return grouped
  }

  /// How many of the lower bits of their numbers tell the accounts of a group apart.
  private static let groupBits = 12

  /// Puts the rows of one group back in the order of their accounts, counted first.
  private static func sort(_ group: [Row], into rows: inout [Row], from start: Int) {
    let mask = 1 << groupBits - 1
    var starts = [Int](repeating: 0, count: 1 << groupBits + 1)
    for row in group { starts[Int(row.account.number) & mask + 1] += 1 }
    for place in 0...mask { starts[place + 1] += starts[place] }
    for row in group {
      let place = Int(row.account.number) & mask
      rows[start + starts[place]] = row
      starts[place] += 1
    }
  }
}
