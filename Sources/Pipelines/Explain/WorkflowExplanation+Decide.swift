import AdModel
import Aggregate
import Ingest
import Workflows

extension WorkflowExplanation {
  /// The longest way that `acts_on` is looked for, in days.
  static let daysAhead = 90

  /// A workflow that is switched off.
  init(inactive workflow: Workflow) {
    self.init(workflow, order: nil, .inactive)
  }

  /// - Parameter place: of the workflow in the serial order, from 0.
  init(_ place: Int, _ account: AccountIndex, _ rows: AccountRows, in run: DecidedRun) {
    let workflow = run.order[place]
    let active = run.pipeline.workflows.filter(\.isActive)
    guard let index = active.firstIndex(where: { $0.id == workflow.id }) else {
      preconditionFailure("only active workflows have an order")
    }
    let counting = run.counted.counting
    let counted = counting.windows[index]
    let looking = LookingWorkflow(workflow, counting.readings[index], run)
    self.init(workflow, order: place + 1, counted.isSkipped ? .skipped : .ran)
    self.why_skipped = counting.skipReasons[workflow.id]
    self.windows = looking.windows()
    self.rows = looking.rows(rows)
    self.engagements = counted.rows.first { $0.account == account }?.engagements ?? 0
    self.matched = workflow.trigger.test.isMet(by: engagements)
    self.outcome =
      run.applied.output.decisions.first {
        $0.account == account && $0.order == place + 1
      }?.outcome.rawValue
    if matched { return }
    self.obstacle = looking.obstacle(for: account)?.rawValue
    switch workflow.trigger.test {
    case .atLeast(let threshold): self.missing = looking.missing(threshold, for: account)
    case .fewerThan:
      self.acts_on = looking.firstQuietDay(for: account)?.description
    }
  }

  private init(_ workflow: Workflow, order: Int?, _ status: Status) {
    self.order = order
    self.workflow = workflow.id.text
    self.name = workflow.name
    self.status = status
    switch workflow.trigger.test {
    case .atLeast(let threshold):
      self.test = "engagements"
      self.threshold = threshold
    case .fewerThan(let threshold):
      self.test = "fewer_than"
      self.threshold = threshold
    }
    self.within_days = workflow.trigger.withinDays
    self.action =
      switch workflow.action {
      case .add: "add"
      case .move: "move"
      case .remove: "remove"
      }
    self.from = workflow.action.from.map(\.text)
    self.to = workflow.action.to.map(\.text)
  }
}

/// One workflow, and where it looks.
private struct LookingWorkflow {
  let workflow: Workflow
  let reading: CampaignReading
  let run: DecidedRun

  init(_ workflow: Workflow, _ reading: CampaignReading, _ run: DecidedRun) {
    self.workflow = workflow
    self.reading = reading
    self.run = run
  }

  func windows() -> [WorkflowExplanation.Window] {
    reading.sources.map { source in
      let window = run.window(of: workflow, inSource: source)
      return .init(
        source: run.pipeline.sources[source].name.text, first_day: window.first.description,
        last_day: window.last.description)
    }
  }

  func rows(_ rows: AccountRows) -> [WorkflowExplanation.Row] {
    rows.rows.compactMap { row in
      guard reading.campaigns.contains(row.campaign),
        let status = RowStatus(
          row.fate, row.countedPeriod, run.window(of: workflow, inSource: row.source))
      else { return nil }
      let campaign = run.ingested.restated.counts.campaigns[row.campaign].campaign
      return .init(
        source: run.pipeline.sources[row.source].name.text, file: row.shownPath, line: row.line,
        campaign: campaign.shown, first_day: row.period.first.description,
        last_day: row.period.last.description, engagements: Int(row.engagements),
        counted_as: row.difference.map { status == .counted ? Int($0) : 0 }, status: status,
        superseded_by: newerFile(row.fate))
    }
  }

  private func newerFile(_ fate: Restatement.SeriesFate) -> String? {
    switch fate {
    case .superseded(let by), .duplicate(let by): run.ingested.exports[by].shownPath
    case .standing, .afterAsOf: nil
    }
  }

  // MARK: - Days to come

  /// How many more it takes tonight, and the last as-of day up to which so many do: rows that leave
  /// the window later make it more.
  func missing(_ threshold: Int, for account: AccountIndex) -> WorkflowExplanation.Missing {
    let own = Array(run.counted.counts.rows(of: account))
    let needed = threshold - sum(own, daysAhead: 0)
    let tooLate = (1...workflow.trigger.withinDays + 1).first {
      threshold - sum(own, daysAhead: $0) > needed
    }
    return WorkflowExplanation.Missing(
      engagements: needed, by: tooLate.map { run.asOf.advanced(by: $0 - 1).description })
  }

  /// What would come of the workflow if it matched the account where it is after the run: nil when
  /// it would act.
  func obstacle(for account: AccountIndex) -> Outcome? {
    let held = segmentsHeld(by: account)
    if let onlyIn = workflow.onlyIn, !onlyIn.contains(where: held.contains) { return .narrowedOut }
    if workflow.notIn.contains(where: held.contains) { return .narrowedOut }
    let from = workflow.action.from
    return from.isEmpty || from.contains(where: held.contains) ? nil : .notInSource
  }

  /// The first as-of day on which the count is low enough if nobody engages any more.
  func firstQuietDay(for account: AccountIndex) -> CalendarDay? {
    guard run.table.isActive(account),
      workflow.action.from.contains(where: segmentsHeld(by: account).contains)
    else { return nil }
    let own = Array(run.counted.counts.rows(of: account))
    let days = (1...WorkflowExplanation.daysAhead).first {
      workflow.trigger.test.isMet(by: max(0, sum(own, daysAhead: $0)))
    }
    return days.map { run.asOf.advanced(by: $0) }
  }

  private func segmentsHeld(by account: AccountIndex) -> [SegmentID] {
    run.applied.output.memberships.filter { $0.account == account }.map(\.segment)
  }

  /// What the window holds some days after the as-of day; below 0 where people took back more than
  /// they gave.
  private func sum(_ rows: [AccountCounts.Row], daysAhead: Int) -> Int {
    let series = run.ingested.restated.counts.series
    return rows.filter { counts(series[Int($0.series)], daysAhead: daysAhead) }
      .reduce(0) { $0 + Int($1.engagements) }
  }

  /// Whether a series counts some days after the as-of day, while sources stay as late as they are.
  private func counts(_ series: StandingCounts.Series, daysAhead: Int) -> Bool {
    let window = run.window(of: workflow, inSource: series.source)
    return reading.campaigns.contains(series.campaign)
      && Window(within: window.within, last: window.last.advanced(by: daysAhead))
        .counts(series.period)
  }
}
