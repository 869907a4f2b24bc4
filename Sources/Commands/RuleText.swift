import Pipelines

/// What one workflow made of an account, in words.
struct RuleText {
  /// How many rows of a list are shown; JSON has all.
  private static let rowsShown = 20

  private let rule: WorkflowExplanation
  private let text: ExplainText

  init(_ rule: WorkflowExplanation, _ text: ExplainText) {
    self.rule = rule
    self.text = text
  }

  var lines: [String] {
    let number = rule.order.map { "\($0)." } ?? "-"
    var lines = ["  \(number) \(rule.name)", "     \(result)"]
    if !rule.windows.isEmpty {
      let windows = rule.windows.map { window in
        "\(window.source) "
          + (window.first_day == window.last_day
            ? window.first_day : "\(window.first_day) to \(window.last_day)")
      }
      lines.append("     looks at \(windows.joined(separator: ", "))")
    }
    let counted = rule.rows.filter { $0.status == .counted }
    let leftOut = rule.rows.filter { $0.status != .counted }
    return lines + list("counted", counted) + list("left out", leftOut)
  }

  // MARK: - The result

  /// What came of it and, where it did not match, what is missing.
  var result: String {
    switch rule.status {
    case .inactive: return "switched off"
    case .skipped: return "skipped: \(rule.why_skipped ?? "")"
    case .ran: break
    }
    if let outcome = rule.outcome { return "\(score): \(words(outcome))" }
    if rule.matched {
      return rule.test == "fewer_than"
        ? "\(score): not in \(text.names(rule.from)), so it does nothing"
        : "\(score): it does nothing"
    }
    if !text.takesPart { return "\(score); no rule acts on an account that has gone from the list" }
    if let missing = rule.missing {
      let count = missing.engagements == 1 ? "one" : "\(missing.engagements)"
      return "\(score); \(count) more" + (missing.by.map(by) ?? "") + obstacle
    }
    guard let day = rule.acts_on else { return score }
    return "\(score); few enough on \(day) if nobody engages any more" + obstacle
  }

  /// Where a source is late, a day of engagement is not the day of the run that counts it.
  private func by(_ day: String) -> String {
    let isLate = rule.windows.contains { $0.last_day != text.asOf }
    return isLate ? " by the run for \(day)" : " by \(day)"
  }

  private var obstacle: String {
    switch rule.obstacle {
    case "narrowed_out": "; besides, its 'only_in' or 'not_in' keeps the account out"
    case "not_in_source":
      "; besides, the account is not in \(text.names(rule.from, joined: " or "))"
    default: ""
    }
  }

  /// How far a rule that leads to a segment is from putting the account there, for the choice of
  /// the one that people are told of: one that matched and was kept from it, one of which
  /// engagements are missing, one that did not run, a cooling rule of another segment.
  static func distance(_ rule: WorkflowExplanation) -> Int {
    switch rule.outcome {
    case "held_by_override", "held_by_higher_rung", "narrowed_out": return 0
    case nil: break
    default: return rule.test == "fewer_than" ? 5 : 1
    }
    if rule.status == .inactive { return 4 }
    if rule.status == .skipped { return 3 }
    return rule.test == "fewer_than" ? 5 : 2
  }

  /// `4 engagements, 3 needed`, or `2 of 3` while some are missing.
  private var score: String {
    let count = RuleText.count(rule.engagements, "engagement")
    if rule.test == "fewer_than" { return "\(count), acts on fewer than \(rule.threshold)" }
    return rule.matched
      ? "\(count), \(rule.threshold) needed" : "\(rule.engagements) of \(rule.threshold)"
  }

  private func words(_ outcome: String) -> String {
    switch outcome {
    case "added": "added to \(text.names(rule.to))"
    case "moved": "moved to \(text.names(rule.to))"
    case "removed": "removed from \(text.names(rule.from))"
    case "already_in": "already in \(text.names(rule.to))"
    case "not_in_source": "not in \(text.names(rule.from)), so it does nothing"
    case "narrowed_out": "kept out by its 'only_in' or 'not_in'"
    case "held_by_higher_rung": "held by a higher rung of the ladder"
    case "held_by_override": "held by an override"
    default: outcome
    }
  }

  // MARK: - Rows

  private func list(_ title: String, _ rows: [WorkflowExplanation.Row]) -> [String] {
    if rows.isEmpty { return [] }
    let telling = rows.filter { $0.engagements != 0 }
    let cells = telling.prefix(RuleText.rowsShown).map { row in
      ["\(row.file):\(row.line)", RuleText.days(row), engagements(row), cause(row)]
    }
    let more = telling.count - cells.count
    let silent = rows.count - telling.count
    return ["     \(title)"] + TextTable.lines(Array(cells), indent: 7)
      + (more > 0 ? ["       and \(RuleText.count(more, "more row")); --format json has all"] : [])
      + (silent > 0 ? ["       \(RuleText.count(silent, "row")) without engagements"] : [])
  }

  private static func days(_ row: WorkflowExplanation.Row) -> String {
    row.first_day == row.last_day ? row.first_day : "\(row.first_day) to \(row.last_day)"
  }

  private func engagements(_ row: WorkflowExplanation.Row) -> String {
    let count = RuleText.count(row.engagements, "engagement")
    guard let counted = row.counted_as else { return count }
    return "\(count) to date" + (row.status == .counted ? ", \(counted) of them new" : "")
  }

  /// The campaign where a rule reads several, and why a row was left out.
  private func cause(_ row: WorkflowExplanation.Row) -> String {
    let reason =
      switch row.status {
      case .counted: ""
      case .straddling: "begins before the window"
      case .superseded: "superseded by \(row.superseded_by ?? "")"
      case .afterAsOf: "after the as-of day"
      }
    let isOnlyCampaign = Set(rule.rows.map(\.campaign)).count == 1
    return [isOnlyCampaign ? "" : row.campaign, reason].filter { !$0.isEmpty }
      .joined(separator: ", ")
  }

  static func count(_ number: Int, _ one: String) -> String {
    "\(number) \(one)\(number == 1 ? "" : "s")"
  }
}
