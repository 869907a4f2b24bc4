import AdModel
import Files

/// Merges the standing series of one source's exports into one sorted batch.
///
/// Rows of periods that end before the earliest day any rule looks at are only added to their
/// identities' sums (`EarlierSums`). The exports' identities are sorted already and so are each
/// series' rows, so nothing is sorted here but the series, unless several exports have rows of one.
struct StandingMerge {
  /// One series of one export that stands.
  struct Entry: Sendable {
    /// Index into the exports.
    var export: Int
    /// Index into the export's series.
    var series: Int
    /// Index into the source's campaigns.
    var campaign: Int
    var period: Period
  }

  /// Those of an export that are within the longest window, what they are series of, and whom they
  /// are about.
  private struct Part: Sendable {
    var partial: ExportPartial
    var entries: [Entry]
    var named: IdentitySums
  }

  /// How many exports are opened before what they add up to is merged.
  private static let openLimit = 32

  private let sourceIndex: Int
  private let firstCampaign: Int
  private let exports: [Export]
  private let jobs: Int

  /// - Parameter firstCampaign: index of the source's first campaign in the whole batch.
  init(sourceIndex: Int, firstCampaign: Int, exports: [Export], jobs: Int) {
    self.sourceIndex = sourceIndex
    self.firstCampaign = firstCampaign
    self.exports = exports
    self.jobs = jobs
  }

  /// Appends identities, series and rows, each sorted, behind those of the sources before.
  ///
  /// - Parameter earliestDay: rows of periods that end before it are only added up.
  /// - Throws: what opening an export's counts throws.
  func append(
    _ standing: [Entry], earliestDay: CalendarDay, store: (any ExportStore)?,
    to counts: inout StandingCounts
  ) throws {
    let earlier = EarlierSums(
      standing.filter { $0.period.last < earliestDay }, exports, store)
    let kept = Dictionary(grouping: standing.filter { $0.period.last >= earliestDay }, by: \.export)
    let added = Dictionary(grouping: earlier.missing, by: \.export)
    // Each export is opened once, and let go of unless its rows are kept.
    var parts: [Part] = []
    var sums: [IdentitySums] = []
    let needed = Set(kept.keys).union(added.keys).sorted()
    for start in stride(from: 0, to: needed.count, by: StandingMerge.openLimit) {
      let opened = try Parallel.map(
        Array(needed[start..<min(start + StandingMerge.openLimit, needed.count)]), jobs: jobs
      ) { export, _ in try open(export, kept: kept[export] ?? [], added: added[export] ?? []) }
      parts += opened.map(\.part).filter { !$0.entries.isEmpty }
      sums.append(try IdentitySums.merged(opened.map(\.earlier), jobs: jobs))
    }
    let before = try earlier.finished(with: sums, jobs: jobs)
    // Most companies were there before.
    let strangers = try Parallel.map(parts, jobs: jobs) { part, _ in
      part.named.strangers(to: before.identities)
    }
    var all = try before.merged(with: IdentitySums.merged(strangers, jobs: jobs))
    try appendRows(of: parts, to: &counts, adding: &all)
    counts.identities.append(all.identities)
    counts.identitySources += [Int](repeating: sourceIndex, count: all.sums.count)
    counts.identityEngagements += all.sums
  }

  private func open(
    _ export: Int, kept: [Entry], added: [Entry]
  ) throws -> (part: Part, earlier: IdentitySums) {
    let partial = try exports[export].counts.partial()
    return (
      Part(
        partial: partial, entries: kept, named: IdentitySums(partial, series: kept.map(\.series))),
      IdentitySums(partial, series: added.map(\.series))
    )
  }

  /// - Parameter all: all identities of the source, with the sums of the days before; the rows'
  ///   counts are added to them.
  private func appendRows(
    of parts: [Part], to counts: inout StandingCounts, adding all: inout IdentitySums
  ) throws {
    let firstIdentity = UInt32(counts.identities.count)
    let places = try Parallel.map(parts, jobs: jobs) { [all] part, _ in
      all.places(of: part.partial.identities)
    }
    let entries = parts.indices.flatMap { part in parts[part].entries.map { (part, $0) } }
      .sorted { ($0.1.campaign, $0.1.period) < ($1.1.campaign, $1.1.period) }
    var rows: [ExportPartial.Row] = []
    rows.reserveCapacity(
      entries.reduce(0) { $0 + parts[$1.0].partial.rowRange(ofSeries: $1.1.series).count })
    var isEachOnce = true
    for (part, entry) in entries {
      let series = StandingCounts.Series(
        source: sourceIndex, campaign: firstCampaign + entry.campaign, period: entry.period)
      if counts.series.last == series { isEachOnce = false } else { counts.series.append(series) }
      let number = UInt32(counts.series.count - 1)
      let partial = parts[part].partial
      let own = places[part]
      for row in partial.rows[partial.rowRange(ofSeries: entry.series)] {
        let place = own[Int(row.identity)]
        all.sums[Int(place)] &+= row.engagements
        rows.append(
          .init(series: number, identity: firstIdentity + place, engagements: row.engagements))
      }
    }
    if !isEachOnce {
      RowSort.sort(
        &rows, identityCount: counts.identities.count + all.sums.count,
        seriesCount: counts.series.count)
    }
    if counts.rows.isEmpty { counts.rows = rows } else { counts.rows += rows }
  }
}
