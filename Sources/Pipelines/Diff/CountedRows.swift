import AdModel
import Aggregate
import Ingest

/// The rows of exports that workflows of a run count for some accounts, those without engagements
/// left out.
struct CountedRows {
  struct Row: Hashable {
    var source: SourceName
    var shownPath: String
    var line: Int
    /// As the file states it.
    var period: Period
    /// What of it counts.
    var engagements: Int
  }

  private struct Key: Hashable {
    var account: AccountID
    var workflow: WorkflowID
  }

  private var rows: [Key: [Row]] = [:]

  /// Reads the exports again, each once, that hold such rows.
  ///
  /// - Parameter wanted: by account: workflows by id; those that the run does not have count none.
  /// - Throws: `FileFault` for an export that cannot be read again as it was.
  init(_ wanted: [AccountID: Set<WorkflowID>], in run: DecidedRun, jobs: Int) throws {
    let workflows = wanted.values.reduce(into: Set<WorkflowID>()) { $0.formUnion($1) }
    let found = try AccountRows(
      Set(wanted.keys.compactMap(run.table.index)), in: run, nil,
      selection: SeriesSelection(run, only: workflows, isOnlyCounted: true), jobs: jobs)
    let active = run.pipeline.workflows.filter(\.isActive)
    let readings = Array(zip(active, run.counted.counting.readings))
      .filter { workflows.contains($0.0.id) }
    for row in found.rows {
      let account = run.table[row.account].id
      let engagements = Int(row.difference ?? row.engagements)
      guard engagements != 0 else { continue }
      for (workflow, reading) in readings {
        guard wanted[account]?.contains(workflow.id) ?? false,
          reading.campaigns.contains(row.campaign),
          RowStatus(row.fate, row.countedPeriod, run.window(of: workflow, inSource: row.source))
            == .counted
        else { continue }
        rows[Key(account: account, workflow: workflow.id), default: []].append(
          Row(
            source: run.pipeline.sources[row.source].name, shownPath: row.shownPath,
            line: row.line, period: row.period, engagements: engagements))
      }
    }
  }

  /// By source name, file and line.
  func rows(of account: AccountID, _ workflow: WorkflowID) -> [Row] {
    rows[Key(account: account, workflow: workflow)] ?? []
  }
}
