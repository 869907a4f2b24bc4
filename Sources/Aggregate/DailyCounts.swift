package import AdModel
internal import Files

/// The lines of `3-aggregate/daily.csv`.
package struct DailyCounts: Sendable {
  /// What people see of a count besides its account: campaigns of one source that are shown alike
  /// are one series.
  package struct Series: Sendable, Equatable {
    package var source: SourceName
    package var campaign: String
    package var period: Period
  }

  package struct Row: Sendable, Equatable {
    package var account: AccountIndex
    /// Index into `series`.
    package var series: UInt32
    package var engagements: Int64
  }

  /// Sorted by source, campaign and period, each once.
  package let series: [Series]
  /// Counts within the longest window, sorted by account, then series; each pair once. In
  /// stretches, of which none is empty.
  package let stretches: [[Row]]

  /// - Parameter jobs: number of threads, at least 1.
  package init(
    _ accounts: AccountCounts, counts: StandingCounts, sources: [Source],
    isWithinLongestWindow: [Bool], jobs: Int = 1
  ) {
    let (series, places) = DailyCounts.shown(counts, sources, isWithinLongestWindow)
    self.series = series
    self.stretches = Parallel.map(accounts.stretches, jobs: jobs) { stretch in
      DailyCounts.rows(of: stretch, places)
    }.filter { !$0.isEmpty }
  }

  package var rowCount: Int { stretches.reduce(0) { $0 + $1.count } }

  /// One per series: the sum over all accounts; nil for a series that no row is of.
  package var totals: [Int64?] {
    var totals = [Int64](repeating: 0, count: series.count)
    var isCounted = [Bool](repeating: false, count: series.count)
    for stretch in stretches {
      for row in stretch {
        let place = Int(row.series)
        totals[place] = totals[place].addingWithinRange(row.engagements)
        isCounted[place] = true
      }
    }
    return zip(totals, isCounted).map { $1 ? $0 : nil }
  }

  private static func rows(of counted: [AccountCounts.Row], _ places: [UInt32]) -> [Row] {
    var rows: [Row] = []
    rows.reserveCapacity(counted.count)
    var start = 0
    var isSorted = true
    for row in counted {
      let place = places[Int(row.series)]
      guard place != notShown else { continue }
      if let last = rows.last {
        if last.account.number != row.account.number {
          if !isSorted { settle(&rows, from: start) }
          start = rows.count
          isSorted = true
        } else if last.series >= place {
          isSorted = false
        }
      }
      rows.append(Row(account: row.account, series: place, engagements: row.engagements))
    }
    if !isSorted { settle(&rows, from: start) }
    return rows
  }

  private static let notShown = UInt32.max

  /// What people see, and the place in it of each series of the standing counts.
  private static func shown(
    _ counts: StandingCounts, _ sources: [Source], _ isWithinLongestWindow: [Bool]
  ) -> (series: [Series], places: [UInt32]) {
    let named = counts.series.map { series in
      Series(
        source: sources[series.source].name,
        campaign: counts.campaigns[series.campaign].campaign.shown, period: series.period)
    }
    let order = named.indices.filter { isWithinLongestWindow[$0] }
      .sorted { named[$0].precedes(named[$1]) }
    var shown: [Series] = []
    var places = [UInt32](repeating: notShown, count: named.count)
    for series in order {
      if shown.last != named[series] { shown.append(named[series]) }
      places[series] = UInt32(shown.count - 1)
    }
    return (shown, places)
  }

  /// Sorts the last account's rows and adds up those of one series.
  private static func settle(_ rows: inout [Row], from start: Int) {
    rows[start...].sort { $0.series < $1.series }
    var end = start
    for place in start + 1..<rows.count {
      if rows[place].series == rows[end].series {
        rows[end].engagements =
          rows[end].engagements.addingWithinRange(rows[place].engagements)
      } else {
        end += 1
        rows[end] = rows[place]
      }
    }
    rows.removeLast(rows.count - end - 1)
  }
}

extension DailyCounts.Series {
  fileprivate func precedes(_ other: DailyCounts.Series) -> Bool {
    if source != other.source { return source.text.precedesInBytes(other.source.text) }
    if campaign != other.campaign { return campaign.precedesInBytes(other.campaign) }
    return period < other.period
  }
}
