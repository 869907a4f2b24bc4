import AdModel
internal import Files

/// Which workflows read each series, so that one pass over the counts serves all of them.
struct SeriesReaders {
  let workflowCount: Int
  /// The places in `readers` of each series' workflows begin here; one more than there are series.
  private var starts: [Int] = [0]
  private var readers: [Int] = []

  /// - Parameter isRead: whether a window takes in a period of a campaign that its workflow reads.
  init(
    _ windows: [(reading: CampaignReading, within: Int)], _ counts: StandingCounts,
    _ asOf: CalendarDay, isRead: (Window, Period) -> Bool
  ) {
    self.workflowCount = windows.count
    for series in counts.series {
      let coverage = counts.coverage[series.source]
      for (place, (reading, within)) in windows.enumerated()
      where reading.campaigns.contains(series.campaign)
        && isRead(WindowCounting.window(within, coverage, asOf), series.period)
      {
        readers.append(place)
      }
      starts.append(readers.count)
    }
  }

  /// By workflow: the sums of what it reads by account, below 0 counting as 0.
  ///
  /// - Parameter jobs: number of threads, at least 1.
  func sums(_ accounts: AccountCounts, jobs: Int) -> [[WindowCounts.Row]] {
    let parts = Parallel.map(accounts.stretches, jobs: jobs) { sums(of: $0) }
    return Parallel.map(Array(0..<workflowCount), jobs: jobs) { workflow in
      var rows: [WindowCounts.Row] = []
      rows.reserveCapacity(parts.reduce(0) { $0 + $1[workflow].count })
      for part in parts { rows += part[workflow] }
      return rows
    }
  }

  private func sums(of counted: [AccountCounts.Row]) -> [[WindowCounts.Row]] {
    var rows = [[WindowCounts.Row]](repeating: [], count: workflowCount)
    var sums = [Int](repeating: 0, count: workflowCount)
    var isTouched = [Bool](repeating: false, count: workflowCount)
    var touched: [Int] = []
    for (index, row) in counted.enumerated() {
      for place in starts[Int(row.series)]..<starts[Int(row.series) + 1] {
        let workflow = readers[place]
        sums[workflow] = sums[workflow].addingWithinRange(Int(row.engagements))
        if isTouched[workflow] { continue }
        isTouched[workflow] = true
        touched.append(workflow)
      }
      let isLast =
        index + 1 == counted.count || counted[index + 1].account.number != row.account.number
      guard isLast else { continue }
      for workflow in touched {
        rows[workflow].append(.init(account: row.account, engagements: max(0, sums[workflow])))
        sums[workflow] = 0
        isTouched[workflow] = false
      }
      touched.removeAll(keepingCapacity: true)
    }
    return rows
  }

  /// By workflow: the sum of what it reads over all accounts.
  func totals(_ accounts: AccountCounts) -> [Int] {
    var totals = [Int](repeating: 0, count: workflowCount)
    if readers.isEmpty { return totals }
    for stretch in accounts.stretches {
      for row in stretch {
        for place in starts[Int(row.series)]..<starts[Int(row.series) + 1] {
          totals[readers[place]] += Int(row.engagements)
        }
      }
    }
    return totals
  }
}
