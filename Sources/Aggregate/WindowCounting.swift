package import AdModel

/// Adds up what each workflow's window holds, and what of it is worth telling.
package struct WindowCounting: Sendable {
  /// One per active workflow, in the order of the pipeline file.
  package private(set) var windows: [WindowCounts] = []
  /// What each of them reads.
  package let readings: [CampaignReading]
  /// Why cooling rules may not act, for people.
  package private(set) var skipReasons: [WorkflowID: String] = [:]
  package private(set) var warnings: [RunWarning] = []
  /// Whether a series of the standing counts lies within the longest window of any rule.
  package let isWithinLongestWindow: [Bool]

  /// - Parameter jobs: number of threads, at least 1.
  /// - Throws: `RunFailure` for a campaign that is not told apart (several sources, several ids).
  package init(
    _ pipeline: Pipeline, counts: StandingCounts, accounts: AccountCounts, asOf: CalendarDay,
    jobs: Int = 1
  ) throws(RunFailure) {
    let active = pipeline.workflows.filter(\.isActive)
    let longest = active.map(\.trigger.withinDays).max() ?? 0
    self.isWithinLongestWindow = counts.series.map { series in
      WindowCounting.window(longest, counts.coverage[series.source], asOf).counts(series.period)
    }
    let readings = try active.map { workflow throws(RunFailure) in
      try CampaignReading(workflow, counts: counts, sources: pipeline.sources)
    }
    self.readings = readings
    let windows = zip(active, readings).map { workflow, reading in
      (reading: reading, within: workflow.trigger.withinDays)
    }
    let (distinct, places) = WindowCounting.distinct(windows)
    let sums = SeriesReaders(distinct, counts, asOf) { $0.counts($1) }
      .sums(accounts, jobs: jobs)
    let straddling = SeriesReaders(distinct, counts, asOf) { $0.isStraddled(by: $1) }
      .totals(accounts)
    for (place, workflow) in active.enumerated() {
      var result = WindowCounts(
        workflow: workflow.id, rows: sums[places[place]],
        straddlingEngagements: straddling[places[place]])
      result.isSkipped = isSkipped(workflow, readings[place], pipeline, counts, asOf)
      warn(workflow, readings[place], result)
      self.windows.append(result)
    }
  }

  /// The windows without those that hold the same as another: a ladder's rules, or the ladders of
  /// several teams, often look at one campaign and the same days.
  ///
  /// - Returns: them, and for each of the windows given its place among them.
  private static func distinct(
    _ windows: [(reading: CampaignReading, within: Int)]
  ) -> (windows: [(reading: CampaignReading, within: Int)], places: [Int]) {
    struct Held: Hashable {
      var campaigns: Set<Int>
      var within: Int
    }
    var distinct: [(reading: CampaignReading, within: Int)] = []
    var known: [Held: Int] = [:]
    let places = windows.map { window in
      let held = Held(campaigns: window.reading.campaigns, within: window.within)
      if let place = known[held] { return place }
      known[held] = distinct.count
      distinct.append(window)
      return distinct.count - 1
    }
    return (distinct, places)
  }

  /// The days a rule looks at in a source, which slides back as far as the source is late.
  package static func window(
    _ within: Int, _ coverage: Coverage, _ asOf: CalendarDay
  ) -> Window {
    Window(within: within, last: asOf.advanced(by: -coverage.lagUsed))
  }

  /// Whether a cooling rule may not act: its campaign is unknown or its window has gaps.
  private mutating func isSkipped(
    _ workflow: Workflow, _ reading: CampaignReading, _ pipeline: Pipeline,
    _ counts: StandingCounts, _ asOf: CalendarDay
  ) -> Bool {
    guard case .fewerThan = workflow.trigger.test else { return false }
    guard reading.isMentioned else {
      skip(workflow, RunWarning.unknownCampaign(workflow, nearest: reading.nearest))
      return true
    }
    let test = CoverageTest(
      asOf: asOf, selector: workflow.trigger.campaign, campaigns: reading.campaigns)
    for source in reading.sources {
      let coverage = counts.coverage[source]
      let window = WindowCounting.window(workflow.trigger.withinDays, coverage, asOf)
      if let day = test.firstUncoveredDay(of: window, in: coverage) {
        skip(workflow, RunWarning.uncovered(pipeline.sources[source].name, day))
        return true
      }
    }
    return false
  }

  private mutating func skip(_ workflow: Workflow, _ reason: String) {
    skipReasons[workflow.id] = reason
    warnings.append(.notCovered(workflow, reason))
  }

  private mutating func warn(
    _ workflow: Workflow, _ reading: CampaignReading, _ result: WindowCounts
  ) {
    if !reading.isMentioned, !result.isSkipped {
      warnings.append(.campaignUnknown(workflow, nearest: reading.nearest))
    }
    if result.straddlingEngagements != 0 {
      warnings.append(
        .straddling(workflow, engagements: result.straddlingEngagements))
    }
  }
}
