import AdModel
import Files
import Runs

extension RunDiff {
  /// Compares two runs, or two folders of segment CSVs. Of runs whose inputs are as they were it
  /// says of each change why, by replays. Writes nothing at all.
  ///
  /// - Throws: `FileFault`; `RunFailure` for something that is no run and no folder of segments.
  package static func decide(
    _ request: DiffRequest, _ surroundings: RunSurroundings
  ) throws -> RunDiff {
    let lookup = RunLookup(pipelinePath: request.pipelinePath)
    let paths = [
      try lookup.path(of: request.first, beside: request.second),
      try lookup.path(of: request.second, beside: request.first),
    ]
    var first = try DiffSide(path: paths[0])
    let second = try DiffSide(path: paths[1])
    let naming = SegmentNaming(of: first.pipeline, in: second.pipeline)
    first.rename(naming)
    let places = basePlaces(first, or: second, lookup) + basePlaces(second, or: first, lookup)
    let makers = try ChangeMakers(from: first.run, to: second.run, places: places, naming)
    let sets = DiffSets(first, second, makers)
    let replays =
      sets.isEmpty ? nil : try DiffReplays(sets, makers, naming, lookup, request, surroundings)
    return RunDiff(
      sets, makers, replays, people: try PeopleCounts.list(from: first, to: second, naming))
  }

  /// Where bases of a run are looked for: beside it, and where its pipeline publishes.
  private static func basePlaces(
    _ side: DiffSide, or other: DiffSide, _ lookup: RunLookup
  ) -> [String] {
    guard let run = side.run else { return [] }
    let beside = Path.parent(of: Path.real(run.path) ?? run.path)
    guard let pipelinePath = try? lookup.pipeline(of: run, or: other.run),
      let pipeline = side.pipeline
    else {
      return [beside]
    }
    return [Path.join(Path.parent(of: pipelinePath), pipeline.runsFolder), beside]
  }

  private init(
    _ sets: DiffSets, _ makers: ChangeMakers, _ replays: DiffReplays?, people: [PeopleCounts]
  ) {
    self.init(
      a: Side(sets.first), b: Side(sets.second), segments: sets.segments,
      changes: sets.movements.enumerated().map { place, movement in
        Change(
          movement, sets, makers.makers(of: movement),
          cause: replays?.chain?.cause(of: movement),
          rows: replays?.rows?[place] ?? [])
      },
      uploads: sets.uploads,
      upload_changes: sets.uploadChanges.map { UploadChange($0, sets, replays?.chain) },
      people: people,
      no_causes: replays?.noCauses,
      warnings: (sets.first.warnings + sets.second.warnings + (replays?.warnings ?? [])).map {
        .init(kind: $0.kind, place: $0.place, message: $0.message)
      })
  }
}

extension RunDiff.Side {
  fileprivate init(_ side: DiffSide) {
    self.init(run: side.name, as_of: side.run?.asOf.description, is_run: side.run != nil)
  }
}

extension RunDiff.Change {
  fileprivate init(
    _ movement: AccountMovement, _ sets: DiffSets,
    _ made: (night: ChangeMakers.Night, changes: [RunChange])?, cause: DiffCause?,
    rows: [RunDiff.Row]
  ) {
    self.init(
      account_id: movement.account.text, name: sets.name(of: movement.account),
      action: movement.action.rawValue, from: movement.from.map(\.text),
      to: movement.to.map(\.text),
      cause: cause,
      made_by: made.map { night, changes in
        changes.map { change in
          RunDiff.Maker(
            run: night.run.shownName, order: change.order, workflow: change.workflow.text,
            name: night.workflowNames[change.workflow.text] ?? "",
            engagements: change.engagements)
        }
      } ?? [],
      rows: rows)
  }
}

extension RunDiff.UploadChange {
  fileprivate init(_ change: DiffSets.UploadChange, _ sets: DiffSets, _ chain: ReplayChain?) {
    self.init(
      format: change.upload.format, segment: change.upload.segment.text,
      account_id: change.account.text, name: sets.name(of: change.account),
      action: change.isIn ? "enter" : "leave",
      cause: chain?.cause(
        change.account, isIn: change.isIn, change.upload, sets.movement(behind: change)),
      reason: sets.holdReason(change))
  }
}

extension RunFolder {
  /// The name of its folder, also where a link names it.
  var shownName: String { Path.name(of: Path.real(path) ?? path) }
}
