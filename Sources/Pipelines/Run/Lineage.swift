import AdModel
import Files
import Runs

/// Where a run starts from and where it goes: its base, its name, its warnings about both.
struct Lineage {
  let history: RunHistory
  let name: RunName
  let base: BaseRun?
  /// Whether the base was not found by the rule but said.
  let isBasePicked: Bool
  let warnings: [RunWarning]

  /// A run that is read before it is known whether it is the base.
  struct Expected {
    let name: RunName
    let base: Ahead<BaseRun>
  }

  /// Begins to read the run that will most likely be the base; nil where none will.
  ///
  /// - Parameter asOf: nil when the exports are to tell it.
  static func expected(
    _ history: RunHistory, asOf: CalendarDay?, _ choice: BaseChoice, jobs: Int
  ) -> Expected? {
    guard case .rule = choice, let name = asOf.map(history.base) ?? history.runs.last else {
      return nil
    }
    let base = Ahead(jobs: jobs) { try BaseRun(history: history, name: name, jobs: jobs) }
    return Expected(name: name, base: base)
  }

  /// - Parameter expected: the base, where reading it has begun.
  /// - Throws: `FileFault`; `RunFailure` for a broken base, one that is not earlier, or one with a
  ///   segment that is gone.
  init(
    _ text: PipelineText, asOf: CalendarDay, history: RunHistory, _ choice: BaseChoice = .rule,
    expected: Expected? = nil, jobs: Int
  ) throws {
    self.history = history
    self.name = history.nextName(for: asOf)
    var base: BaseRun?
    switch choice {
    case .rule:
      base = try history.base(for: asOf).map { name in
        if let expected, expected.name == name { return try expected.base.get() }
        return try BaseRun(history: history, name: name, jobs: jobs)
      }
    case .none: base = nil
    case .named(let reference):
      let folder = try RunFolder(path: try history.path(of: reference))
      guard folder.manifest.until == Stage.export.rawValue else {
        throw RunFailure.baseStoppedEarly(folder)
      }
      guard folder.asOf < asOf else { throw RunFailure.baseNotEarlier(folder, asOf: asOf) }
      base = try BaseRun(folder, jobs: jobs)
    case .given(let given, _): base = given
    }
    base?.carry(
      over: Dictionary(
        text.pipeline.segments.map { ($0.id, $0.was) }, uniquingKeysWith: { $1 }),
      retired: Set(text.pipeline.retired))
    self.base = base
    self.isBasePicked = choice.isPicked
    self.warnings =
      base.map {
        Lineage.warnings(base: $0, isPicked: choice.isPicked, text.pipeline, asOf: asOf)
      } ?? []
    if let base {
      let known = Set(text.pipeline.segments.flatMap { [$0.id] + $0.was } + text.pipeline.retired)
      let gone = base.segments.filter { !known.contains($0) }
      guard gone.isEmpty else {
        throw RunFailure.segmentsGone(
          base.memberCounts(of: gone), base: base.name, pipeline: text.path)
      }
    }
  }

  private static func warnings(
    base: BaseRun, isPicked: Bool, _ pipeline: Pipeline, asOf: CalendarDay
  ) -> [RunWarning] {
    var warnings: [RunWarning] = []
    if let days = Lineage.daysBetween(base.asOf, asOf) {
      let shown = days.isOneDay ? "\(days.first)" : "\(days.first) to \(days.last)"
      warnings.append(
        RunWarning(
          kind: "days_missing", place: "runs",
          message: isPicked
            ? "the run of \(base.name) was picked as the base: what happened on \(shown) has no say"
            : "no run for \(shown): rules that would have matched on those days alone did not; "
              + "--catch-up runs them first"))
    }
    if base.pipelineName != pipeline.name {
      warnings.append(
        RunWarning(
          kind: "other_pipeline", place: "runs",
          message: "the run of \(base.name) that this one starts from was made by pipeline "
            + "'\(base.pipelineName)'; give each pipeline a 'runs' folder of its own"))
    }
    for (segment, count) in base.memberCounts(of: pipeline.retired) where count > 0 {
      warnings.append(
        RunWarning(
          kind: "segment_retired", place: "segment '\(segment)'",
          message: "it is retired; its \(count) member\(count == 1 ? "" : "s") in run "
            + "\(base.name) \(count == 1 ? "is" : "are") let go"))
    }
    return warnings
  }

  /// The days that lie between a run and the one that starts from it; nil when there are none.
  static func daysBetween(_ base: CalendarDay, _ asOf: CalendarDay) -> Period? {
    Period(first: base.advanced(by: 1), last: asOf.advanced(by: -1))
  }
}

extension BaseChoice {
  fileprivate var isPicked: Bool {
    switch self {
    case .rule: false
    case .none, .named: true
    case .given(_, let isPicked): isPicked
    }
  }
}

extension RunFailure {
  static func baseStoppedEarly(_ run: RunFolder) -> RunFailure {
    RunFailure(
      kind: "base_stopped_early", place: run.path,
      what: "this run stopped after stage '\(run.manifest.until)', so it has no membership",
      mend: "give --base a whole run")
  }

  static func baseNotEarlier(_ run: RunFolder, asOf: CalendarDay) -> RunFailure {
    RunFailure(
      kind: "base_not_earlier", place: run.path,
      what: "it was made for \(run.asOf), which is not before \(asOf): its engagements would count "
        + "twice",
      mend: "give --base a run of an earlier day, or 'none'")
  }
}
