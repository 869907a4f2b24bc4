import AdModel

/// `leak`: rules without a ladder that put accounts back where they moved on from.
///
/// An add leads into a segment s; moves lead from s, step by step, to a segment t; s and t are not
/// rungs of one ladder; and the add has neither `only_in` nor t in its `not_in`. Whenever the add still
/// matches an account that moved on to t, and the moves no longer do, it puts the account back into s,
/// so that it is in both. Not when each step matches whenever the add does, since then it is taken on
/// the same night. Inactive workflows play no part.
struct LeakLints {
  private let night: CheckedNight

  static func lints(_ night: CheckedNight) -> [Lint] {
    let lints = LeakLints(night: night)
    return night.active.flatMap { workflow -> [Lint] in
      guard case .add(let to) = workflow.action, workflow.onlyIn == nil else { return [] }
      return to.compactMap { lints.lint(workflow, into: $0) }
    }
  }

  private func lint(_ adding: Workflow, into start: SegmentID) -> Lint? {
    let reached = segmentsMovedOn(from: start, adding)
    let leaking = reached.segments.filter { segment in
      segment != start && !night.ladders.exclude(segment, start)
        && !adding.notIn.contains(segment)
    }
    guard !leaking.isEmpty else { return nil }
    return Lint(
      kind: "leak", place: adding.place,
      message: "it puts an account that moved on to \(leaking.quoted) back into '\(start)' on "
        + "every night on which it still matches and the move no longer does (moved by "
        + "\(reached.moves.quotedNames))",
      remedy: remedy(adding, start, leaking, reached.moves))
  }

  private func remedy(
    _ adding: Workflow, _ start: SegmentID, _ leaking: [SegmentID], _ moves: [Workflow]
  ) -> String {
    let narrowing = "say 'not_in: \((adding.notIn + leaking).asList)' in the rule"
    // What a cooling rule leads to stands below.
    let below = leaking.filter { segment in
      moves.contains { move in
        guard case .fewerThan = move.trigger.test else { return false }
        return move.action.to.contains(segment)
      }
    }
    let rungs = below + [start] + leaking.filter { !below.contains($0) }
    guard !rungs.contains(where: night.ladders.isRung) else { return narrowing }
    return "put them on a ladder, 'ladders: [\(rungs.asList)]', lowest first, or \(narrowing)"
  }

  /// Where moves lead from a segment, and by which, in the order they are come upon; only segments
  /// with a step on the way that the adding rule's match does not bring with it.
  private func segmentsMovedOn(
    from start: SegmentID, _ adding: Workflow
  ) -> (segments: [SegmentID], moves: [Workflow]) {
    struct Step: Hashable {
      var segment: SegmentID
      var isLoose: Bool
    }
    var seen: Set<Step> = [Step(segment: start, isLoose: false)]
    var queue = [Step(segment: start, isLoose: false)]
    var segments: [SegmentID] = []
    var moves: [Workflow] = []
    var head = 0
    while head < queue.count {
      let step = queue[head]
      head += 1
      for move in night.active where move.action.from.contains(step.segment) {
        let isLoose = step.isLoose || !isBroughtAlong(move, by: adding)
        for target in move.action.to {
          let next = Step(segment: target, isLoose: isLoose)
          guard seen.insert(next).inserted else { continue }
          queue.append(next)
          guard isLoose, target != start else { continue }
          if !segments.contains(target) { segments.append(target) }
          if !moves.contains(where: { $0.id == move.id }) { moves.append(move) }
        }
      }
    }
    return (segments, moves)
  }

  private func isBroughtAlong(_ move: Workflow, by adding: Workflow) -> Bool {
    move.onlyIn == nil && move.notIn.isEmpty
      && TriggerPair(adding, move, night).doesFirstImplySecond
  }
}
