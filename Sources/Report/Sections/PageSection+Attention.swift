import AdModel
import Runs

/// What a person should look at before they use what the run made.
extension PageSection {
  /// Messages of one kind that are shown.
  private static let messagesShown = 10

  static func attention(_ run: RunFiles, _ rejects: RejectGroups) -> PageSection {
    let points = failure(run) + stop(run) + guards(run) + skips(run) + counts(run, rejects)
    let list = Markup.element(
      "ul", points.map { Markup.element("li", $0).onItsOwnLine }
    ).onItsOwnLine
    let warnings = warnings(run.results.warnings)
    if points.isEmpty && warnings.isEmpty {
      return PageSection(
        "attention", "Look here first", [paragraph("Nothing needs a look.", class: "good")])
    }
    return PageSection("attention", "Look here first", (points.isEmpty ? [] : [list]) + warnings)
  }

  private static func failure(_ run: RunFiles) -> [Markup] {
    guard let failure = run.results.failure else { return [] }
    return [
      .element("strong", "The run failed: \(failure.place): \(failure.message)")
    ]
  }

  private static func stop(_ run: RunFiles) -> [Markup] {
    guard run.results.failure == nil, run.results.stages.contains(where: { $0.status != "done" })
    else { return [] }
    return [
      "The run stopped after its stage \(run.manifest.until), as it was told to: there is "
        + "nothing to upload."
    ]
  }

  private static func guards(_ run: RunFiles) -> [Markup] {
    let accepted = run.manifest.accepted_guards
    guard !accepted.isEmpty else { return [] }
    let names = Markup.joined(accepted.map(Markup.text), by: ", ")
    let many = accepted.count > 1
    return [
      "\(accepted.count, "guard") would have stopped the run and \(.words(many ? "were" : "was")) "
        + "accepted: \(names)"
    ]
  }

  private static func skips(_ run: RunFiles) -> [Markup] {
    let skipped = run.results.workflows.filter { $0.status == "skipped" }
    guard !skipped.isEmpty else { return [] }
    return [
      "\(skipped.count, "workflow") skipped: see \(link(to: "workflows", "Workflows"))"
    ]
  }

  private static func counts(_ run: RunFiles, _ rejects: RejectGroups) -> [Markup] {
    var points: [Markup] = []
    let counts = run.results.stages.reduce(into: [:]) { all, stage in
      all.merge(stage.counts) { $1 }
    }
    let rejected = max(counts["rejected"] ?? 0, rejects.rowCount)
    if rejected > 0 {
      points.append("\(rejected, "row") set aside: see \(link(to: "rejects", "Rows set aside"))")
    }
    if let count = counts["unmatched"], count > 0 {
      points.append(
        "\(count, "company", "companies") of the exports without an account: see "
          + "\(link(to: "unmatched", "Companies without an account"))")
    }
    return points
  }

  /// By kind, each kind where its first message stands.
  private static func warnings(_ warnings: [RunResults.Message]) -> [Markup] {
    var kinds: [String] = []
    var lists: [String: TopList<RunResults.Message>] = [:]
    for warning in warnings {
      if lists[warning.kind] == nil { kinds.append(warning.kind) }
      lists[warning.kind, default: TopList(capacity: messagesShown)].offer(warning)
    }
    return kinds.flatMap { kind -> [Markup] in
      guard let list = lists[kind] else { return [] }
      let title = Markup.element(
        "h3", "\(kind.asWords): \(list.seenCount, "warning")"
      ).onItsOwnLine
      let messages = list.elements.map {
        Markup.element("li", "\($0.place): \($0.message)").onItsOwnLine
      }
      let more = rest(list.restCount, in: "run_results.json").map { paragraph($0, class: "note") }
      return [title, Markup.element("ul", messages).onItsOwnLine] + [more].compactMap(\.self)
    }
  }
}

extension String {
  /// `days_missing` as `Days missing`.
  var asWords: String {
    let words = replacing("_", with: " ")
    return words.prefix(1).uppercased() + words.dropFirst()
  }
}
