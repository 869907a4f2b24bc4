import AdModel
import Ingest
import Runs

/// What exports hold that is no row, for `run_results.json`.
enum LeftOutRows {
  /// By source name and path.
  static func list(_ exports: [Export], _ sources: [Source]) -> [RunResults.LeftOut] {
    exports.filter { $0.layout.leftOut != LeftOut() || $0.layout.footerLineCount > 0 }
      .map { export in
        RunResults.LeftOut(
          of: sources[export.source].name.text, file: export.shownPath,
          language: export.layout.language, headerLine: export.layout.headerLine,
          totals: export.layout.leftOut.totals,
          repeatedHeaders: export.layout.leftOut.repeatedHeaders,
          blankRows: export.layout.leftOut.blankRows,
          rowsWithoutAccount: export.layout.leftOut.withoutAccount,
          footerLines: export.layout.footerLineCount)
      }
      .sorted { IngestTables.precedes(($0.source, $0.file), ($1.source, $1.file)) }
  }
}
