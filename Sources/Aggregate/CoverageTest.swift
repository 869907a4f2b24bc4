package import AdModel

/// Whether every day a cooling rule looks at is spoken for.
///
/// A day counts as covered when any campaign and part of the source speaks for it. Where file
/// names state a campaign or a part, each one the rule reads that spoke for any of the last 14
/// days must speak for the day too.
package struct CoverageTest {
  private static let recentDays = 14

  let asOf: CalendarDay
  let selector: CampaignSelector
  /// The campaigns the rule reads: indices into those of the standing counts.
  let campaigns: Set<Int>

  package init(asOf: CalendarDay, selector: CampaignSelector, campaigns: Set<Int>) {
    self.asOf = asOf
    self.selector = selector
    self.campaigns = campaigns
  }

  /// The first day of the window that a source does not cover, or nil when it covers all.
  package func firstUncoveredDay(of window: Window, in coverage: Coverage) -> CalendarDay? {
    let whole = Set(coverage.lanes.flatMap(\.days))
    let groups = namedGroups(coverage)
    return (0...window.within).map { window.first.advanced(by: $0) }.first { day in
      !whole.contains(day) || groups.contains { !$0.contains(day) }
    }
  }

  private struct Name: Hashable {
    var campaign: FoldedText?
    var part: String?
  }

  /// The days of each named campaign and part that the rule reads and that is alive.
  private func namedGroups(_ coverage: Coverage) -> [Set<CalendarDay>] {
    var daysByName: [Name: Set<CalendarDay>] = [:]
    var namesRead: Set<Name> = []
    for lane in coverage.lanes where lane.namedCampaign != nil || lane.part != nil {
      let name = Name(campaign: lane.namedCampaign.map { FoldedText($0) }, part: lane.part)
      daysByName[name, default: []].formUnion(lane.days)
      if isRead(lane) { namesRead.insert(name) }
    }
    let recent = asOf.advanced(by: -CoverageTest.recentDays)...asOf
    return daysByName.filter { name, days in
      namesRead.contains(name) && days.contains { recent.contains($0) }
    }.map(\.value)
  }

  /// By the campaign that its file names, or by one that stands in the file's rows.
  private func isRead(_ lane: Coverage.Lane) -> Bool {
    guard let named = lane.namedCampaign else { return true }
    return selector.matches(Campaign(name: named))
      || lane.campaign.map { campaigns.contains($0) } ?? false
  }
}
