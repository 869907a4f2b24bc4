import AdModel

/// The `workflows` section: each a trigger and an action.
extension PipelineReader {
  private enum WorkflowKey: String, CaseIterable {
    case id, name, active, when, add, move, remove
    case onlyIn = "only_in"
    case notIn = "not_in"
    case after
  }

  private enum TriggerKey: String, CaseIterable {
    case engagements
    case fewerThan = "fewer_than"
    case campaign
    case withinDays = "within_days"
    case sources
    case anyID = "any_id"
  }

  private enum ActionKey: String, CaseIterable {
    case from, to
  }

  func workflows(
    _ cursor: Cursor?, segments: SegmentSection, sources: NameIndex
  ) -> [Workflow] {
    let items = cursor?.items() ?? []
    var names = NameIndex(noun: "workflow", isComplete: !items.isEmpty)
    // `after` may name a workflow further down, so all are named before any is read.
    let named = items.compactMap { item -> (Fields<WorkflowKey>, id: String, name: String)? in
      guard let fields = item.fields(WorkflowKey.self) else {
        names.declare(id: nil, name: "", faults: faults)
        return nil
      }
      let (id, name) = identity(fields, id: .id, name: .name, into: &names)
      return (fields, id, name)
    }
    return named.map { fields, id, name in
      let trigger = trigger(fields.required(.when), sources: sources)
      return Workflow(
        id: WorkflowID(id), name: name,
        isActive: fields.optional(.active)?.flag() ?? true,
        trigger: trigger,
        action: action(fields, test: trigger.test, segments: segments),
        onlyIn: fields.optional(.onlyIn).map { segmentIDs($0, segments) },
        notIn: segmentIDs(fields.optional(.notIn), segments),
        after: after(fields.optional(.after), id: id, names: names))
    }
  }

  private func trigger(_ cursor: Cursor?, sources: NameIndex) -> Workflow.Trigger {
    let fields = cursor?.fields(TriggerKey.self)
    let campaigns = fields?.required(.campaign)?.texts() ?? []
    return Workflow.Trigger(
      test: fields.flatMap(test) ?? .atLeast(1),
      campaign: CampaignSelector(campaigns.map(\.value)),
      withinDays: fields?.required(.withinDays)?.integer(in: Window.allowedDays) ?? 0,
      sources: sourceChoice(fields?.optional(.sources), sources: sources),
      anyID: fields?.optional(.anyID)?.flag() ?? false)
  }

  private func test(_ fields: Fields<TriggerKey>) -> Workflow.Test? {
    guard let key = fields.exactlyOne(of: [.engagements, .fewerThan]) else { return nil }
    let threshold = fields.optional(key)?.integer(in: Workflow.allowedThresholds) ?? 1
    return key == .engagements ? .atLeast(threshold) : .fewerThan(threshold)
  }

  private func sourceChoice(_ cursor: Cursor?, sources: NameIndex) -> Workflow.SourceChoice {
    guard let cursor else { return .theOnlyOne }
    if cursor.isText("all") { return .all }
    return .named(sources.ids(cursor).map { SourceName($0.value) })
  }

  private func action(
    _ fields: Fields<WorkflowKey>, test: Workflow.Test, segments: SegmentSection
  ) -> Workflow.Action {
    switch fields.exactlyOne(of: [.add, .move, .remove]) {
    case .move:
      return move(fields.optional(.move)?.fields(), segments: segments)
    case .remove:
      let parts = fields.optional(.remove)?.fields([ActionKey.from])
      return .remove(from: plain(left(parts?.required(.from), segments)))
    default:
      let add = fields.optional(.add)
      if case .fewerThan = test { add?.report(.coolingAdd) }
      let parts = add?.fields([ActionKey.to])
      return .add(to: plain(entered(parts?.required(.to), segments)))
    }
  }

  private func move(_ parts: Fields<ActionKey>?, segments: SegmentSection) -> Workflow.Action {
    let from = left(parts?.required(.from), segments)
    let to = entered(parts?.required(.to), segments)
    for segment in to where from.contains(where: { $0.value == segment.value }) {
      faults.add(.fromAndTo(segment.value), at: segment.place)
    }
    return .move(from: plain(from), to: plain(to))
  }

  private func entered(_ cursor: Cursor?, _ segments: SegmentSection) -> [Placed<String>] {
    let ids = segments.names.ids(cursor)
    for id in ids where segments.readFromFile.contains(id.value) {
      faults.add(.enteringFileSegment(id.value), at: id.place)
    }
    return ids
  }

  private func left(_ cursor: Cursor?, _ segments: SegmentSection) -> [Placed<String>] {
    let ids = segments.names.ids(cursor)
    for id in ids where segments.readFromFile.contains(id.value) {
      faults.add(.leavingFileSegment(id.value), at: id.place)
    }
    return ids
  }

  private func after(_ cursor: Cursor?, id: String, names: NameIndex) -> [WorkflowID] {
    let earlier = names.ids(cursor)
    for workflow in earlier where workflow.value == id {
      faults.add(.afterItself(id), at: workflow.place)
    }
    return earlier.map { WorkflowID($0.value) }
  }

  private func segmentIDs(_ cursor: Cursor?, _ segments: SegmentSection) -> [SegmentID] {
    plain(segments.names.ids(cursor))
  }

  private func plain(_ ids: [Placed<String>]) -> [SegmentID] { ids.map { SegmentID($0.value) } }
}
