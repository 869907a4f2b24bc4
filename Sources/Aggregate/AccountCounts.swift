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

  /// The rows that are somebody's: counted by account, then each put where its account's begin.
  private static func stablySortedByAccount(
    _ counts: StandingCounts, _ accounts: [AccountIndex?]
  ) -> [Row] {
    let highest = accounts.reduce(0) { max($0, Int($1?.number ?? 0)) }
    var starts = [Int](repeating: 0, count: highest + 2)
    for row in counts.rows {
      if let account = accounts[Int(row.identity)] { starts[Int(account.number) + 1] += 1 }
    }
    for place in 0...highest { starts[place + 1] += starts[place] }
    let blank = Row(account: AccountIndex(0), series: 0, engagements: 0)
    var rows = [Row](repeating: blank, count: starts[highest + 1])
    for row in counts.rows {
      guard let account = accounts[Int(row.identity)] else { continue }
      rows[starts[Int(account.number)]] = Row(
        account: account, series: row.series, engagements: row.engagements)
      starts[Int(account.number)] += 1
    }
    return rows
  }
}
