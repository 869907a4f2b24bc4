package import AdModel

/// Decides which rows of all exports stand: newer downloads of the same days replace older ones.
///
/// Design, "Which export speaks". Exports of a source are taken from the newest to the oldest.
/// Each lane (campaign and part) keeps the set of days spoken for; a row of a day in it is
/// superseded.
package struct Restatement: Sendable {
  /// What came of one export.
  package struct Fate: Sendable, Equatable {
    package var supersededRows = 0
    /// Rows that end after the as-of day.
    package var laterRows = 0
    /// The path of the export it is byte for byte the same as, when that one is used.
    package var duplicateOf: String?
  }

  /// What came of one campaign and period of an export.
  package enum SeriesFate: Sendable, Equatable {
    case standing
    /// A newer export, by index, speaks for one of its days.
    case superseded(by: Int)
    /// It ends after the as-of day.
    case afterAsOf
    /// The whole export is byte for byte another one, by index, which is used.
    case duplicate(of: Int)
  }

  /// A day on which a newer export names fewer companies than the one it replaced.
  package struct Drop: Sendable, Equatable {
    package var source: SourceName
    package var campaign: String
    package var part: String?
    package var day: CalendarDay
    package var companiesBefore: Int
    package var companiesAfter: Int
    package var newerPath: String
    package var olderPath: String
  }

  /// A replay may set another lag.
  package var counts = StandingCounts()
  /// One per export, in the order given.
  package private(set) var fates: [Fate]
  /// By export: one per series of its partial.
  package private(set) var seriesFates: [[SeriesFate]]
  /// By source, campaign, part, day.
  package private(set) var drops: [Drop] = []

  private let sources: [Source]
  private let exports: [Export]
  private let asOf: CalendarDay
  private let earliestDay: CalendarDay
  private let spoken: SpokenDays?
  private let store: (any ExportStore)?
  private let jobs: Int
  /// By export: the key of each of its series' campaigns, in which names are folded.
  private let campaignKeys: [[CampaignKey]]
  /// By source: where its campaigns stand in `counts.campaigns`.
  private var campaignPlaces: [[CampaignKey: Int]] = []
  /// By export that a newer one was compared with: how many companies it names.
  private var companyCounts: [Int: [CampaignDay: Int]] = [:]

  private struct CampaignDay: Hashable {
    var campaign: CampaignKey?
    var day: CalendarDay
  }

  /// - Parameters:
  ///   - exports: of all sources, in any order.
  ///   - withinDays: the longest window of any rule.
  ///   - spoken: what the counts are cut down to once it is decided which rows stand: rows and
  ///     coverage of other days and campaigns are left out; nil to keep all.
  ///   - store: where sums of days before the longest window are found and kept; it has no say in
  ///     what stands or counts.
  ///   - jobs: number of threads, at least 1.
  /// - Throws: `RunFailure` for a source with `overlap: error` whose exports do; what opening an
  ///   export's counts throws.
  package init(
    of exports: [Export], sources: [Source], asOf: CalendarDay, withinDays: Int,
    only spoken: SpokenDays? = nil, store: (any ExportStore)? = nil, jobs: Int = 1
  ) throws {
    self.sources = sources
    self.exports = exports
    self.asOf = asOf
    self.spoken = spoken
    self.store = store
    self.jobs = jobs
    let longestLag = sources.map(\.lagDays).max() ?? 0
    self.earliestDay = asOf.advanced(by: -withinDays - longestLag)
    self.fates = exports.map { _ in Fate() }
    self.seriesFates = exports.map { $0.series.map { _ in .standing } }
    self.campaignKeys = CampaignIDs.joined(
      exports, keys: exports.map(Restatement.campaignKeys))
    for index in sources.indices { try settle(index) }
  }

  /// The newest day that any daily source speaks for, else any source; nil when none does.
  package static func newestDay(of exports: [Export]) -> CalendarDay? {
    let daily = exports.filter { $0.grain == .daily }.compactMap(\.lastDay).max()
    return daily ?? exports.compactMap(\.lastDay).max()
  }

  /// The keys of the series' campaigns; neighbours share a campaign and its folded name.
  private static func campaignKeys(_ export: Export) -> [CampaignKey] {
    var last: (campaign: Campaign, key: CampaignKey)?
    return export.series.map { series in
      if let last, last.campaign == series.campaign { return last.key }
      let key = series.campaign.key
      last = (series.campaign, key)
      return key
    }
  }

  // MARK: - One source

  private mutating func settle(_ sourceIndex: Int) throws {
    let ranked = exports.indices.filter { exports[$0].source == sourceIndex }
      .map { (index: $0, rank: ExportRank(exports[$0])) }.sorted { $0.rank > $1.rank }.map(\.index)
    var campaigns = CampaignTable()
    var lanes = LaneTable()
    var standing: [(export: Int, series: Int)] = []
    for index in withoutDuplicates(ranked) {
      let export = exports[index]
      campaigns.note(export, keys: campaignKeys[index])
      standing += try settle(index, sources[sourceIndex], &lanes).map { (index, $0) }
    }
    if let spoken { cut(&standing, &campaigns, &lanes, to: spoken, sourceIndex) }
    let (entries, places) = campaigns.sorted()
    let firstCampaign = counts.campaigns.count
    counts.campaigns += entries.map { .init(source: sourceIndex, campaign: $0) }
    campaignPlaces.append(places.mapValues { firstCampaign + $0 })
    try append(standing, sourceIndex, firstCampaign, places)
    counts.coverage.append(coverage(lanes, firstCampaign, places, sourceIndex))
  }

  /// Leaves out what is said of days and campaigns that were not spoken for.
  private func cut(
    _ standing: inout [(export: Int, series: Int)], _ campaigns: inout CampaignTable,
    _ lanes: inout LaneTable, to spoken: SpokenDays, _ sourceIndex: Int
  ) {
    let spellings = campaigns
    func days(_ key: CampaignKey?) -> Set<CalendarDay>? {
      guard let key else { return spoken.days(ofSource: sourceIndex, nil) }
      return spellings[key].flatMap { spoken.days(ofSource: sourceIndex, $0) }
    }
    standing = standing.filter { entry in
      let period = exports[entry.export].series[entry.series].period
      return days(campaignKeys[entry.export][entry.series])
        .map { period.days.allSatisfy($0.contains) } ?? false
    }
    lanes.keep { days($0.campaign) }
    campaigns.keep { spoken.days(ofSource: sourceIndex, $0) != nil }
  }

  /// Drops exports that are byte for byte a newer one of the same campaign, part and period.
  private mutating func withoutDuplicates(_ ranked: [Int]) -> [Int] {
    var seen: [ExportContent: Int] = [:]
    return ranked.filter { index in
      let content = ExportContent(exports[index])
      if let used = seen[content] {
        fates[index].duplicateOf = exports[used].shownPath
        seriesFates[index] = seriesFates[index].map { _ in .duplicate(of: used) }
        fates[index].supersededRows = exports[index].recordCount - exports[index].rejectedCount
        return false
      }
      seen[content] = index
      return true
    }
  }

  /// The series of one export that stand, after all newer exports had their say.
  private mutating func settle(
    _ index: Int, _ source: Source, _ lanes: inout LaneTable
  ) throws(RunFailure) -> [Int] {
    let export = exports[index]
    var standing: [Int] = []
    var spoken: [LaneKey: [CalendarDay]] = [:]
    for (place, series) in export.series.enumerated() {
      let lane = LaneKey(campaign: campaignKeys[index][place], part: export.facts.part)
      if spoken[lane] == nil { spoken[lane] = try statedDays(export, source) }
      guard series.period.last <= asOf else {
        fates[index].laterRows += series.rowCount
        seriesFates[index][place] = .afterAsOf
        continue
      }
      let days = series.period.days
      if source.overlap != .add, let taken = days.first(where: { lanes.speaker(lane, $0) != nil }) {
        try supersede(index, place, lane, day: taken, source, lanes)
      } else {
        standing.append(place)
        spoken[lane, default: []] += days
      }
    }
    // Without rows, not with rejected ones: nobody knows which days those would have spoken for.
    if export.recordCount == 0 {
      let lane = LaneKey(
        campaign: export.statedCampaign.map { Campaign(name: $0).key }, part: export.facts.part)
      lanes.cover(lane, export, days: emptyDays(export))
    }
    for (lane, days) in spoken {
      lanes.speak(lane, export, index: index, days: days)
    }
    return standing
  }

  private mutating func supersede(
    _ index: Int, _ place: Int, _ lane: LaneKey, day: CalendarDay, _ source: Source,
    _ lanes: LaneTable
  ) throws(RunFailure) {
    let export = exports[index]
    let series = export.series[place]
    guard let newer = lanes.speaker(lane, day) else { return }
    if source.overlap == .error {
      throw .exportsOverlap(
        exports[newer].shownPath, export.shownPath, source: source.name,
        campaign: series.campaign.shown, day: day)
    }
    fates[index].supersededRows += series.rowCount
    seriesFates[index][place] = .superseded(by: newer)
    guard series.period.isOneDay else { return }
    let before = companyCount(index, lane.campaign, day)
    let after = companyCount(newer, lane.campaign, day)
    if after < before {
      drops.append(
        Drop(
          source: source.name, campaign: series.campaign.shown, part: export.facts.part, day: day,
          companiesBefore: before, companiesAfter: after, newerPath: exports[newer].shownPath,
          olderPath: export.shownPath))
    }
  }

  /// How many identities an export names for a campaign on a day.
  private mutating func companyCount(
    _ index: Int, _ campaign: CampaignKey?, _ day: CalendarDay
  ) -> Int {
    if companyCounts[index] == nil { companyCounts[index] = companyCounts(of: index) }
    return companyCounts[index]?[CampaignDay(campaign: campaign, day: day)] ?? 0
  }

  private func companyCounts(of index: Int) -> [CampaignDay: Int] {
    let export = exports[index]
    var counts: [CampaignDay: Int] = [:]
    for (place, series) in export.series.enumerated() where series.period.isOneDay {
      let key = CampaignDay(campaign: campaignKeys[index][place], day: series.period.first)
      counts[key, default: 0] += export.counts.companyCounts[place]
    }
    return counts
  }

  /// The days an empty export covers. One of a period that ends after the as-of day is set aside,
  /// as its rows would be.
  private func emptyDays(_ export: Export) -> [CalendarDay] {
    guard let period = export.statedPeriod else { return [] }
    if export.grain == .period, period.last > asOf { return [] }
    return period.days.filter { $0 <= asOf }
  }

  /// The days a daily export speaks for beside those of its rows, up to the as-of day.
  private func statedDays(
    _ export: Export, _ source: Source
  ) throws(RunFailure) -> [CalendarDay] {
    guard export.grain == .daily else { return [] }
    if let stated = export.statedPeriod { return stated.days.filter { $0 <= asOf } }
    guard source.covers == .firstToLast, let rows = export.rowPeriod,
      let range = Period(first: rows.first, last: min(rows.last, asOf))
    else { return [] }
    // A mistyped year would speak for all the days between.
    guard range.dayCount <= Period.longestDayCount else {
      throw .rowsTooFarApart(export.shownPath, rows, source: source.name)
    }
    return range.days
  }

  // MARK: - Results

  /// The campaign of one series of an export, as a place in `counts.campaigns`, which are not cut
  /// down.
  package func campaign(ofExport export: Int, series: Int) -> Int {
    Restatement.place(
      campaignKeys[export][series], campaignPlaces[exports[export].source])
  }

  private mutating func append(
    _ standing: [(export: Int, series: Int)], _ sourceIndex: Int, _ firstCampaign: Int,
    _ places: [CampaignKey: Int]
  ) throws {
    let entries = standing.map { export, series in
      StandingMerge.Entry(
        export: export, series: series,
        campaign: Restatement.place(campaignKeys[export][series], places),
        period: exports[export].series[series].period)
    }
    try StandingMerge(
      sourceIndex: sourceIndex, firstCampaign: firstCampaign, exports: exports, jobs: jobs
    ).append(
      entries, earliestDay: earliestDay, store: spoken == nil ? store : nil, to: &counts)
  }

  private static func place(_ key: CampaignKey, _ places: [CampaignKey: Int]) -> Int {
    guard let place = places[key] else {
      preconditionFailure("every campaign of an export was noted")
    }
    return place
  }

  private func coverage(
    _ lanes: LaneTable, _ firstCampaign: Int, _ places: [CampaignKey: Int], _ sourceIndex: Int
  ) -> Coverage {
    let covered = lanes.lanes { key in
      key.campaign.map { firstCampaign + Restatement.place($0, places) }
    }
    let newest = covered.compactMap(\.days.last).max()
    let late = newest.map { $0.distance(to: asOf) } ?? 0
    return Coverage(lanes: covered, lagUsed: late <= sources[sourceIndex].lagDays ? late : 0)
  }
}

/// What makes two exports the same download.
private struct ExportContent: Hashable {
  let digest: String
  let campaign: String?
  let part: String?
  let period: Period?

  init(_ export: Export) {
    self.digest = export.digest
    self.campaign = export.facts.campaign
    self.part = export.facts.part
    self.period = export.statedPeriod
  }
}

/// Which of two exports is the newer download; the larger one is.
struct ExportRank: Comparable {
  private let generatedAt: GeneratedStamp?
  private let lastDay: CalendarDay?
  private let path: NaturalOrder
  private let pathBytes: String

  init(_ export: Export) {
    self.generatedAt = export.generatedAt
    self.lastDay = export.lastDay
    self.path = NaturalOrder(path: export.shownPath)
    self.pathBytes = export.shownPath
  }

  static func < (left: ExportRank, right: ExportRank) -> Bool {
    if let decided = isSmaller(left.generatedAt, right.generatedAt) { return decided }
    if let decided = isSmaller(left.lastDay, right.lastDay) { return decided }
    if left.path < right.path { return true }
    if right.path < left.path { return false }
    return left.pathBytes.precedesInBytes(right.pathBytes)
  }

  /// Nil when equal; nothing is smaller than something.
  private static func isSmaller<Value: Comparable>(_ left: Value?, _ right: Value?) -> Bool? {
    switch (left, right) {
    case (nil, nil): nil
    case (nil, _): true
    case (_, nil): false
    case (let left?, let right?):
      left < right ? true : right < left ? false : nil
    }
  }
}
