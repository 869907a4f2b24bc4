import AdModel
import Export
import Files
import Runs
import Workflows

/// The way from one run to another, decided again after each ingredient that is exchanged.
struct ReplayChain {
  /// Who is where after a replay.
  struct State {
    /// Whose exchange led to it; nil for the first run as it was.
    let cause: DiffCause?
    let segments: [AccountID: Set<SegmentID>]
    let uploads: [Upload: Set<AccountID>]
  }

  /// From the first run to the second.
  private(set) var states: [State] = []
  let first: DecidedRun
  private(set) var second: DecidedRun
  /// Steps that could not be taken alone.
  private(set) var warnings: [RunWarning] = []

  private let jobs: Int
  private let surroundings: RunSurroundings
  private var exports: ReplayedExports

  /// - Parameter naming: what the segments of the first run are called in the second.
  /// - Throws: what ends the replay of either run.
  init(
    from first: RunReplay, to second: RunReplay, _ naming: SegmentNaming, jobs: Int,
    _ surroundings: RunSurroundings
  ) throws {
    var exports = ReplayedExports(jobs: jobs, surroundings)
    func decide(_ ingredients: RunIngredients) throws -> DecidedRun {
      try ReplayChain.decide(ingredients, &exports, jobs: jobs, surroundings)
    }
    var ingredients = RunIngredients(from: first, to: second)
    let start = try decide(ingredients)
    self.first = start
    self.second = start
    states = [State(nil, start, naming)]
    // What was exchanged since the last replay, and why it could not be replayed alone.
    var waiting: (cause: DiffCause, failure: RunFailure?)?
    for cause in DiffCause.allCases {
      let isLast = cause == DiffCause.allCases.last
      guard ingredients.exchange(cause) || isLast && waiting != nil else { continue }
      let name = waiting?.cause ?? cause
      do {
        let decided = try decide(ingredients)
        if let waiting, let failure = waiting.failure {
          warnings.append(.stepNotAlone(waiting.cause, until: cause, failure))
        }
        states.append(State(name, decided, naming))
        self.second = decided
        waiting = nil
      } catch {
        guard let failure = RunFailure(any: error), !isLast else {
          throw error
        }
        waiting = (name, waiting?.failure ?? failure)
      }
    }
    self.jobs = jobs
    self.surroundings = surroundings
    self.exports = exports
  }

  /// Another run as it was made; exports that were read already are not read again.
  ///
  /// - Throws: what ends its replay.
  mutating func decide(_ run: RunReplay) throws -> DecidedRun {
    try ReplayChain.decide(RunIngredients(run), &exports, jobs: jobs, surroundings)
  }

  private static func decide(
    _ ingredients: RunIngredients, _ exports: inout ReplayedExports, jobs: Int,
    _ surroundings: RunSurroundings
  ) throws -> DecidedRun {
    var request = RunRequest(
      pipelinePath: ingredients.text.path, asOf: ingredients.asOf, jobs: jobs)
    request.base = .given(ingredients.base, isPicked: ingredients.isBasePicked)
    return try PipelineRun.decide(
      request, surroundings, text: ingredients.text,
      givens: RunGivens(
        inputs: ingredients.recordedInputs, ingested: try exports.ingest(ingredients)))
  }

  /// The first exchange after which a movement is made.
  func cause(of movement: AccountMovement) -> DiffCause? {
    states.first { $0.hasMade(movement) }?.cause
  }

  /// The first exchange after which an account is in an upload, or no longer in it.
  ///
  /// - Parameter movement: what the account did in the segment, which has to be made by then too, so
  ///   that both have one cause; nil when it stayed where it was.
  func cause(_ account: AccountID, isIn: Bool, _ upload: Upload, _ movement: AccountMovement?)
    -> DiffCause?
  {
    states.first { state in
      (state.uploads[upload]?.contains(account) ?? false) == isIn
        && movement.map(state.hasMade) ?? true
    }?.cause
  }
}

extension ReplayChain.State {
  /// Whether the account is in all that it enters and in none of what it leaves.
  fileprivate func hasMade(_ movement: AccountMovement) -> Bool {
    let own = segments[movement.account] ?? []
    return movement.to.allSatisfy(own.contains) && !movement.from.contains(where: own.contains)
  }
}

extension ReplayChain.State {
  fileprivate init(_ cause: DiffCause?, _ run: DecidedRun, _ naming: SegmentNaming) {
    var segments: [AccountID: Set<SegmentID>] = [:]
    for membership in run.applied.output.memberships {
      segments[run.table[membership.account].id, default: []].insert(naming[membership.segment])
    }
    var uploads: [Upload: Set<AccountID>] = [:]
    for upload in run.pipeline.exports {
      let members = run.exported.plan.accounts(of: upload)
      uploads[naming[upload], default: []].formUnion(members.map { run.table[$0].id })
    }
    self.init(cause: cause, segments: segments, uploads: uploads)
  }
}

extension RunFailure {
  /// Where and what; folders from the root are left out, which are other ones on another machine.
  var shown: String { "\(place.hasPrefix("/") ? Path.name(of: place) : place): \(what)" }
}

extension RunWarning {
  fileprivate static func stepNotAlone(
    _ first: DiffCause, until last: DiffCause, _ failure: RunFailure
  ) -> RunWarning {
    RunWarning(
      kind: "causes_not_apart", place: first.rawValue,
      message: "a run with this alone from the second run cannot be decided (\(failure.shown)); "
        + "all up to '\(last.rawValue)' was exchanged together and bears its name")
  }
}
