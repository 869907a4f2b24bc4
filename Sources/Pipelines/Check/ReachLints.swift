import AdModel

/// Segments that nothing fills and workflows that can never act, each with the root cause.
///
/// - `unreachable_rung`, `unreachable_segment`: a segment that something is meant to fill or that a
///   ladder, a workflow or an upload names, and that no account can ever get into.
/// - `nothing_in_from`: a move or a remove, of which nothing fills any `from`.
/// - `nothing_in_only_in`: a workflow narrowed to segments that nothing fills.
/// - `always_narrowed_out`: `not_in` covers every segment it could find accounts in, or its `from`
///   and its `only_in` are different rungs of one ladder, of which an account holds one.
///
/// The last three say of a rule that lowers that nobody ever comes down by it.
struct ReachLints {
  private let night: CheckedNight
  private let reach: SegmentReach
  /// Workflows by what they lead to, in the order of the pipeline file.
  private let ways: [SegmentID: [Workflow]]

  private init(_ night: CheckedNight, _ reach: SegmentReach) {
    self.night = night
    self.reach = reach
    var ways: [SegmentID: [Workflow]] = [:]
    for workflow in night.pipeline.workflows {
      for segment in workflow.action.to { ways[segment, default: []].append(workflow) }
    }
    self.ways = ways
  }

  static func lints(_ night: CheckedNight, _ reach: SegmentReach) -> [Lint] {
    // Without knowing tonight's members and pins, or with a file that may hold some, an empty
    // segment is no certain thing.
    guard night.isMembershipKnown else { return [] }
    let lints = ReachLints(night, reach)
    return night.active.compactMap(lints.lint) + night.pipeline.segments.compactMap(lints.lint)
  }

  // MARK: - Workflows

  private func lint(_ workflow: Workflow) -> Lint? {
    guard let obstacle = reach.obstacle(workflow) else { return nil }
    let why = cause(of: obstacle, workflow)
    let effect = isLowering(workflow) ? "so no account ever comes down by it" : "so it never acts"
    return Lint(
      kind: ReachLints.kind(obstacle), place: workflow.place,
      message: "\(why.text)\(why.end), \(effect)",
      remedy: why.remedy)
  }

  private static func kind(_ obstacle: SegmentReach.Obstacle) -> String {
    switch obstacle {
    case .emptyFrom: "nothing_in_from"
    case .emptyOnlyIn: "nothing_in_only_in"
    case .narrowedOut: "always_narrowed_out"
    }
  }

  private func isLowering(_ workflow: Workflow) -> Bool {
    if case .fewerThan = workflow.trigger.test { return true }
    return workflow.action.from.contains { left in
      workflow.action.to.contains { night.ladders.isLower($0, than: left) }
    }
  }

  // MARK: - Segments

  private func lint(_ segment: Segment) -> Lint? {
    guard !reach.filled.contains(segment.id), !SegmentLints.isUnused(segment.id, night) else {
      return nil
    }
    let cause = cause(of: segment.id)
    let isRung = night.ladders.isRung(segment.id)
    return Lint(
      kind: isRung ? "unreachable_rung" : "unreachable_segment", place: segment.place,
      message: "nothing fills \(isRung ? "this rung" : "it"): \(cause.text)", remedy: cause.remedy)
  }

  // MARK: - Causes

  private struct Cause {
    var text: String
    /// The root cause, in a clause of its own behind the text; empty when the text says it.
    var end = ""
    var remedy: String
  }

  /// How many of the workflows that lead to a segment are told of.
  private static let shownCount = 3

  /// Why nothing fills a segment.
  private func cause(of segment: SegmentID) -> Cause {
    guard let ways = ways[segment] else { return noWay(to: segment) }
    var toldEnds: Set<String> = []
    let causes = ways.prefix(ReachLints.shownCount).map { way in
      let cause = cause(of: way, to: segment)
      let end = toldEnds.insert(cause.end).inserted ? cause.end : ""
      return Cause(
        text: "\(way.place) leads to '\(segment)', and \(cause.text)\(end)",
        remedy: cause.remedy)
    }
    let more = ways.count - causes.count
    let rest =
      more == 0 ? [] : ["\(more) more workflow\(more == 1 ? "" : "s") fill it no more than that"]
    return Cause(
      text: (causes.map(\.text) + rest).joined(separator: "; "), remedy: causes[0].remedy)
  }

  /// Why a workflow fills nothing of a segment.
  private func cause(of workflow: Workflow, to segment: SegmentID) -> Cause {
    if let root = rootCause(of: workflow, to: segment, isShownWithPlace: false) { return root }
    guard let obstacle = reach.obstacle(workflow) else {
      preconditionFailure("what a workflow that can act leads to is filled")
    }
    return cause(of: obstacle, workflow)
  }

  private func cause(of obstacle: SegmentReach.Obstacle, _ workflow: Workflow) -> Cause {
    switch obstacle {
    case .emptyFrom: empty(workflow.action.from, "it takes accounts from")
    case .emptyOnlyIn: empty(workflow.onlyIn ?? [], "it acts only on accounts in")
    case .narrowedOut: narrowedOut(workflow)
    }
  }

  /// - Parameter verb: how the workflow stands to segments that nothing fills.
  private func empty(_ segments: [SegmentID], _ verb: String) -> Cause {
    let root = rootCause(of: segments)
    let end = root.map { " (in the end because \($0.text))" } ?? ""
    return Cause(
      text: "\(verb) \(segments.quoted), which nothing fills", end: end,
      remedy: root?.remedy ?? "write a workflow that adds accounts to \(segments.quoted)")
  }

  // MARK: - Root causes

  /// The nearest cause behind segments that nothing fills which is no other such segment; nil when
  /// they are filled from each other alone.
  private func rootCause(of segments: [SegmentID]) -> Cause? {
    var queue = segments
    var seen = Set(segments)
    var head = 0
    while head < queue.count {
      let segment = queue[head]
      head += 1
      guard let ways = ways[segment] else { return noWay(to: segment) }
      for way in ways {
        if let root = rootCause(of: way, to: segment, isShownWithPlace: true) { return root }
        let sources =
          reach.obstacle(way) == .emptyOnlyIn ? way.onlyIn ?? [] : way.action.from
        queue += sources.filter { seen.insert($0).inserted }
      }
    }
    return nil
  }

  private func noWay(to segment: SegmentID) -> Cause {
    Cause(
      text: "no workflow leads to '\(segment)'",
      remedy: "write a workflow that leads to '\(segment)', or take '\(segment)' out of the file")
  }

  /// Why a workflow fills nothing of a segment, when that does not lie with what fills its sources.
  private func rootCause(
    of workflow: Workflow, to segment: SegmentID, isShownWithPlace: Bool
  ) -> Cause? {
    let it = isShownWithPlace ? workflow.place : "it"
    if !workflow.isActive {
      return Cause(
        text: "\(it) is switched off",
        remedy: "take 'active: false' out of \(workflow.place), or take "
          + "\(workflow.action.to.quoted) out of the file")
    }
    if night.isCampaignUnknown(workflow) {
      return Cause(
        text: "no export mentions \(workflow.trigger.campaign.patterns.quoted)",
        remedy: CampaignLints.remedy(workflow, night))
    }
    switch reach.obstacle(workflow) {
    case .emptyFrom, .emptyOnlyIn: return nil
    case .narrowedOut:
      let cause = narrowedOut(workflow)
      return isShownWithPlace
        ? Cause(text: "\(it) finds no account it may act on", remedy: cause.remedy) : cause
    case nil:
      guard let higher = reach.rung(above: segment, in: workflow) else { return nil }
      return Cause(
        text: "\(it) also leads to '\(higher)', a higher rung, so nobody stays in '\(segment)'",
        remedy: "take '\(higher)' or '\(segment)' out of the 'to' of \(workflow.place)")
    }
  }

  private func narrowedOut(_ workflow: Workflow) -> Cause {
    let from = workflow.action.from.filter { reach.filled.contains($0) }
    let onlyIn = (workflow.onlyIn ?? []).filter { reach.filled.contains($0) }
    let found = from.isEmpty ? onlyIn : from
    if found.allSatisfy({ workflow.notIn.contains($0) }) {
      return Cause(
        text: "its 'not_in' names \(found.quoted), the only place it finds accounts in",
        remedy: "take \(found.quoted) out of the 'not_in' of \(workflow.place)")
    }
    return Cause(
      text: "no account can be in \(from.quoted) and, as its 'only_in' wants, in "
        + "\(onlyIn.quoted)\(workflow.notIn.isEmpty ? "" : " and in none of its 'not_in'") at once",
      remedy: "take 'only_in' out of \(workflow.place), or name segments in it that an account can "
        + "be in beside \(from.quoted)")
  }
}

extension CheckedNight {
  /// Whether all that could put members into a segment was read.
  fileprivate var isMembershipKnown: Bool {
    asOf != nil && (pipeline.overrides == nil || inputs.overrides != nil) && !inputs.isBaseBroken
      && (inputs.base != nil
        || pipeline.segments.allSatisfy { $0.initial == nil || inputs.initial[$0.id] != nil })
  }
}
