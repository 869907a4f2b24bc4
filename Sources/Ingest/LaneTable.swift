import AdModel

/// One campaign in one part of a source: what newer exports replace older ones in.
struct LaneKey: Hashable {
  /// Nil for an empty report that names no campaign.
  var campaign: CampaignKey?
  var part: String?
}

/// The days spoken for, lane by lane, and by which export.
struct LaneTable {
  private struct Lane {
    var namedCampaign: String?
    var part: String?
    /// Index of the export that spoke for a day first.
    var speakers: [CalendarDay: Int] = [:]
    /// Days an empty report covers; they replace nothing.
    var emptyDays: Set<CalendarDay> = []
  }

  private var lanesByKey: [LaneKey: Lane] = [:]
  /// Keys in the order they came, which is that of the exports and their sorted series.
  private var keys: [LaneKey] = []

  func speaker(_ key: LaneKey, _ day: CalendarDay) -> Int? {
    lanesByKey[key]?.speakers[day]
  }

  mutating func speak(_ key: LaneKey, _ export: Export, index: Int, days: [CalendarDay]) {
    open(key, export)
    for day in days where lanesByKey[key]?.speakers[day] == nil {
      lanesByKey[key]?.speakers[day] = index
    }
  }

  mutating func cover(_ key: LaneKey, _ export: Export, days: [CalendarDay]) {
    open(key, export)
    lanesByKey[key]?.emptyDays.formUnion(days)
  }

  private mutating func open(_ key: LaneKey, _ export: Export) {
    guard lanesByKey[key] == nil else { return }
    lanesByKey[key] = Lane(namedCampaign: export.facts.campaign, part: export.facts.part)
    keys.append(key)
  }

  /// All lanes, sorted by campaign and part.
  ///
  /// - Parameter campaign: the index of a lane's campaign.
  func lanes(campaign: (LaneKey) -> Int?) -> [Coverage.Lane] {
    let lanes = keys.compactMap { key -> Coverage.Lane? in
      guard let lane = lanesByKey[key] else { return nil }
      return Coverage.Lane(
        campaign: campaign(key), namedCampaign: lane.namedCampaign, part: lane.part,
        days: lane.emptyDays.union(lane.speakers.keys).sorted())
    }
    return lanes.sorted { left, right in
      if left.campaign != right.campaign { return (left.campaign ?? -1) < (right.campaign ?? -1) }
      return (left.part ?? "").precedesInBytes(right.part ?? "")
    }
  }
}

/// The campaigns of a source, each with the spelling of the newest export that mentions it.
struct CampaignTable {
  private var spellings: [CampaignKey: Campaign] = [:]

  /// Takes the campaigns of an export; newer exports must come first.
  mutating func note(_ export: Export) {
    for series in export.partial.series { note(series.campaign) }
    if let stated = export.statedCampaign { note(Campaign(name: stated)) }
  }

  private mutating func note(_ campaign: Campaign) {
    if spellings[campaign.key] == nil { spellings[campaign.key] = campaign }
  }

  /// Sorted by id, then name.
  var entries: [Campaign] { sorted.map(\.campaign) }

  /// The place of a campaign among the entries.
  func place(of key: CampaignKey) -> Int {
    guard let place = sorted.firstIndex(where: { $0.key == key }) else {
      preconditionFailure("every campaign of an export was noted")
    }
    return place
  }

  private var sorted: [(key: CampaignKey, campaign: Campaign)] {
    spellings.map { (key: $0.key, campaign: $0.value) }.sorted { left, right in
      if left.campaign.id != right.campaign.id {
        return left.campaign.id.precedesInBytes(right.campaign.id)
      }
      return left.campaign.name.precedesInBytes(right.campaign.name)
    }
  }
}
