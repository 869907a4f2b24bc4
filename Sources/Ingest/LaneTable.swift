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

  /// Drops the lanes that have no days, and all other days of the rest.
  mutating func keep(_ days: (LaneKey) -> Set<CalendarDay>?) {
    keys.removeAll { days($0) == nil }
    for key in keys {
      guard var lane = lanesByKey[key], let kept = days(key) else { continue }
      lane.speakers = lane.speakers.filter { kept.contains($0.key) }
      lane.emptyDays.formIntersection(kept)
      lanesByKey[key] = lane
    }
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
  mutating func note(_ export: Export, keys: [CampaignKey]) {
    for (series, key) in zip(export.series, keys) { note(series.campaign, key) }
    if let stated = export.statedCampaign {
      let campaign = Campaign(name: stated)
      note(campaign, campaign.key)
    }
  }

  private mutating func note(_ campaign: Campaign, _ key: CampaignKey) {
    guard spellings[key] == nil else { return }
    // The newest download may say the name alone where an older one has the id.
    if case .id(let id) = key, campaign.id.isEmpty {
      spellings[key] = Campaign(id: id, name: campaign.name)
    } else {
      spellings[key] = campaign
    }
  }

  subscript(key: CampaignKey) -> Campaign? { spellings[key] }

  mutating func keep(where isKept: (Campaign) -> Bool) {
    spellings = spellings.filter { isKept($0.value) }
  }

  /// The campaigns sorted by id, then name, and the place of each among them.
  func sorted() -> (campaigns: [Campaign], places: [CampaignKey: Int]) {
    let sorted = spellings.sorted { left, right in
      if left.value.id != right.value.id { return left.value.id.precedesInBytes(right.value.id) }
      return left.value.name.precedesInBytes(right.value.name)
    }
    let places = sorted.enumerated().map { ($1.key, $0) }
    return (sorted.map(\.value), Dictionary(uniqueKeysWithValues: places))
  }
}
