import AdModel

/// `leak`: rules without a ladder that put accounts back where they moved on from.
///
/// An add leads into a segment s; moves lead from s, step by step, to a segment t; s and t are not
/// rungs of one ladder; and the add has neither `only_in` nor t in its `not_in`. Whenever the add still
/// matches an account that moved on to t, and the moves no longer do, it puts the account back into s,
/// so that it is in both. Not when each step matches whenever the add does, since then it is taken on
/// the same night. A move that enters a higher rung of the ladder of s as well keeps the account
/// there, where the add leaves it. Inactive workflows play no part.
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
    let walk = walk(from: start, adding)
    let leaking = walk.segments.filter { isLeaking($0, start, adding) }
    guard !leaking.isEmpty else { return nil }
    return Lint(
      kind: "leak", place: adding.place,
      message: "it puts an account that moved on to \(leaking.quoted) back into '\(start)' on "
        + "every night on which it still matches and the move no longer does (moved out of "
        + "'\(start)' by \(movers(walk, to: leaking).quotedNames))",
      remedy: remedy(adding, start, leaking, walk.paces.map(\.move)))
  }

  private func isLeaking(_ segment: SegmentID, _ start: SegmentID, _ adding: Workflow) -> Bool {
    segment != start && !night.ladders.exclude(segment, start)
      && !adding.notIn.contains(segment)
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

  /// A segment that moves lead to, and whether a step on the way is one that the adding rule's match
  /// does not bring with it.
  private struct Step: Hashable {
    var segment: SegmentID
    var isLoose: Bool
  }

  private struct Walk {
    var start: Step
    /// Where each move leads, in the order they are come upon.
    var paces: [(from: Step, move: Workflow, to: Step)] = []

    /// Those that are led to with a loose step on the way.
    var segments: [SegmentID] {
      var seen: Set<SegmentID> = [start.segment]
      return paces.filter { $0.to.isLoose && seen.insert($0.to.segment).inserted }
        .map(\.to.segment)
    }
  }

  /// Where moves lead from a segment, step by step.
  private func walk(from start: SegmentID, _ adding: Workflow) -> Walk {
    let first = Step(segment: start, isLoose: false)
    var walk = Walk(start: first)
    var seen: Set<Step> = [first]
    var queue = [first]
    var head = 0
    while head < queue.count {
      let step = queue[head]
      head += 1
      for move in night.active where move.action.from.contains(step.segment) {
        let isLoose = step.isLoose || !isBroughtAlong(move, by: adding)
        for target in targets(of: move, start) {
          let next = Step(segment: target, isLoose: isLoose)
          walk.paces.append((step, move, next))
          if seen.insert(next).inserted { queue.append(next) }
        }
      }
    }
    return walk
  }

  /// Where a move leads. One that also enters a higher rung of the ladder of `start` keeps the account
  /// there, and the add never lowers it, so only that rung counts.
  private func targets(of move: Workflow, _ start: SegmentID) -> [SegmentID] {
    let higher = move.action.to.filter { night.ladders.isLower(start, than: $0) }
    return higher.isEmpty ? move.action.to : higher
  }

  /// The moves out of the start of a walk that lead to one of the segments in the end.
  private func movers(_ walk: Walk, to segments: [SegmentID]) -> [Workflow] {
    var leading = Set(segments.map { Step(segment: $0, isLoose: true) })
    var count = 0
    while count < leading.count {
      count = leading.count
      for pace in walk.paces.reversed() where leading.contains(pace.to) {
        leading.insert(pace.from)
      }
    }
    var seen: Set<WorkflowID> = []
    return walk.paces.filter {
      $0.from.segment == walk.start.segment && leading.contains($0.to)
        && seen.insert($0.move.id).inserted
    }.map(\.move)
  }

  private func isBroughtAlong(_ move: Workflow, by adding: Workflow) -> Bool {
    move.onlyIn == nil && move.notIn.isEmpty
      && TriggerPair(adding, move, night).doesFirstImplySecond
  }
}
