import AdModel
import CSV
import Files

/// Where the table of an export stands, and what was said above it.
struct LocatedTable: Sendable {
  let encoding: TextEncoding
  let isCompressed: Bool
  let dialect: CSVDialect
  /// Nil for an empty report: a preamble that states its period, and no table.
  let columns: TableColumns?
  /// The first record after the header.
  let start: RecordReader.Position
  /// Whether the table ends at a blank line.
  let endsAtBlankLine: Bool
  let preamble: PreambleFacts
}

/// Finds the header line of an export: the first line that has every column the source needs.
struct TableLocator {
  /// How many lines above the header of a one-table file are looked at.
  private static let preambleLimit = 100

  let file: InputFile
  /// For messages.
  let shownPath: String
  let wanted: TableColumns.Wanted
  let platform: Platform

  /// - Throws: `FileFault`; `RunFailure` when the file is empty or no line has the columns.
  func locate() throws -> LocatedTable {
    let opening = try FileOpening(file)
    var best: Candidate?
    let others = CSVDialect.delimiters.filter { $0 != platform.delimiter }
    for delimiter in [platform.delimiter] + others {
      let candidate = try search(opening, CSVDialect(delimiter: delimiter))
      if candidate.table != nil {
        best = candidate
        break
      }
      if best.map({ candidate.isBetter(than: $0) }) ?? true { best = candidate }
    }
    guard let best, best.recordCount > 0 else { throw RunFailure.emptyFile(shownPath) }
    if let table = best.table { return table }
    let preamble = PreambleFacts(lines: best.lines, labels: platform.preamble)
    if preamble.period != nil, best.mostFieldsBesidePreamble <= 1 {
      return LocatedTable(
        encoding: opening.encoding, isCompressed: opening.isCompressed,
        dialect: CSVDialect(delimiter: platform.delimiter), columns: nil, start: opening.start,
        endsAtBlankLine: false, preamble: preamble)
    }
    throw RunFailure.columnsMissing(
      shownPath, line: best.headerLine,
      missing: TableColumns.missing(in: best.header, wanted: wanted), present: best.header)
  }

  /// What one delimiter makes of the file.
  private struct Candidate {
    var table: LocatedTable?
    /// The line most like the header.
    var header: [String] = []
    var headerLine = 1
    var matches = -1
    var mostFields = 0
    /// The same without the lines that begin with a label of the platform's preamble; they may
    /// hold commas.
    var mostFieldsBesidePreamble = 0
    var recordCount = 0
    var lines: [String] = []

    func isBetter(than other: Candidate) -> Bool {
      (matches, mostFields) > (other.matches, other.mostFields)
    }
  }

  private func search(_ opening: FileOpening, _ dialect: CSVDialect) throws -> Candidate {
    let reader = try RecordReader(
      file, dialect: dialect, encoding: opening.encoding, start: opening.start)
    var candidate = Candidate()
    while try reader.next() {
      let batch = reader.batch
      for record in 0..<batch.recordCount {
        if platform.table == .one, candidate.recordCount == TableLocator.preambleLimit {
          return candidate
        }
        candidate.recordCount += 1
        let fields = batch.texts(record).map { $0.trimmingWhiteSpace() }
        if let columns = TableColumns(header: fields, wanted: wanted) {
          candidate.table = LocatedTable(
            encoding: opening.encoding, isCompressed: opening.isCompressed, dialect: dialect,
            columns: columns, start: reader.position(after: record),
            endsAtBlankLine: platform.table == .ofSeveral,
            preamble: PreambleFacts(lines: candidate.lines, labels: platform.preamble))
          return candidate
        }
        note(fields, line: batch.lineNumber(record), in: &candidate)
      }
    }
    return candidate
  }

  private func note(_ fields: [String], line: Int, in candidate: inout Candidate) {
    if candidate.lines.count < TableLocator.preambleLimit {
      candidate.lines.append(fields.joined(separator: ", "))
    }
    let matches = wanted.names.count - TableColumns.missing(in: fields, wanted: wanted).count
    if (matches, fields.count) > (candidate.matches, candidate.mostFields) {
      candidate.header = fields
      candidate.headerLine = line
      candidate.matches = matches
    }
    candidate.mostFields = max(candidate.mostFields, fields.count)
    if !PreambleFacts.isLabelled(fields.first ?? "", by: platform.preamble) {
      candidate.mostFieldsBesidePreamble = max(
        candidate.mostFieldsBesidePreamble, fields.count)
    }
  }
}
