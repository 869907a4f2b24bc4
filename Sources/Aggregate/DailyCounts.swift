package import AdModel

/// The lines of `3-aggregate/daily.csv`.
package enum DailyCounts {
  package struct Row: Sendable, Equatable {
    package var account: AccountIndex
    package var source: SourceName
    package var campaign: String
    package var period: Period
    package var engagements: Int64
  }

  /// Counts within the longest window, sorted by account, source, campaign and period; campaigns
  /// of one source that are shown alike are added up.
  package static func rows(
    _ accounts: AccountCounts, counts: StandingCounts, sources: [Source],
    isWithinLongestWindow: [Bool]
  ) -> [Row] {
    let rank = ranks(counts, sources)
    var rows: [Row] = []
    var start = 0
    while start < accounts.rows.count {
      let account = accounts.rows[start].account
      let end = accounts.rows[start...].firstIndex { $0.account != account } ?? accounts.rows.count
      let own = accounts.rows[start..<end].filter { isWithinLongestWindow[Int($0.series)] }
      for row in own.sorted(by: { rank[Int($0.series)] < rank[Int($1.series)] }) {
        append(row, counts.series[Int(row.series)], counts, sources, to: &rows)
      }
      start = end
    }
    return rows
  }

  private static func append(
    _ row: AccountCounts.Row, _ series: StandingCounts.Series, _ counts: StandingCounts,
    _ sources: [Source], to rows: inout [Row]
  ) {
    let next = Row(
      account: row.account, source: sources[series.source].name,
      campaign: counts.campaigns[series.campaign].campaign.shown, period: series.period,
      engagements: row.engagements)
    if let last = rows.last, last.account == next.account, last.source == next.source,
      last.campaign == next.campaign, last.period == next.period
    {
      rows[rows.count - 1].engagements += next.engagements
    } else {
      rows.append(next)
    }
  }

  /// The place of each series when sorted by what people see.
  private static func ranks(_ counts: StandingCounts, _ sources: [Source]) -> [Int] {
    let order = counts.series.indices.sorted { left, right in
      let one = counts.series[left]
      let other = counts.series[right]
      if one.source != other.source {
        return sources[one.source].name.text.precedesInBytes(sources[other.source].name.text)
      }
      let campaign = counts.campaigns[one.campaign].campaign.shown
      let otherCampaign = counts.campaigns[other.campaign].campaign.shown
      if campaign != otherCampaign { return campaign.precedesInBytes(otherCampaign) }
      return one.period < other.period
    }
    var ranks = [Int](repeating: 0, count: order.count)
    for (place, series) in order.enumerated() { ranks[series] = place }
    return ranks
  }
}
