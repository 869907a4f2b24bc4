import AdModel
import Files
import Ingest
import Runs

/// What a replay is made from: at first that of one run, then ingredient by ingredient that of
/// another.
struct RunIngredients {
  /// Which exports are read, and what of them counts.
  enum Exports {
    case first
    /// Those of the second run, but only what they say of days the first one's exports spoke for.
    case secondRestated
    case second
  }

  private let first: RunReplay
  private let second: RunReplay
  private(set) var text: PipelineText
  private var inputs: [InputRole: [RunInputs.Recorded]]
  /// Files of the second run that the first one's pipeline does not ask for.
  private var others: [InputRole: [RunInputs.Recorded]] = [:]
  private(set) var base: BaseRun?
  private(set) var isBasePicked: Bool
  /// By source: the days its windows slide back.
  private(set) var lags: [String: Int]
  private(set) var asOf: CalendarDay
  private(set) var exports = Exports.first

  /// Those of one run.
  init(_ run: RunReplay) {
    self.init(from: run, to: run)
  }

  /// Those of the first run.
  init(from first: RunReplay, to second: RunReplay) {
    self.first = first
    self.second = second
    self.text = first.text
    self.inputs = first.inputs
    self.base = first.base
    self.isBasePicked = first.run.manifest.base_picked ?? false
    // A source that only the second run has keeps its own lag from the start.
    self.lags = second.lags.merging(first.lags) { $1 }
    self.asOf = first.run.asOf
  }

  var recordedInputs: RunInputs {
    var inputs = inputs
    inputs[.export] = (exports == .first ? first : second).inputs[.export]
    return RunInputs(of: text, recorded: inputs, others: others)
  }

  /// What tells exports, and what of them counts, from other ones.
  var exportsKey: [String] {
    switch exports {
    case .first: [first.run.manifestDigest]
    case .secondRestated: [second.run.manifestDigest, first.run.manifestDigest]
    case .second: [second.run.manifestDigest]
    }
  }

  /// With the exports of the first run.
  var withFirstExports: RunIngredients {
    var copy = self
    copy.exports = .first
    return copy
  }

  // MARK: - Exchanging one

  /// Takes an ingredient of the second run.
  ///
  /// - Returns: whether it is another one than the first run's.
  mutating func exchange(_ cause: DiffCause) -> Bool {
    switch cause {
    case .pipeline:
      guard first.text.text != second.text.text else { return false }
      text = second.text
      others = filesOnlySecondAsksFor()
      return true
    case .identity: return take([.accounts, .aliases])
    case .overrideOrExclusion: return take([.overrides, .segment])
    case .base:
      let isInitialOther = take([.initial])
      base = second.base
      isBasePicked = second.run.manifest.base_picked ?? false
      return isInitialOther || first.base?.manifestDigest != second.base?.manifestDigest
    case .lag:
      let old = lags
      lags.merge(second.lags) { $1 }
      return lags != old
    case .windowSlid:
      asOf = second.run.asOf
      return first.run.asOf != second.run.asOf
    case .restated, .newData:
      exports = cause == .restated ? .secondRestated : .second
      return RunIngredients.contents(first, [.export]) != RunIngredients.contents(second, [.export])
    }
  }

  private mutating func take(_ roles: [InputRole]) -> Bool {
    for role in roles { inputs[role] = second.inputs[role] }
    return RunIngredients.contents(first, roles) != RunIngredients.contents(second, roles)
  }

  private static func contents(_ run: RunReplay, _ roles: [InputRole]) -> [String] {
    roles.flatMap { role in
      (run.inputs[role] ?? []).map { "\(role.rawValue) \($0.input.path) \($0.input.sha256)" }
    }
  }

  /// What the second pipeline asks for and the first does not. What both ask for and the first run
  /// did not find stays away until its own ingredient is exchanged.
  private func filesOnlySecondAsksFor() -> [InputRole: [RunInputs.Recorded]] {
    var others = second.inputs
    let patterns = [
      (
        InputRole.export, first.text.pipeline.sources.flatMap(\.files),
        second.text.pipeline.sources.flatMap(\.files)
      ),
      (
        .segment, first.text.pipeline.segments.compactMap(\.origin?.file),
        second.text.pipeline.segments.compactMap(\.origin?.file)
      ),
    ]
    for (role, old, new) in patterns {
      let added = Set(new).subtracting(old).map { Ingest.FilePattern($0) }
      others[role]?.removeAll { file in
        !added.contains { $0.match(file.input.path) != nil }
      }
    }
    return others
  }
}

extension RunReplay {
  /// By source: the days its windows slid back.
  fileprivate var lags: [String: Int] {
    Dictionary(
      run.manifest.sources.map { ($0.name, $0.lag_days_used) }, uniquingKeysWith: { $1 })
  }
}
