import AdModel
import Files

/// A counter that one thread at a time works on.
final class CounterBox: @unchecked Sendable {
  // Sound: a box belongs to one thread while pieces are read; when counters are joined, threads
  // share it only to read, or to take different series from it.
  var counter: ExportCounter

  init(_ counter: consuming ExportCounter) {
    self.counter = counter
  }
}

/// Joins what several counters made of one export into its partial.
///
/// A counter numbers identities and series as it sees them; in a partial they are sorted, and so are
/// the rows. Series are joined side by side: the cells of one, of all counters, are added up by the
/// identity's rank and written down in that order, so no row is ever compared with another.
enum CounterJoin {
  /// - Parameters:
  ///   - boxes: all counters of the export; which thread counted what makes no difference.
  ///   - jobs: number of threads, at least 1.
  static func partial(of boxes: [CounterBox], jobs: Int) throws -> ExportPartial {
    let (identities, identityRanks) = SortedIdentities.joined(
      try Parallel.map(boxes, jobs: jobs) { box, _ in SortedIdentities(of: box) })
    let (series, seriesRanks) = seriesRanks(boxes.map { $0.counter.series() })
    let tableRows = tableRows(
      boxes, identityRanks, seriesRanks, identityCount: identities.count,
      seriesCount: series.count)
    let rows = try SeriesRows(
      boxes: boxes, identityRanks: identityRanks, identityCount: identities.count,
      numbers: numbers(seriesRanks, seriesCount: series.count), tableRows: tableRows
    ).joined(jobs: jobs)
    return ExportPartial(identities: identities, series: series, rows: rows)
  }

  /// The sums that stand in the counters' tables, sorted.
  private static func tableRows(
    _ boxes: [CounterBox], _ identityRanks: [[UInt32]], _ seriesRanks: [[UInt32]],
    identityCount: Int, seriesCount: Int
  ) -> [ExportPartial.Row] {
    var rows: [ExportPartial.Row] = []
    rows.reserveCapacity(boxes.reduce(0) { $0 + $1.counter.sums.tableCount })
    for (place, box) in boxes.enumerated() {
      let seriesRank = seriesRanks[place]
      let identityRank = identityRanks[place]
      box.counter.sums.forEachInTable { series, identity, sum in
        rows.append(
          .init(series: seriesRank[series], identity: identityRank[identity], engagements: sum))
      }
      box.counter.sums.removeTable()
    }
    RowSort.sort(&rows, identityCount: identityCount, seriesCount: seriesCount)
    return rows
  }

  /// By rank of a series: the counters that have it, each with its own number for it.
  private static func numbers(
    _ ranks: [[UInt32]], seriesCount: Int
  ) -> [[(counter: Int, number: Int)]] {
    var numbers = [[(counter: Int, number: Int)]](repeating: [], count: seriesCount)
    for (counter, ranks) in ranks.enumerated() {
      for (number, rank) in ranks.enumerated() { numbers[Int(rank)].append((counter, number)) }
    }
    return numbers
  }

  /// The distinct series, sorted, with their rows and sums of all counters added up.
  private static func seriesRanks(
    _ series: [[ExportPartial.Series]]
  ) -> (series: [ExportPartial.Series], ranks: [[UInt32]]) {
    let places = series.enumerated().flatMap { counter, own in
      own.indices.map { (counter: counter, number: $0) }
    }.sorted { series[$0.counter][$0.number].precedes(series[$1.counter][$1.number]) }
    var distinct: [ExportPartial.Series] = []
    var ranks = series.map { [UInt32](repeating: 0, count: $0.count) }
    for place in places {
      let own = series[place.counter][place.number]
      if let last = distinct.last, last.isSame(as: own) {
        distinct[distinct.count - 1].rowCount += own.rowCount
        distinct[distinct.count - 1].engagements &+= own.engagements
      } else {
        distinct.append(own)
      }
      ranks[place.counter][place.number] = UInt32(distinct.count - 1)
    }
    return (distinct, ranks)
  }
}

extension ExportPartial.Series {
  /// By campaign id, campaign name, both as bytes, and period.
  func precedes(_ other: ExportPartial.Series) -> Bool {
    if campaign.id.utf8.elementsEqual(other.campaign.id.utf8) {
      if campaign.name.utf8.elementsEqual(other.campaign.name.utf8) {
        return period < other.period
      }
      return campaign.name.precedesInBytes(other.campaign.name)
    }
    return campaign.id.precedesInBytes(other.campaign.id)
  }

  func isSame(as other: ExportPartial.Series) -> Bool {
    !precedes(other) && !other.precedes(self)
  }
}
