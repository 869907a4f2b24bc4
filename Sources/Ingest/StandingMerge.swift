import AdModel

/// Merges the standing series of one source's exports into one sorted batch.
struct StandingMerge: ~Copyable {
  private let firstCampaign: Int
  private let sourceIndex: Int
  private let earliestDay: CalendarDay
  private var identities = ByteInterner()
  private var engagements: [Int64] = []
  private var seriesNumbers: [StandingSeries: UInt32] = [:]
  private var series: [StandingSeries] = []
  private var rows: [ExportPartial.Row] = []

  private struct StandingSeries: Hashable, Comparable {
    var campaign: Int
    var period: Period

    static func < (left: StandingSeries, right: StandingSeries) -> Bool {
      left.campaign != right.campaign
        ? left.campaign < right.campaign : left.period < right.period
    }
  }

  /// - Parameters:
  ///   - firstCampaign: index of the source's first campaign in the whole batch.
  ///   - earliestDay: rows of periods that end before it are only added to their identities' sums.
  init(firstCampaign: Int, sourceIndex: Int, earliestDay: CalendarDay) {
    self.firstCampaign = firstCampaign
    self.sourceIndex = sourceIndex
    self.earliestDay = earliestDay
  }

  /// Adds one series of a partial.
  mutating func add(_ partial: ExportPartial, series place: Int, campaign: Int) {
    let period = partial.series[place].period
    let isKept = period.last >= earliestDay
    let number = isKept ? seriesNumber(.init(campaign: campaign, period: period)) : 0
    for row in partial.rows[partial.rowRange(ofSeries: place)] {
      let identity = intern(partial, Int(row.identity))
      engagements[Int(identity)] += row.engagements
      if isKept {
        rows.append(.init(series: number, identity: identity, engagements: row.engagements))
      }
    }
  }

  private mutating func seriesNumber(_ key: StandingSeries) -> UInt32 {
    if let number = seriesNumbers[key] { return number }
    let number = UInt32(series.count)
    seriesNumbers[key] = number
    series.append(key)
    return number
  }

  private mutating func intern(_ partial: ExportPartial, _ identity: Int) -> UInt32 {
    let number = unsafe partial.identities.withKey(identity) { unsafe identities.intern($0) }
    if Int(number) == engagements.count { engagements.append(0) }
    return number
  }

  /// Appends identities, series and rows, each sorted, behind those of the sources before.
  consuming func append(to counts: inout StandingCounts, firstSeries: Int) {
    let keys = (0..<identities.count).map { unsafe Array(identities.key($0)) }
    let identityOrder = keys.indices.sorted { keys[$0].lexicographicallyPrecedes(keys[$1]) }
    let seriesOrder = series.indices.sorted { series[$0] < series[$1] }
    let firstIdentity = counts.identities.count
    let identityRank = StandingMerge.ranks(identityOrder, from: firstIdentity)
    let seriesRank = StandingMerge.ranks(seriesOrder, from: firstSeries)
    for number in identityOrder {
      counts.identities.append(key: keys[number])
      counts.identitySources.append(sourceIndex)
      counts.identityEngagements.append(engagements[number])
    }
    counts.series += seriesOrder.map {
      StandingCounts.Series(
        source: sourceIndex, campaign: firstCampaign + series[$0].campaign,
        period: series[$0].period)
    }
    for place in rows.indices {
      rows[place].identity = identityRank[Int(rows[place].identity)]
      rows[place].series = seriesRank[Int(rows[place].series)]
    }
    RowSort.sort(
      &rows, identityCount: counts.identities.count, seriesCount: counts.series.count)
    counts.rows += rows
  }

  private static func ranks(_ order: [Int], from first: Int) -> [UInt32] {
    var ranks = [UInt32](repeating: 0, count: order.count)
    for (place, number) in order.enumerated() { ranks[number] = UInt32(first + place) }
    return ranks
  }
}
