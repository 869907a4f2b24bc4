import AdModel
import Aggregate
import Export
import Ingest
import Normalize
import Runs
import Workflows

extension Forecast {
  /// Decides tonight's run and the nights after it, each based on the one before, as if exports went
  /// on arriving and nobody engaged any more. Writes nothing at all.
  ///
  /// The windows slide over tonight's standing counts; a source stays as late as it is tonight and
  /// covers every day to come in the lanes that are alive. Segments read from files hold the rows
  /// that count tonight for as long as those rows' dates allow; overrides hold until they lapse.
  ///
  /// - Throws: what tonight's run would end with, guards apart.
  package static func decide(
    _ request: RunRequest, _ surroundings: RunSurroundings
  ) throws -> Forecast {
    let tonight = try PipelineRun.decide(request, surroundings)
    var counts = tonight.ingested.restated.counts
    counts.coverage = counts.coverage.map { ComingNights.extended($0, from: tonight.asOf) }
    var forecast = Forecast(tonight)
    var input = tonight.applied.input
    input.base = tonight.applied.output.memberships
    for distance in 1...dayCount {
      let day = tonight.asOf.advanced(by: distance)
      input.asOf = day
      input.counts = try WindowCounting(
        tonight.pipeline, counts: counts, accounts: tonight.counted.counts, asOf: day,
        jobs: request.jobs
      ).windows
      input.fileMembers = ComingNights.fileMembers(tonight, on: day)
      let output = try WorkflowEngine.run(input)
      forecast.add(output, on: day, tonight)
      input.base = output.memberships
    }
    forecast.findShortages(from: tonight.asOf)
    return forecast
  }

  private init(_ tonight: DecidedRun) {
    let pipeline = tonight.pipeline
    self.pipeline = pipeline.name
    self.as_of = tonight.asOf.description
    self.days = Forecast.dayCount
    self.segments = zip(pipeline.segments, tonight.exported.results).map {
      Segment(id: $0.id.text, name: $0.name, sizes: [$1.after])
    }
    self.uploads = pipeline.exports.map { upload in
      Upload(
        segment: upload.segment.text, format: upload.format,
        is_of_people: pipeline.isOfContacts(upload),
        minimum: Forecast.minimum(of: upload, pipeline),
        sizes: [tonight.exported.plan.accounts(of: upload).count])
    }
    self.changes = []
    self.workflowNames = Dictionary(
      pipeline.workflows.map { ($0.id.text, $0.name) }, uniquingKeysWith: { $1 })
    self.segmentNames = Dictionary(
      pipeline.segments.map { ($0.id.text, $0.name) }, uniquingKeysWith: { $1 })
    self.warnings = tonight.warningsWithGuards
  }

  private mutating func add(
    _ output: WorkflowEngine.Output, on day: CalendarDay, _ tonight: DecidedRun
  ) {
    let sizes = output.memberships.reduce(into: [SegmentID: Int]()) {
      $0[$1.segment, default: 0] += 1
    }
    for (place, segment) in tonight.pipeline.segments.enumerated() {
      segments[place].sizes.append(sizes[segment.id] ?? 0)
    }
    let plan = UploadPlan(
      tonight.pipeline, output, tonight.applied.overrides, tonight.table, asOf: day)
    for (place, upload) in tonight.pipeline.exports.enumerated() {
      uploads[place].sizes.append(plan.accounts(of: upload).count)
    }
    changes += output.changes.map { change in
      let account = tonight.table[change.account]
      return Change(
        day: day.description, order: change.order, workflow: change.workflow.text,
        account_id: account.id.text, name: account.name, action: change.action.rawValue,
        from: change.from.map(\.text), to: change.to.map(\.text))
    }
  }

  private static func minimum(
    of upload: AdModel.Upload, _ pipeline: Pipeline
  ) -> Int? {
    pipeline.isOfContacts(upload) ? nil : pipeline.form(of: upload).limits.minimum
  }

  private mutating func findShortages(from asOf: CalendarDay) {
    for place in uploads.indices {
      guard let minimum = uploads[place].minimum else { continue }
      uploads[place].below_minimum_on = uploads[place].sizes.firstIndex { $0 < minimum }
        .map { asOf.advanced(by: $0).description }
    }
  }
}

/// What the coming nights have that tonight has not.
private enum ComingNights {
  /// How many days back a campaign must have spoken to count as alive.
  private static let recentDays = 14

  /// Tonight's coverage with all days to come covered, in the lanes that are alive.
  static func extended(_ coverage: Coverage, from asOf: CalendarDay) -> Coverage {
    let newest = asOf.advanced(by: -coverage.lagUsed)
    let coming = (1...Forecast.dayCount).map { newest.advanced(by: $0) }
    let oldest = asOf.advanced(by: -recentDays)
    var extended = coverage
    for place in extended.lanes.indices
    where extended.lanes[place].days.contains(where: { oldest <= $0 }) {
      extended.lanes[place].days = Set(extended.lanes[place].days + coming).sorted()
    }
    return extended
  }

  /// The members of segments read from files: tonight's rows whose dates still count.
  static func fileMembers(
    _ tonight: DecidedRun, on day: CalendarDay
  ) -> [SegmentID: [AccountIndex]] {
    let outcomes = tonight.accounts.resolution.outcomes.dropFirst(tonight.pipeline.sources.count)
    var members: [SegmentID: [AccountIndex]] = [:]
    for (entry, outcomes) in zip(tonight.ingested.segmentFiles, outcomes) {
      let standing = zip(entry.file.lastDays, outcomes).compactMap { lastDay, outcome in
        lastDay.map { day <= $0 } ?? true ? AccountStage.account(outcome) : nil
      }
      members[entry.segment] = Set(standing).sorted()
    }
    return members
  }
}
