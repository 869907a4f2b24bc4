import Pipelines

/// An explanation for a marketer who asks why an account is where it is.
struct ExplainText {
  private let explanation: AccountExplanation
  private let wording: MovementWording
  var takesPart: Bool { explanation.takes_part }
  var asOf: String { explanation.as_of }

  init(_ explanation: AccountExplanation) {
    self.explanation = explanation
    self.wording = MovementWording(
      segmentNames: Dictionary(
        explanation.segments.map { ($0.segment, $0.name) }, uniquingKeysWith: { $1 }),
      workflowNames: Dictionary(
        explanation.workflows.map { ($0.workflow, $0.name) }, uniquingKeysWith: { $1 }))
  }

  /// First who it is and one line a segment, then rule by rule.
  var text: String {
    let parts = [
      head(), [""] + segments(), changes(), rules(), names(), overrides(),
    ]
    return parts.joined().map(\.onOnePlainLine).joined(separator: "\n") + "\n"
  }

  private func head() -> [String] {
    let account = explanation.account
    let name = MovementWording.account(account.name, id: account.account_id)
    let facts = [account.domain, account.linkedin, account.country].filter { !$0.isEmpty }
    let base =
      explanation.base.map { "based on the run of \($0)" } ?? "starting from empty segments"
    var lines = [
      ([name] + facts).joined(separator: ", "),
      "As of \(explanation.as_of), \(base); found by \(ExplainText.shown(explanation.found_by))",
    ]
    if !explanation.takes_part {
      lines.append(
        "It has gone from the account list: it stays where it is, what exports say of it counts for "
          + "nobody, and no rule acts on it")
    }
    return lines
  }

  private static func shown(_ foundBy: String) -> String {
    let key = foundBy.replacing("alias:", with: "")
    let word = key == "linkedin" ? "LinkedIn page" : key == "host" ? "domain" : key
    return key == foundBy ? word : "an alias (\(word))"
  }

  private static func matched(_ matchedBy: String) -> String {
    matchedBy == "created" ? "created from this" : "by \(shown(matchedBy))"
  }

  // MARK: - Segments

  private func segments() -> [String] {
    TextTable.lines(
      explanation.segments.map { segment in
        [segment.name, segment.is_in ? "in" : "not in", cause(segment)]
      }, indent: 2)
  }

  private func cause(_ segment: SegmentExplanation) -> String {
    let parts =
      segment.is_in ? reasonsToBeIn(segment) : reasonsNotToBeIn(segment)
    return (segment.is_in ? parts + upload(segment) : parts).joined(separator: "; ")
  }

  private func reasonsToBeIn(_ segment: SegmentExplanation) -> [String] {
    let step =
      segment.isFromFile ? StepName.text("(file)") ?? "" : step(segment.workflow ?? "")
    let since = segment.since ?? ""
    var parts = [
      // An alias may bring an older membership along.
      segment.was_in || since != explanation.as_of
        ? "since \(since): \(step)" : "entered tonight: \(step)"
    ]
    if let day = segment.qualified_on, day != since, !segment.isFromFile {
      parts.append("last qualified on \(day)")
    }
    if let day = segment.expires_on { parts.append("ends on \(day) unless it qualifies again") }
    return parts
  }

  private func reasonsNotToBeIn(_ segment: SegmentExplanation) -> [String] {
    if let left = explanation.changes.last(where: { $0.from.contains(segment.segment) }) {
      return ["left tonight: \(step(left.workflow))"]
    }
    if let ban = explanation.overrides.first(where: {
      $0.segment == segment.segment && $0.action == "ban" && $0.is_in_force
    }) {
      return ["banned by \(place(ban))"]
    }
    if segment.isFromFile { return ["no row of its file counts"] }
    let leading = explanation.workflows.filter { $0.to.contains(segment.segment) }
    guard let nearest = leading.min(by: { RuleText.distance($0) < RuleText.distance($1) }) else {
      return ["no rule leads here"]
    }
    return ["\(nearest.name): \(RuleText(nearest, self).result)"]
  }

  private func upload(_ segment: SegmentExplanation) -> [String] {
    switch segment.upload {
    case .none: []
    case .uploaded: ["uploaded"]
    case .held: ["held from upload: " + segment.held.map(reason).joined(separator: ", ")]
    }
  }

  private func reason(_ text: String) -> String {
    switch text {
    case "not_in_account_list": "not in the account list"
    case "banned": "banned"
    default:
      text.hasPrefix("excluded:")
        ? "it is in \(wording.segment(String(text.dropFirst("excluded:".count))))" : text
    }
  }

  /// A workflow's name, or a step that is none in words.
  private func step(_ workflow: String) -> String {
    if workflow.isEmpty { return "a member from the start" }
    return wording.workflow(workflow)
  }

  func names(_ segments: [String], joined separator: String = " + ") -> String {
    segments.map(wording.segment).joined(separator: separator)
  }

  // MARK: - Rules, changes, names, overrides

  private func changes() -> [String] {
    if explanation.changes.isEmpty { return [] }
    return ["", "Tonight"]
      + explanation.changes.map { change in
        let movement = wording.heading(change.action, from: change.from, to: change.to)
        return "  \(movement): \(wording.workflow(change.workflow))"
      }
  }

  private func rules() -> [String] {
    if explanation.workflows.isEmpty { return [] }
    return ["", "Rules in the order they run"]
      + explanation.workflows.flatMap { RuleText($0, self).lines }
  }

  private func names() -> [String] {
    if !takesPart, explanation.identities.isEmpty { return [] }
    if explanation.identities.isEmpty { return ["", "No export names it"] }
    return ["", "Known as"]
      + TextTable.lines(
        explanation.identities.map { identity in
          let facts = [
            identity.account_key, identity.name, identity.domain, identity.linkedin,
            identity.country,
          ].filter { !$0.isEmpty }.map { $0.split(whereSeparator: \.isWhitespace) }
            .map { $0.joined(separator: " ") }
          return [
            identity.source, facts.joined(separator: ", "),
            ExplainText.matched(identity.matched_by),
            identity.source.hasPrefix("segment:")
              ? "" : RuleText.count(identity.engagements, "engagement"),
          ]
        }, indent: 2)
  }

  private func overrides() -> [String] {
    if explanation.overrides.isEmpty { return [] }
    return ["", "Overrides"]
      + explanation.overrides.map { override in
        let until = override.until.map { " until \($0)" } ?? ""
        let end = override.is_in_force ? "" : ", expired"
        return
          "  \(override.action) in \(names([override.segment]))\(until)\(end): \(place(override))"
      }
  }

  /// Where an override stands and why, if it says so.
  private func place(_ override: AccountExplanation.Override) -> String {
    let reason = override.reason.isEmpty ? "" : " (\(override.reason))"
    return "\(explanation.overridesPath):\(override.line)\(reason)"
  }
}
