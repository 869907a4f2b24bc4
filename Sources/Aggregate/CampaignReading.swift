import AdModel

/// Where one rule finds its campaign: which sources it reads and which campaigns of them.
package struct CampaignReading: Sendable {
  /// Indices into the pipeline's sources, in its order.
  package let sources: [Int]
  /// Indices into the campaigns of the standing counts.
  package let campaigns: Set<Int>
  /// Campaign names most like the ones wanted, when no export mentions any.
  let nearest: [String]

  var isMentioned: Bool { !campaigns.isEmpty }

  /// - Throws: when the campaign stands in several sources and the rule names none, or when two
  ///   campaign ids share the name it gives.
  init(_ workflow: Workflow, counts: StandingCounts, sources: [Source]) throws(RunFailure) {
    let trigger = workflow.trigger
    let matching = counts.campaigns.indices.filter {
      trigger.campaign.matches(counts.campaigns[$0].campaign)
    }
    let mentioning = sources.indices.filter { source in
      matching.contains { counts.campaigns[$0].source == source }
    }
    switch trigger.sources {
    case .theOnlyOne:
      guard mentioning.count <= 1 else {
        throw .campaignInSeveralSources(
          workflow, sources: mentioning.map { sources[$0].name })
      }
      self.sources = mentioning
    case .all: self.sources = mentioning
    case .named(let names):
      self.sources = sources.indices.filter { names.contains(sources[$0].name) }
    }
    let read = self.sources
    let found = matching.filter { read.contains(counts.campaigns[$0].source) }
    self.campaigns = Set(found)
    self.nearest =
      found.isEmpty
      ? CampaignReading.nearest(trigger.campaign, counts, among: read.isEmpty ? nil : read) : []
    if !trigger.anyID {
      try CampaignReading.checkIDs(workflow, found.map { counts.campaigns[$0] }, sources)
    }
  }

  private static func nearest(
    _ selector: CampaignSelector, _ counts: StandingCounts, among sources: [Int]?
  ) -> [String] {
    let names = counts.campaigns.filter { sources?.contains($0.source) ?? true }
      .map(\.campaign.shown)
    var nearest: [String] = []
    for pattern in selector.patterns {
      for name in nearestNames(to: pattern, among: names) where !nearest.contains(name) {
        nearest.append(name)
      }
    }
    return nearest
  }

  /// Refuses a plain name that two campaign ids of one source bear.
  private static func checkIDs(
    _ workflow: Workflow, _ found: [StandingCounts.CampaignEntry], _ sources: [Source]
  ) throws(RunFailure) {
    for pattern in workflow.trigger.campaign.patterns {
      let folded = FoldedText(pattern)
      for source in sources.indices {
        let ids = found.filter {
          $0.source == source && !$0.campaign.id.isEmpty
            && FoldedText($0.campaign.name) == folded
        }.map(\.campaign.id)
        if ids.count > 1 {
          throw .severalCampaignIDs(
            workflow, name: pattern, ids: ids, source: sources[source].name)
        }
      }
    }
  }
}
