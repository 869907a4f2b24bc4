package import AdModel

/// Adds up what each workflow's window holds, and what of it is worth telling.
package struct WindowCounting: Sendable {
  /// One per active workflow, in the order of the pipeline file.
  package private(set) var windows: [WindowCounts] = []
  package private(set) var warnings: [RunWarning] = []
  /// Whether a series of the standing counts lies within the longest window of any rule.
  package let isWithinLongestWindow: [Bool]

  /// - Throws: `RunFailure` for a campaign that is not told apart (several sources, several ids).
  package init(
    _ pipeline: Pipeline, counts: StandingCounts, accounts: AccountCounts, asOf: CalendarDay
  ) throws(RunFailure) {
    let active = pipeline.workflows.filter(\.isActive)
    let longest = active.map(\.trigger.withinDays).max() ?? 0
    self.isWithinLongestWindow = counts.series.map { series in
      WindowCounting.window(longest, counts.coverage[series.source], asOf).counts(series.period)
    }
    for workflow in active {
      let reading = try CampaignReading(workflow, counts: counts, sources: pipeline.sources)
      count(workflow, reading, pipeline, counts, accounts, asOf)
    }
  }

  private static func window(_ within: Int, _ coverage: Coverage, _ asOf: CalendarDay) -> Window {
    Window(within: within, last: asOf.advanced(by: -coverage.lagUsed))
  }

  private mutating func count(
    _ workflow: Workflow, _ reading: CampaignReading, _ pipeline: Pipeline,
    _ counts: StandingCounts, _ accounts: AccountCounts, _ asOf: CalendarDay
  ) {
    var isCounted = [Bool](repeating: false, count: counts.series.count)
    var isStraddling = isCounted
    for (place, series) in counts.series.enumerated()
    where reading.campaigns.contains(series.campaign) {
      let window = WindowCounting.window(
        workflow.trigger.withinDays, counts.coverage[series.source], asOf)
      isCounted[place] = window.counts(series.period)
      isStraddling[place] = window.isStraddled(by: series.period)
    }
    var result = WindowCounts(
      workflow: workflow.id, rows: WindowCounting.sums(accounts, isCounted))
    result.straddlingEngagements = accounts.rows.reduce(0) {
      isStraddling[Int($1.series)] ? $0 + Int($1.engagements) : $0
    }
    result.isSkipped = isSkipped(workflow, reading, pipeline, counts, asOf)
    warn(workflow, reading, result)
    windows.append(result)
  }

  /// The sums of the counted rows, below 0 counting as 0, by account.
  private static func sums(_ accounts: AccountCounts, _ isCounted: [Bool]) -> [WindowCounts.Row] {
    var sums: [WindowCounts.Row] = []
    for row in accounts.rows where isCounted[Int(row.series)] {
      if let last = sums.last, last.account == row.account {
        sums[sums.count - 1].engagements += Int(row.engagements)
      } else {
        sums.append(.init(account: row.account, engagements: Int(row.engagements)))
      }
    }
    return sums.map { .init(account: $0.account, engagements: max(0, $0.engagements)) }
  }

  /// Whether a cooling rule may not act: its campaign is unknown or its window has gaps.
  private mutating func isSkipped(
    _ workflow: Workflow, _ reading: CampaignReading, _ pipeline: Pipeline,
    _ counts: StandingCounts, _ asOf: CalendarDay
  ) -> Bool {
    guard case .fewerThan = workflow.trigger.test else { return false }
    guard reading.isMentioned else { return true }
    let test = CoverageTest(
      asOf: asOf, selector: workflow.trigger.campaign, campaigns: reading.campaigns)
    for source in reading.sources {
      let coverage = counts.coverage[source]
      let window = WindowCounting.window(workflow.trigger.withinDays, coverage, asOf)
      if let day = test.firstUncoveredDay(of: window, in: coverage) {
        warnings.append(
          .notCovered(workflow, source: pipeline.sources[source].name, day: day))
        return true
      }
    }
    return false
  }

  private mutating func warn(
    _ workflow: Workflow, _ reading: CampaignReading, _ result: WindowCounts
  ) {
    if !reading.isMentioned {
      warnings.append(.campaignUnknown(workflow, nearest: reading.nearest))
    }
    if result.straddlingEngagements != 0 {
      warnings.append(
        .straddling(workflow, engagements: result.straddlingEngagements))
    }
  }
}
