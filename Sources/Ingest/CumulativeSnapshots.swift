package import AdModel

/// Turns snapshots to date into counts of the days between them.
///
/// A company is known again by the first of list id, host, LinkedIn page and folded name that its rows
/// state, so that a country in another language or a new spelling begins nothing anew.
///
/// Design, "File-name placeholders": of two exports of one campaign and part with the same first
/// day, later minus earlier counts for the days between. A company that a later snapshot does not
/// name keeps the count it had, since platforms leave small counts out and bring them back.
package struct CumulativeSnapshots: Sendable {
  /// Companies whose count was smaller than in the snapshot before.
  package struct Drop: Sendable, Equatable {
    package var source: SourceName
    package var shownPath: String
    package var campaign: String
    package var companies: Int
    package var engagements: Int64
  }

  /// The exports as given, those of cumulative sources with differences instead of counts.
  package private(set) var exports: [Export]
  /// By export: where each of its series stands in the export as it was read; none for an export
  /// that is as it was.
  package private(set) var originalSeries: [[Int]]
  /// In the order of the exports and their campaigns.
  package private(set) var drops: [Drop] = []

  /// By export: its partial as it was read; nil for a source that counts nothing to date.
  private let originals: [ExportPartial?]
  /// By export: its partial with differences instead of counts.
  private var partials: [ExportPartial?]

  private struct Chain: Hashable {
    var source: Int
    var campaign: CampaignKey
    var part: String?
    var firstDay: CalendarDay
  }

  private struct Place {
    var export: Int
    var series: Int
    var lastDay: CalendarDay
  }

  /// - Throws: what opening the counts of an export of a cumulative source throws.
  package init(_ exports: [Export], sources: [Source]) throws {
    self.exports = exports
    self.originals = try exports.map {
      sources[$0.source].counts == .cumulative ? try $0.counts.partial() : nil
    }
    self.partials = originals
    self.originalSeries = exports.map { _ in [] }
    var chains: [Chain: [Place]] = [:]
    var order: [Chain] = []
    for (index, export) in exports.enumerated() where originals[index] != nil {
      for (place, series) in export.series.enumerated() {
        let chain = Chain(
          source: export.source, campaign: series.campaign.key, part: export.facts.part,
          firstDay: series.period.first)
        if chains[chain] == nil { order.append(chain) }
        chains[chain, default: []].append(
          Place(export: index, series: place, lastDay: series.period.last))
      }
    }
    for chain in order {
      if let places = chains[chain] { difference(places, source: sources[chain.source].name) }
    }
    drops.sort { left, right in
      left.shownPath == right.shownPath
        ? left.campaign.precedesInBytes(right.campaign)
        : left.shownPath.precedesInBytes(right.shownPath)
    }
    for index in exports.indices {
      guard let partial = partials[index] else { continue }
      let order = CumulativeSnapshots.order(of: partial)
      self.exports[index].counts = ExportCounts(CumulativeSnapshots.arranged(partial, order))
      self.exports[index].key = nil
      self.originalSeries[index] = order
    }
  }

  /// Subtracts along one chain. Of snapshots with the same last day the newest download is what the
  /// next one is compared with.
  private mutating func difference(_ places: [Place], source: SourceName) {
    let byDay = Dictionary(grouping: places, by: \.lastDay).sorted { $0.key < $1.key }
    var known: [String: Int64] = [:]
    var lastDayBefore: CalendarDay?
    for (day, places) in byDay {
      // One export may spell the campaign in several ways: those are one snapshot.
      let snapshots = Dictionary(grouping: places, by: \.export).sorted { $0.key < $1.key }
      for (export, places) in snapshots {
        subtract(known, export, places.map(\.series), source)
        for place in places {
          if let lastDayBefore,
            let period = Period(first: lastDayBefore.advanced(by: 1), last: day)
          {
            partials[export]?.series[place.series].period = period
          }
        }
      }
      let newest = snapshots.max {
        ExportRank(exports[$0.key]) < ExportRank(exports[$1.key])
      }
      if let newest, let partial = originals[newest.key] {
        known.merge(CumulativeSnapshots.counts(partial, newest.value.map(\.series))) { $1 }
      }
      lastDayBefore = day
    }
  }

  /// What a company is known again by.
  private static func key(_ identity: RawIdentity) -> String {
    if !identity.listID.isEmpty { return "id:\(identity.listID)" }
    if !identity.domain.isEmpty {
      var host = FoldedText(identity.domain).text[...]
      if let colon = host.firstIndex(of: ":"), host[colon...].hasPrefix("://") {
        host = host[colon...].dropFirst(3)
      }
      if let at = host.lastIndex(of: "@") { host = host[host.index(after: at)...] }
      host = host.prefix { $0 != "/" && $0 != "?" && $0 != ":" && $0 != "#" }
      return "domain:\(host.hasPrefix("www.") ? host.dropFirst(4) : host)"
    }
    if !identity.linkedIn.isEmpty { return "linkedin:\(FoldedText(identity.linkedIn).text)" }
    return "name:\(FoldedText(identity.name).text)"
  }

  /// The counts of some series of a partial by company.
  private static func counts(_ partial: ExportPartial, _ series: [Int]) -> [String: Int64] {
    var counts: [String: Int64] = [:]
    for place in series {
      for row in partial.rows[partial.rowRange(ofSeries: place)] {
        counts[key(partial.identities[Int(row.identity)]), default: 0] += row.engagements
      }
    }
    return counts
  }

  /// Subtracts from each company's count in some series of an export; the first of its rows bears
  /// the difference.
  private mutating func subtract(
    _ known: [String: Int64], _ export: Int, _ series: [Int], _ source: SourceName
  ) {
    guard var partial = partials[export] else { return }
    // Its own copy is changed in place.
    partials[export] = nil
    var left = CumulativeSnapshots.counts(partial, series)
    var drop = Drop(
      source: source, shownPath: exports[export].shownPath,
      campaign: series.first.map { partial.series[$0].campaign.shown } ?? "", companies: 0,
      engagements: 0)
    for place in series {
      var sum: Int64 = 0
      for index in partial.rowRange(ofSeries: place) {
        let key = CumulativeSnapshots.key(partial.identities[Int(partial.rows[index].identity)])
        let count = left.removeValue(forKey: key)
        var counted = count ?? 0
        if let count, let before = known[key] {
          counted = max(0, count - before)
          if count < before {
            drop.companies += 1
            drop.engagements += before - count
          }
        }
        partial.rows[index].engagements = counted
        sum += counted
      }
      partial.series[place].engagements = sum
    }
    partials[export] = partial
    if drop.companies > 0 { drops.append(drop) }
  }

  /// The places of a partial's series in their order, after their periods have changed.
  private static func order(of partial: ExportPartial) -> [Int] {
    partial.series.indices.sorted { left, right in
      let (one, other) = (partial.series[left], partial.series[right])
      if one.campaign.id != other.campaign.id {
        return one.campaign.id.precedesInBytes(other.campaign.id)
      }
      if one.campaign.name != other.campaign.name {
        return one.campaign.name.precedesInBytes(other.campaign.name)
      }
      return one.period < other.period
    }
  }

  /// A partial with its series in another order.
  private static func arranged(_ partial: ExportPartial, _ order: [Int]) -> ExportPartial {
    var sorted = partial
    sorted.series = order.map { partial.series[$0] }
    sorted.rows = []
    for (rank, place) in order.enumerated() {
      for row in partial.rows[partial.rowRange(ofSeries: place)] {
        sorted.rows.append(
          .init(series: UInt32(rank), identity: row.identity, engagements: row.engagements))
      }
    }
    return sorted
  }
}
