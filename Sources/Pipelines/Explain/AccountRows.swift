import AdModel
import Aggregate
import Ingest
import Normalize

/// The rows of exports that the identities of some accounts have in campaigns that active workflows
/// read: those that stand, and what came of the others.
struct AccountRows {
  struct Row {
    var account: AccountIndex
    /// Index into the pipeline's sources.
    var source: Int
    var shownPath: String
    var line: Int
    /// Index into the campaigns of the standing counts.
    var campaign: Int
    /// As the file states it.
    var period: Period
    /// The days the row counts for: of a snapshot to date, those since the one before.
    var countedPeriod: Period
    var engagements: Int64
    /// What of them counts for those days; nil where all of it does.
    var difference: Int64?
    var fate: Restatement.SeriesFate
  }

  /// By source name, file, line.
  private(set) var rows: [Row] = []

  /// Reads the exports again, each once, that name one of the accounts where some workflow looks.
  ///
  /// - Parameters:
  ///   - resolver: nil to leave out rows of identities that nothing of stands.
  ///   - selection: where to look; nil for wherever a workflow does.
  /// - Throws: `FileFault` for an export that cannot be read again as it was.
  init(
    _ accounts: Set<AccountIndex>, in run: DecidedRun, _ resolver: AccountResolver?,
    selection: SeriesSelection? = nil, jobs: Int
  ) throws {
    let exports = run.ingested.exports
    let snapshots = try CumulativeSnapshots(exports, sources: run.pipeline.sources)
    var names = AccountNames(accounts, in: run, resolver)
    let selection = selection ?? SeriesSelection(run)
    var wanted: [WantedRows] = []
    for (index, export) in snapshots.exports.enumerated() {
      let series = selection.series(ofExport: index, export)
      guard !series.isEmpty else { continue }
      let partial = try export.counts.partial()
      let identities = names.identities(of: export, partial.identities)
      let rows = WantedRows(
        export: index, restated: partial, series: series, identities: identities,
        originalSeries: snapshots.originalSeries[index])
      if !rows.isEmpty { wanted.append(rows) }
    }
    let traces = try RowTrace.read(
      wanted.map {
        (exports[$0.export], run.ingested.requests[$0.export], $0.identities.keys.sorted())
      },
      jobs: jobs)
    for (wanted, trace) in zip(wanted, traces) {
      rows += wanted.rows(trace, of: exports[wanted.export], run)
    }
    let sources = run.pipeline.sources
    rows.sort { left, right in
      if left.source != right.source {
        return sources[left.source].name.text.precedesInBytes(sources[right.source].name.text)
      }
      if left.shownPath != right.shownPath {
        return left.shownPath.precedesInBytes(right.shownPath)
      }
      return left.line < right.line
    }
  }
}

/// The rows of one export that are asked for.
private struct WantedRows {
  let export: Int
  /// With differences instead of counts to date.
  let restated: ExportPartial
  /// Places in the restated partial.
  let series: [Int]
  /// Whose they are, by index.
  let identities: [Int: AccountIndex]
  /// Where restated series stand in the export as it was read; none where nothing moved.
  let originalSeries: [Int]

  var isEmpty: Bool {
    !series.contains { series in
      restated.rows[restated.rowRange(ofSeries: series)].contains {
        identities[Int($0.identity)] != nil
      }
    }
  }

  /// The traced rows of the series asked for. Of several rows of one identity, campaign and period
  /// the first bears the difference.
  func rows(_ trace: RowTrace, of export: Export, _ run: DecidedRun) -> [AccountRows.Row] {
    let restatedPlaces = Dictionary(
      series.map { (originalSeries.isEmpty ? $0 : originalSeries[$0], $0) },
      uniquingKeysWith: { $1 })
    var left = originalSeries.isEmpty ? nil : differences()
    return trace.rows.compactMap { row in
      guard let place = restatedPlaces[row.series], let account = identities[row.identity] else {
        return nil
      }
      let fate = run.ingested.restated.seriesFates[self.export][place]
      let borne = left?.removeValue(forKey: [place, row.identity]) ?? 0
      return AccountRows.Row(
        account: account, source: export.source, shownPath: export.shownPath, line: row.line,
        campaign: run.ingested.restated.campaign(ofExport: self.export, series: place),
        period: export.series[row.series].period,
        countedPeriod: restated.series[place].period, engagements: row.engagements,
        difference: left == nil ? nil : borne, fate: fate)
    }
  }

  /// What counts, by restated series and identity.
  private func differences() -> [[Int]: Int64] {
    var differences: [[Int]: Int64] = [:]
    for series in series {
      for row in restated.rows[restated.rowRange(ofSeries: series)] {
        differences[[series, Int(row.identity)]] = row.engagements
      }
    }
    return differences
  }
}
