import AdModel
import CSV
import Export
import Ingest

/// The members a segment starts with in the first run: a CSV with a column `account_id`, such as
/// `segments/<id>.csv` of another run.
struct InitialMembers {
  private(set) var lines: [(account: AccountID, lineNumber: Int)] = []

  /// - Throws: `FileFault`; `RunFailure` when there is no such column or a row is broken.
  init(_ shownPath: String, path: String) throws {
    let mend = "give the file a column account_id, as segments/<id>.csv of a run has it"
    var column = 0
    var lines: [(account: AccountID, lineNumber: Int)] = []
    try readList(path: path) { header in
      if header.isEmpty { throw RunFailure.emptyFile(shownPath, mend: mend) }
      guard let place = header.firstIndex(of: "account_id") else {
        throw RunFailure.columnsMissing(
          shownPath, line: 1, missing: ["account_id"], present: header, mend: mend)
      }
      column = place
    } onRow: { row in
      let id = ExportTables.undefused(row.text(column))
      guard row.fault == nil, !id.isEmpty else {
        throw RunFailure.initialBroken("\(shownPath):\(row.lineNumber)")
      }
      lines.append((AccountID(id), row.lineNumber))
    }
    self.lines = lines
  }
}
