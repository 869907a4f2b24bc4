import AdModel
import Files
import Runs

/// The replays behind a comparison of two runs, or the reason why there are none.
struct DiffReplays {
  private(set) var chain: ReplayChain?
  private(set) var rows: DecidingRows?
  /// Nil when there is a chain.
  private(set) var noCauses: String?
  private(set) var warnings: [RunWarning] = []

  /// - Throws: only what no run should end with.
  init(
    _ sets: DiffSets, _ makers: ChangeMakers, _ naming: SegmentNaming, _ lookup: RunLookup,
    _ request: DiffRequest, _ surroundings: RunSurroundings
  ) throws {
    guard let first = sets.first.run, let second = sets.second.run else {
      self.noCauses = "causes are found by deciding runs again, and a plain folder is none"
      return
    }
    do {
      let old = try DiffReplays.replay(of: first, lookup, beside: second)
      let new = try DiffReplays.replay(of: second, lookup, beside: first)
      var chain = try ReplayChain(from: old, to: new, naming, jobs: request.jobs, surroundings)
      try DiffReplays.check(chain.states.first, against: sets.first)
      try DiffReplays.check(chain.states.last, against: sets.second)
      let rows = try DecidingRows(sets.movements, makers, &chain, jobs: request.jobs) {
        try DiffReplays.replay(of: $0, lookup, beside: second)
      }
      self.chain = chain
      self.rows = rows
      self.warnings = chain.warnings + rows.warnings
    } catch {
      guard let failure = RunFailure(any: error) else { throw error }
      self.noCauses = failure.shown
    }
  }

  /// - Parameter other: a run whose pipeline file it is when nothing else says so and both were made
  ///   by a pipeline of one name: a run that was written elsewhere lies beside none.
  /// - Throws: `RunFailure` when the run cannot be decided again as it was.
  private static func replay(
    of run: RunFolder, _ lookup: RunLookup, beside other: RunFolder
  ) throws -> RunReplay {
    var replay: RunReplay
    do {
      replay = try RunReplay(run, pipelinePath: lookup.pipeline(of: run, or: other))
    } catch let failure as RunFailure where failure.kind == "base_gone" {
      throw RunFailure.baseOfReplayGone(run)
    }
    if let changed = try replay.changedInputs(
      readsExports: false, readsContacts: false
    ).first {
      throw changed
    }
    return replay
  }

  /// Holds a replay to what the run recorded.
  private static func check(_ state: ReplayChain.State?, against side: DiffSide) throws(RunFailure)
  {
    guard let state, let run = side.run else { return }
    let hasSameUploads = side.uploads.map { $0 == state.uploads } ?? true
    guard state.segments == side.segmentsOfAccounts, hasSameUploads else {
      throw .replayDiffers(run)
    }
  }
}

extension RunLookup {
  /// The pipeline file of a run, or of another run that a pipeline of the same name made.
  func pipeline(of run: RunFolder, or other: RunFolder?) throws(RunFailure) -> String {
    do {
      return try pipeline(of: run)
    } catch {
      guard let other, other.manifest.pipeline.name == run.manifest.pipeline.name else {
        throw error
      }
      return try pipeline(of: other)
    }
  }
}

extension RunFailure {
  fileprivate static func baseOfReplayGone(_ run: RunFolder) -> RunFailure {
    RunFailure(
      kind: "base_gone", place: run.shownName,
      what: "the run it started from, \(run.manifest.base?.run ?? ""), is no longer there, or is "
        + "another one now",
      mend: "bring it back")
  }

  fileprivate static func replayDiffers(_ run: RunFolder) -> RunFailure {
    RunFailure(
      kind: "replay_differs", place: run.shownName,
      what: "decided again from its inputs it has other members than it recorded; it was made by "
        + "version \(run.manifest.tool.version)",
      mend: "use the version of adsegments that made the run")
  }
}
