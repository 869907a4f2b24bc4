import AdModel
import Runs

/// The rows behind the changes between two runs: what the workflow that made a change counts in the
/// run that made it, beside what it counted in the first run.
struct DecidingRows {
  /// By place of the movement.
  private var rows: [Int: [RunDiff.Row]] = [:]
  /// Runs between the two that cannot be decided again.
  private(set) var warnings: [RunWarning] = []

  /// Changes that one run made by workflows.
  private struct Made {
    let night: ChangeMakers.Night
    /// By place of the movement.
    var workflows: [Int: [WorkflowID]] = [:]
  }

  /// - Parameter replay: a run between the two as it was made.
  /// - Throws: `FileFault` for an export of the first run that cannot be read again as it was.
  init(
    _ movements: [AccountMovement], _ makers: ChangeMakers, _ chain: inout ReplayChain, jobs: Int,
    replay: (RunFolder) throws -> RunReplay
  ) throws {
    let made = DecidingRows.made(movements, makers)
    let before = try CountedRows(
      DecidingRows.wanted(made.reduce(into: [:]) { $0.merge($1.workflows) { $0 + $1 } }, movements),
      in: chain.first, jobs: jobs)
    for night in made {
      do {
        let decided =
          night.night.run.manifestDigest == makers.nights.first?.run.manifestDigest
          ? chain.second : try chain.decide(try replay(night.night.run))
        let after = try CountedRows(
          DecidingRows.wanted(night.workflows, movements), in: decided, jobs: jobs)
        for (movement, workflows) in night.workflows {
          rows[movement] = DecidingRows.rows(
            of: movements[movement].account, workflows, before, after)
        }
      } catch {
        guard let failure = RunFailure(any: error) else { throw error }
        warnings.append(.rowsUnknown(night.night.run, failure))
      }
    }
  }

  /// Those of a movement, by source name, file and line.
  subscript(movement: Int) -> [RunDiff.Row] { rows[movement] ?? [] }

  /// By run, the newest first. Steps that are no workflow have no rows.
  private static func made(_ movements: [AccountMovement], _ makers: ChangeMakers) -> [Made] {
    var made = makers.nights.map { Made(night: $0) }
    for (place, movement) in movements.enumerated() {
      guard let (night, changes) = makers.makers(of: movement),
        let index = made.firstIndex(where: {
          $0.night.run.manifestDigest == night.run.manifestDigest
        })
      else { continue }
      let workflows = changes.filter { $0.engagements != nil }.map(\.workflow)
      if !workflows.isEmpty { made[index].workflows[place] = workflows }
    }
    return made.filter { !$0.workflows.isEmpty }
  }

  private static func wanted(
    _ workflows: [Int: [WorkflowID]], _ movements: [AccountMovement]
  ) -> [AccountID: Set<WorkflowID>] {
    workflows.reduce(into: [:]) { wanted, entry in
      wanted[movements[entry.key].account, default: []].formUnion(entry.value)
    }
  }

  private static func rows(
    of account: AccountID, _ workflows: [WorkflowID], _ before: CountedRows, _ after: CountedRows
  ) -> [RunDiff.Row] {
    var statuses: [CountedRows.Row: RunDiff.Row.Status] = [:]
    for workflow in workflows {
      let old = Set(before.rows(of: account, workflow))
      let new = Set(after.rows(of: account, workflow))
      for row in new where statuses[row] == nil {
        statuses[row] = old.contains(row) ? .counted : .new
      }
      for row in old.subtracting(new) where statuses[row] == nil { statuses[row] = .gone }
    }
    return statuses.sorted { $0.key.precedes($1.key) }.map { RunDiff.Row($0.key, $0.value) }
  }
}

extension CountedRows.Row {
  fileprivate func precedes(_ other: CountedRows.Row) -> Bool {
    if source != other.source { return source.text.precedesInBytes(other.source.text) }
    if shownPath != other.shownPath { return shownPath.precedesInBytes(other.shownPath) }
    if line != other.line { return line < other.line }
    // One line of a file that was overwritten.
    if period != other.period { return period < other.period }
    return engagements < other.engagements
  }
}

extension RunDiff.Row {
  fileprivate init(_ row: CountedRows.Row, _ status: Status) {
    self.init(
      source: row.source.text, file: row.shownPath, line: row.line,
      first_day: row.period.first.description, last_day: row.period.last.description,
      engagements: row.engagements, status: status)
  }
}

extension RunWarning {
  fileprivate static func rowsUnknown(_ run: RunFolder, _ failure: RunFailure) -> RunWarning {
    RunWarning(
      kind: "rows_unknown", place: "run \(run.shownName)",
      message: "it made changes and cannot be decided again, so their rows are not shown: "
        + failure.shown)
  }
}
