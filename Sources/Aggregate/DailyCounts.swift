package import AdModel

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
  /// Counts within the longest window, sorted by account, then series; each pair once.
  package let rows: [Row]

  package init(
    _ accounts: AccountCounts, counts: StandingCounts, sources: [Source],
    isWithinLongestWindow: [Bool]
  ) {
    let (series, places) = DailyCounts.shown(counts, sources, isWithinLongestWindow)
    self.series = series
    var rows: [Row] = []
    rows.reserveCapacity(accounts.rows.count)
    var start = 0
    var isSorted = true
    for row in accounts.rows {
      let place = places[Int(row.series)]
      guard place != DailyCounts.notShown else { continue }
      if let last = rows.last {
        if last.account != row.account {
          if !isSorted { DailyCounts.settle(&rows, from: start) }
          start = rows.count
          isSorted = true
        } else if last.series >= place {
          isSorted = false
        }
      }
      rows.append(Row(account: row.account, series: place, engagements: row.engagements))
    }
    if !isSorted { DailyCounts.settle(&rows, from: start) }
    self.rows = rows
  }

  /// One per series: the sum over all accounts; nil for a series that no row is of.
  package var totals: [Int64?] {
    rows.reduce(into: [Int64?](repeating: nil, count: series.count)) { totals, row in
      totals[Int(row.series)] = (totals[Int(row.series)] ?? 0).addingWithinRange(row.engagements)
    }
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
