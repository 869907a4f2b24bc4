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
    var rows: [Row] = []
    rows.reserveCapacity(counts.rows.count)
    for row in counts.rows {
      guard let account = accounts[Int(row.identity)] else { continue }
      rows.append(Row(account: account, series: row.series, engagements: row.engagements))
    }
    // Rows come in the order of their series; a stable sort by account keeps it within each.
    let sorted = AccountCounts.stablySortedByAccount(rows)
    var united: [Row] = []
    united.reserveCapacity(sorted.count)
    for row in sorted {
      if let last = united.last, last.account == row.account, last.series == row.series {
        united[united.count - 1].engagements += row.engagements
      } else {
        united.append(row)
      }
    }
    self.rows = united
  }

  private static func stablySortedByAccount(_ rows: [Row]) -> [Row] {
    let highest = rows.map { Int($0.account.number) }.max() ?? 0
    var starts = [Int](repeating: 0, count: highest + 2)
    for row in rows { starts[Int(row.account.number) + 1] += 1 }
    for place in 0...highest { starts[place + 1] += starts[place] }
    var sorted = rows
    for row in rows {
      let account = Int(row.account.number)
      sorted[starts[account]] = row
      starts[account] += 1
    }
    return sorted
  }
}
