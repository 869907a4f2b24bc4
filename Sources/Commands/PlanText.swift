import Pipelines
import Runs

/// A plan for a marketer.
enum PlanText {
  /// How many accounts are named of one movement; `--format csv` has all.
  private static let namesShown = 10

  static func text(_ plan: RunPlan) -> String {
    var lines = [
      "Plan for \(plan.as_of), "
        + (plan.base.map { "based on the run of \($0)" } ?? "starting from empty segments")
        + "; nothing is written",
      "",
    ]
    lines += TextTable.lines(sizes(plan))
    if plan.movements.isEmpty { lines += ["", "Nobody would enter, move or leave."] }
    lines += effects(plan)
    if !plan.uploadsOfOtherPeople.isEmpty {
      lines += ["", "Uploads of people that would change:"]
      lines += TextTable.lines(
        plan.uploadsOfOtherPeople.map {
          [
            "\($0.format)/\($0.segment).csv",
            "\($0.added) added, \($0.removed) removed, \($0.rows) then",
          ]
        }, indent: 2)
    }
    lines += held(plan)
    if !plan.guards.isEmpty {
      lines += ["", "Guards that would stop the run:"]
      lines += plan.guards.map { "  \($0.guard)  \($0.what)" }
    }
    return lines.map(\.onOnePlainLine).joined(separator: "\n") + "\n"
  }

  private static func sizes(_ plan: RunPlan) -> [[String]] {
    let isApart = plan.is_pipeline_changed && plan.not_apart == nil
    let header =
      ["Segment", "before"] + (isApart ? ["new data", "edited file"] : ["entered", "left"])
      + ["then", "to upload", "held back"]
    return [header]
      + plan.segments.map { segment in
        let data = segment.new_data
        let edit = segment.pipeline_file
        let movement =
          isApart
          ? ["+\(data.entered) -\(data.left)", "+\(edit.entered) -\(edit.left)"]
          : ["\(data.entered + edit.entered)", "\(data.left + edit.left)"]
        return [segment.name, "\(segment.before)"] + movement
          + [
            "\(segment.after)", segment.uploaded.map { "\($0)" } ?? "-",
            segment.held.map { "\($0)" } ?? "-",
          ]
      }
  }

  // MARK: - Movements

  private static func effects(_ plan: RunPlan) -> [String] {
    guard plan.is_pipeline_changed else { return movements(plan, .newData) }
    if let reason = plan.not_apart {
      return [
        "",
        "The pipeline file was edited, and what that does cannot be told apart from what the "
          + "new data does: \(reason)",
      ] + movements(plan, .pipelineFile)
    }
    let sections = [
      ("By the new data, with the pipeline file as it was:", RunPlan.Effect.newData),
      ("By the edited pipeline file:", .pipelineFile),
    ]
    return sections.flatMap { title, effect in
      let lines = movements(plan, effect)
      return ["", title] + (lines.isEmpty ? ["  nothing"] : lines)
    }
  }

  /// Movements of one kind under one heading, in the order of their segments.
  private static func movements(_ plan: RunPlan, _ effect: RunPlan.Effect) -> [String] {
    let own = plan.movements.filter { $0.effect == effect }
    let groups = Dictionary(grouping: own) {
      plan.wording.heading($0.action, from: $0.from, to: $0.to)
    }
    let places = Dictionary(
      plan.segments.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { $1 })
    func order(_ movements: [RunPlan.Movement]) -> [Int] {
      guard let first = movements.first else { return [] }
      let ids = first.to.isEmpty ? first.from : first.to
      return [first.to.isEmpty ? 1 : 0, places[ids[0]] ?? places.count, ids.count]
    }
    return groups.sorted { left, right in
      let (one, other) = (order(left.value), order(right.value))
      if one != other { return one.lexicographicallyPrecedes(other) }
      return left.key < right.key
    }.flatMap { heading, movements in
      ["", "\(heading) (\(movements.count))"]
        + TextTable.lines(
          movements.prefix(namesShown).map {
            [MovementWording.account($0.name, id: $0.account_id), causes($0, plan)]
          }, indent: 2)
        + rest(movements.count)
    }
  }

  private static func causes(_ movement: RunPlan.Movement, _ plan: RunPlan) -> String {
    movement.causes.map { cause in
      let count = cause.engagements.map { ": \($0)" } ?? ""
      return (cause.is_gone ? "no longer: " : "") + plan.wording.workflow(cause.workflow) + count
    }.joined(separator: "; ")
  }

  // MARK: - What is held

  private static func held(_ plan: RunPlan) -> [String] {
    var lines: [String] = []
    if !plan.held.isEmpty {
      lines += ["", "Held back from uploads (\(plan.held.count)):"]
      lines += TextTable.lines(
        plan.held.prefix(namesShown).map {
          [
            plan.wording.segment($0.segment), MovementWording.account($0.name, id: $0.account_id),
            $0.reason,
          ]
        }, indent: 2)
      lines += rest(plan.held.count)
    }
    if !plan.held_by_rule.isEmpty {
      lines += ["", "Matched by a workflow, and held where they are (\(plan.held_by_rule.count)):"]
      lines += TextTable.lines(
        plan.held_by_rule.prefix(namesShown).map {
          [
            MovementWording.account($0.name, id: $0.account_id), $0.outcome,
            plan.wording.workflow($0.workflow),
          ]
        }, indent: 2)
      lines += rest(plan.held_by_rule.count)
    }
    return lines
  }

  private static func rest(_ count: Int) -> [String] {
    count > namesShown ? ["  and \(count - namesShown) more"] : []
  }
}

extension RunPlan {
  fileprivate var wording: MovementWording {
    MovementWording(segmentNames: segmentNames, workflowNames: workflowNames)
  }
}
