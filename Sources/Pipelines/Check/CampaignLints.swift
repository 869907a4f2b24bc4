import AdModel
import Aggregate

/// Campaigns that the exports do not mention.
///
/// - `campaign_unknown`: a name, id or pattern of a workflow's campaign that no export of the sources
///   it reads mentions, be it all of them or some of a list.
/// - `source_without_campaign`: `sources: [..]` names a source that does not mention the campaign,
///   while another one does, so what happens there counts for nothing. With `sources: all`, and for a
///   source with a file that cannot be read, nothing is said.
enum CampaignLints {
  static func lints(_ night: CheckedNight) -> [Lint] {
    night.active.compactMap { unknown($0, night) } + night.active.flatMap { silent($0, night) }
  }

  /// How many campaigns are named where none is close.
  private static let shownCount = 5

  /// What to write for a campaign that no export mentions.
  static func remedy(_ workflow: Workflow, _ night: CheckedNight) -> String {
    let correction = "correct 'campaign' in the 'when' of \(workflow.place)"
    let names = mentioned(workflow, night)
    let near = unknownPatterns(workflow, night).flatMap { nearestNames(to: $0, among: names) }
      .reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    if !near.isEmpty { return "\(correction); the closest are \(near.quoted)" }
    guard !names.isEmpty else { return correction }
    let more = names.count > shownCount ? " and \(names.count - shownCount) more" : ""
    return "\(correction); the exports mention \(names.prefix(shownCount).quoted)\(more)"
  }

  private static func unknown(_ workflow: Workflow, _ night: CheckedNight) -> Lint? {
    let patterns = unknownPatterns(workflow, night)
    guard !patterns.isEmpty else { return nil }
    let isWhole = night.isCampaignUnknown(workflow)
    let effect =
      switch (isWhole, workflow.trigger.test) {
      case (true, .fewerThan): ", so the whole rule is skipped"
      case (true, .atLeast): ", so nothing ever matches"
      case (false, _): ", so only the rest of its list counts"
      }
    return Lint(
      kind: "campaign_unknown", place: workflow.place,
      message: "no export\(sourcesShown(workflow)) mentions its campaign "
        + patterns.quoted + effect,
      remedy: remedy(workflow, night))
  }

  /// ` of source 'dsp'`, when the workflow names its sources.
  private static func sourcesShown(_ workflow: Workflow) -> String {
    guard case .named(let names) = workflow.trigger.sources else { return "" }
    return " of source \(names.map(\.text).quoted)"
  }

  /// Patterns that match no campaign of the sources the workflow reads.
  private static func unknownPatterns(_ workflow: Workflow, _ night: CheckedNight) -> [String] {
    let allowed = night.sourcesAllowed(workflow)
    guard let counts = night.counts, let reading = night.readings[workflow.id],
      allowed.allSatisfy(night.isRead)
    else { return [] }
    // A source of which nothing was found may be what the rest of a list is for.
    let read = reading.isMentioned ? reading.sources : allowed
    let campaigns = counts.campaigns.filter { read.contains($0.source) }.map(\.campaign)
    return workflow.trigger.campaign.patterns.filter { pattern in
      !campaigns.contains { CampaignSelector([pattern]).matches($0) }
    }
  }

  /// The campaigns of the sources that the workflow may read, by source and name.
  private static func mentioned(_ workflow: Workflow, _ night: CheckedNight) -> [String] {
    let allowed = night.sourcesAllowed(workflow)
    return (night.counts?.campaigns ?? []).filter { allowed.contains($0.source) }
      .map(\.campaign.shown)
      .reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  private static func silent(_ workflow: Workflow, _ night: CheckedNight) -> [Lint] {
    guard case .named = workflow.trigger.sources, let counts = night.counts,
      let reading = night.readings[workflow.id], reading.isMentioned
    else { return [] }
    let mentioning = Set(reading.campaigns.map { counts.campaigns[$0].source })
    let silent = reading.sources.filter { !mentioning.contains($0) && night.isRead($0) }
    return silent.map { place in
      let source = night.pipeline.sources[place]
      let names = counts.campaigns.filter { $0.source == place }.map(\.campaign.shown)
      let near = workflow.trigger.campaign.patterns
        .flatMap { nearestNames(to: $0, among: names) }
      let hint = near.isEmpty ? "" : "; the closest there are \(near.quoted)"
      return Lint(
        kind: "source_without_campaign", place: workflow.place,
        message: "it reads \(source.place), where no export mentions its campaign "
          + "\(workflow.trigger.campaign.patterns.quoted), so nothing there counts\(hint)",
        remedy: "put the campaign's name there into its 'campaign' list, or take '\(source.name)' "
          + "out of its 'sources'")
    }
  }
}
