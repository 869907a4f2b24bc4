package import AdModel

/// The days that the exports of each source speak for, campaign by campaign: what a later
/// restatement of the same days is cut down to.
package struct SpokenDays: Sendable {
  /// By source: the days of each campaign; those of empty reports that name none under nil.
  private var days: [[CampaignKey?: Set<CalendarDay>]]
  /// By source: the ids that a name stands beside.
  private var idsOfNames: [[FoldedText: Set<String>]]

  package init(_ counts: StandingCounts) {
    self.days = counts.coverage.map { _ in [:] }
    self.idsOfNames = counts.coverage.map { _ in [:] }
    for entry in counts.campaigns {
      days[entry.source][entry.campaign.key] = []
      if !entry.campaign.id.isEmpty, !entry.campaign.name.isEmpty {
        idsOfNames[entry.source][FoldedText(entry.campaign.name), default: []]
          .insert(entry.campaign.id)
      }
    }
    for (source, coverage) in counts.coverage.enumerated() {
      for lane in coverage.lanes {
        let key = lane.campaign.map { counts.campaigns[$0].campaign.key }
        days[source][key, default: []].formUnion(lane.days)
      }
    }
  }

  /// The days spoken for of a campaign; nil for a campaign that no export mentions. One that goes by
  /// its id in some exports and by its name alone in others is one.
  ///
  /// - Parameter campaign: nil for empty reports that name none.
  func days(ofSource source: Int, _ campaign: Campaign?) -> Set<CalendarDay>? {
    guard source < days.count else { return nil }
    guard let campaign else { return days[source][nil] }
    if let found = days[source][campaign.key] { return found }
    let name = FoldedText(campaign.name)
    switch campaign.key {
    case .id: return days[source][.name(name)]
    case .name:
      guard let ids = idsOfNames[source][name], ids.count == 1, let id = ids.first else {
        return nil
      }
      return days[source][.id(id)]
    }
  }
}
