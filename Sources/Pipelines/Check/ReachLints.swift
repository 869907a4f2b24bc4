import AdModel

/// Segments that nothing fills and workflows that can never act, each with the chain of causes.
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

  static func lints(_ night: CheckedNight, _ reach: SegmentReach) -> [Lint] {
    // Without knowing tonight's members and pins, or with a file that may hold some, an empty
    // segment is no certain thing.
    guard night.isMembershipKnown else { return [] }
    let lints = ReachLints(night: night, reach: reach)
    return night.active.compactMap(lints.lint) + night.pipeline.segments.compactMap(lints.lint)
  }

  // MARK: - Workflows

  private func lint(_ workflow: Workflow) -> Lint? {
    guard let obstacle = reach.obstacle(workflow) else { return nil }
    var seen: Set<SegmentID> = []
    let why = reason(obstacle, workflow, seen: &seen)
    let effect = isLowering(workflow) ? "so no account ever comes down by it" : "so it never acts"
    return Lint(
      kind: ReachLints.kind(obstacle), place: workflow.place, message: "\(why.text), \(effect)",
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
    var seen: Set<SegmentID> = []
    guard let cause = cause(of: segment.id, seen: &seen) else { return nil }
    let isRung = night.ladders.isRung(segment.id)
    return Lint(
      kind: isRung ? "unreachable_rung" : "unreachable_segment", place: segment.place,
      message: "nothing fills \(isRung ? "this rung" : "it"): \(cause.text)", remedy: cause.remedy)
  }

  // MARK: - Chains of causes

  private struct Cause {
    var text: String
    var remedy: String
  }

  /// Why nothing fills a segment, down to where the chain begins; nil when all that keeps it empty was
  /// told already.
  ///
  /// - Parameter seen: segments that are told or about to be; each is told once.
  private func cause(of segment: SegmentID, seen: inout Set<SegmentID>) -> Cause? {
    seen.insert(segment)
    let ways = night.pipeline.workflows.filter { $0.action.to.contains(segment) }
    if ways.isEmpty {
      return Cause(
        text: "no workflow leads to '\(segment)'",
        remedy: "write a workflow that leads to it, or take '\(segment)' out of the file")
    }
    var causes: [Cause] = []
    for way in ways where !isTold(way, seen) {
      let reason = reason(way, seen: &seen)
      causes.append(
        Cause(
          text: "\(way.place) leads to '\(segment)', and \(reason.text)", remedy: reason.remedy))
    }
    guard let first = causes.first else { return nil }
    return Cause(text: causes.map(\.text).joined(separator: "; "), remedy: first.remedy)
  }

  /// Whether a workflow acts on nobody just because segments are empty of which that is told.
  private func isTold(_ workflow: Workflow, _ seen: Set<SegmentID>) -> Bool {
    workflow.isActive && !night.isCampaignUnknown(workflow)
      && reach.obstacle(workflow) == .emptyFrom && workflow.action.from.allSatisfy(seen.contains)
  }

  /// Why a workflow does not act.
  private func reason(_ workflow: Workflow, seen: inout Set<SegmentID>) -> Cause {
    if !workflow.isActive {
      return Cause(
        text: "it is switched off",
        remedy:
          "take 'active: false' out of \(workflow.place), or take what it fills out of the file")
    }
    if night.isCampaignUnknown(workflow) {
      return Cause(
        text: "no export mentions \(workflow.trigger.campaign.patterns.quoted)",
        remedy: CampaignLints.remedy(workflow, night))
    }
    guard let obstacle = reach.obstacle(workflow) else {
      preconditionFailure("what a workflow that can act leads to is filled")
    }
    return reason(obstacle, workflow, seen: &seen)
  }

  private func reason(
    _ obstacle: SegmentReach.Obstacle, _ workflow: Workflow, seen: inout Set<SegmentID>
  ) -> Cause {
    switch obstacle {
    case .emptyFrom: empty(workflow.action.from, "it takes accounts from", seen: &seen)
    case .emptyOnlyIn: empty(workflow.onlyIn ?? [], "it acts only on accounts in", seen: &seen)
    case .narrowedOut: narrowedOut(workflow)
    }
  }

  /// - Parameter verb: how the workflow stands to segments that nothing fills.
  private func empty(
    _ segments: [SegmentID], _ verb: String, seen: inout Set<SegmentID>
  ) -> Cause {
    var causes: [Cause] = []
    for segment in segments where !seen.contains(segment) {
      if let cause = cause(of: segment, seen: &seen) { causes.append(cause) }
    }
    let chain =
      causes.isEmpty ? "" : " (\(causes.map(\.text).joined(separator: "; ")))"
    return Cause(
      text: "\(verb) \(segments.quoted), which nothing fills\(chain)",
      remedy: causes.first?.remedy
        ?? "write a workflow that adds accounts to \(segments.quoted)")
  }

  private func narrowedOut(_ workflow: Workflow) -> Cause {
    let from = workflow.action.from.filter { reach.filled.contains($0) }
    let onlyIn = (workflow.onlyIn ?? []).filter { reach.filled.contains($0) }
    let found = from.isEmpty ? onlyIn : from
    if found.allSatisfy({ workflow.notIn.contains($0) }) {
      return Cause(
        text: "its 'not_in' names \(found.quoted), the only place it finds accounts in",
        remedy: "take \(found.quoted) out of its 'not_in'")
    }
    return Cause(
      text: "no account can be in \(from.quoted) and, as its 'only_in' wants, in "
        + "\(onlyIn.quoted)\(workflow.notIn.isEmpty ? "" : " and in none of its 'not_in'") at once",
      remedy: "take 'only_in' out, or name segments in it that an account can be in beside "
        + from.quoted)
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
