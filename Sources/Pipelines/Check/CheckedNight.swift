import AdModel
import Aggregate
import Ingest
import Workflows

/// What lints look at: the pipeline, what its exports say tonight, and who is where already.
struct CheckedNight {
  let pipeline: Pipeline
  /// Active workflows, in the order of the pipeline file.
  let active: [Workflow]
  /// Nil when the workflows wait for each other in a circle.
  let order: WorkflowOrder?
  let inputs: CheckedInputs
  let ladders: LadderPlaces
  /// Where each active workflow finds its campaign; none when nothing could be read, or when the
  /// workflow does not say which campaign it means.
  let readings: [WorkflowID: CampaignReading]
  /// Workflows that do not say which campaign or source they mean.
  let faults: [RunFailure]
  private let orderNumbers: [WorkflowID: Int]

  init(_ pipeline: Pipeline, order: WorkflowOrder?, _ inputs: CheckedInputs) {
    self.pipeline = pipeline
    self.active = pipeline.workflows.filter(\.isActive)
    self.order = order
    self.inputs = inputs
    self.ladders = LadderPlaces(pipeline.ladders)
    var readings: [WorkflowID: CampaignReading] = [:]
    var faults: [RunFailure] = []
    for workflow in active {
      guard let counts = inputs.exports.counts else { continue }
      do {
        readings[workflow.id] = try CampaignReading(
          workflow, counts: counts, sources: pipeline.sources)
      } catch {
        faults.append(error)
      }
    }
    var orderNumbers: [WorkflowID: Int] = [:]
    for (place, workflow) in (order?.workflows ?? []).enumerated() {
      orderNumbers[workflow.id] = place + 1
    }
    self.orderNumbers = orderNumbers
    self.readings = readings
    self.faults = faults
  }

  var asOf: CalendarDay? { inputs.asOf }
  var counts: StandingCounts? { inputs.exports.counts }

  /// Whether all files of a source could be read.
  func isRead(_ source: Int) -> Bool { !inputs.exports.unreadSources.contains(source) }

  /// The sources a workflow may find its campaign in: indices into the pipeline's.
  func sourcesAllowed(_ workflow: Workflow) -> [Int] {
    guard case .named(let names) = workflow.trigger.sources else {
      return Array(pipeline.sources.indices)
    }
    return pipeline.sources.indices.filter { names.contains(pipeline.sources[$0].name) }
  }

  /// Whether it is certain that no export mentions a workflow's campaign.
  func isCampaignUnknown(_ workflow: Workflow) -> Bool {
    guard let reading = readings[workflow.id], !reading.isMentioned else { return false }
    return sourcesAllowed(workflow).allSatisfy(isRead)
  }

  /// The place of a workflow in the run, from 1; nil without an order.
  func orderNumber(_ workflow: Workflow) -> Int? {
    orderNumbers[workflow.id]
  }
}

/// Where segments stand on ladders; a segment stands on one at most.
struct LadderPlaces {
  private let places: [SegmentID: (ladder: Int, rung: Int)]

  init(_ ladders: [[SegmentID]]) {
    var places: [SegmentID: (ladder: Int, rung: Int)] = [:]
    for (ladder, rungs) in ladders.enumerated() {
      for (rung, segment) in rungs.enumerated() { places[segment] = (ladder, rung) }
    }
    self.places = places
  }

  func isRung(_ segment: SegmentID) -> Bool { places[segment] != nil }

  /// Whether two segments are different rungs of one ladder, so that no account is in both.
  func exclude(_ one: SegmentID, _ other: SegmentID) -> Bool {
    guard one != other, let first = places[one], let second = places[other] else { return false }
    return first.ladder == second.ladder
  }

  /// Whether a segment is a lower rung of another one's ladder.
  func isLower(_ one: SegmentID, than other: SegmentID) -> Bool {
    guard exclude(one, other), let first = places[one], let second = places[other] else {
      return false
    }
    return first.rung < second.rung
  }
}
