import AdModel

/// The words of what ends a run while windows are added up.
extension RunFailure {
  static func campaignInSeveralSources(
    _ workflow: Workflow, sources: [SourceName]
  ) -> RunFailure {
    let names = sources.map(\.text).joined(separator: ", ")
    return RunFailure(
      kind: "campaign_in_several_sources", place: "workflow '\(workflow.name)'",
      what: "its campaign \(workflow.trigger.campaign.shown) stands in the exports of several "
        + "sources: \(names)",
      mend: "say 'sources: all' in its 'when' to add them up, or 'sources: [\(names)]' with the "
        + "ones you mean; two reports of one platform show the same clicks")
  }

  static func severalCampaignIDs(
    _ workflow: Workflow, name: String, ids: [String], source: SourceName
  ) -> RunFailure {
    RunFailure(
      kind: "several_campaign_ids", place: "workflow '\(workflow.name)'",
      what: "source '\(source)' has several campaigns named '\(name)', with the ids "
        + ids.joined(separator: ", "),
      mend: "name the id in 'campaign', or say 'any_id: true' in its 'when' to add them up")
  }
}

/// The words of what a run reports of its windows.
extension RunWarning {
  static func campaignUnknown(_ workflow: Workflow, nearest: [String]) -> RunWarning {
    RunWarning(
      kind: "campaign_unknown", place: "workflow '\(workflow.name)'",
      message: unknownCampaign(workflow, nearest: nearest))
  }

  static func unknownCampaign(_ workflow: Workflow, nearest: [String]) -> String {
    let hint =
      nearest.isEmpty
      ? "" : "; the closest are \(nearest.map { "'\($0)'" }.joined(separator: ", "))"
    return "no export mentions its campaign \(workflow.trigger.campaign.shown)\(hint)"
  }

  static func notCovered(_ workflow: Workflow, _ reason: String) -> RunWarning {
    RunWarning(
      kind: "not_covered", place: "workflow '\(workflow.name)'", message: "skipped: \(reason)")
  }

  static func uncovered(_ source: SourceName, _ day: CalendarDay) -> String {
    "no export of source '\(source)' speaks for \(day), and too few engagements can only be told "
      + "when every day is known"
  }

  static func straddling(_ workflow: Workflow, engagements: Int) -> RunWarning {
    RunWarning(
      kind: "straddling_periods", place: "workflow '\(workflow.name)'",
      message: "\(engagements) engagement\(engagements == 1 ? "" : "s") of reports that begin "
        + "before its window \(engagements == 1 ? "was" : "were") left out")
  }
}

extension CampaignSelector {
  /// The patterns for people: `'Awareness'`, `'Brand *'`.
  fileprivate var shown: String { patterns.map { "'\($0)'" }.joined(separator: ", ") }
}
