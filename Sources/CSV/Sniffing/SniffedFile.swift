package import Files

/// A file nobody knows, found out: its encoding, dialect, tables, and why they are taken for that.
///
/// The file is read once to find this out and once more for each walk over its rows, in bounded
/// memory.
package struct SniffedFile {
  /// What the caller knows of the file; nil where it is to be found out.
  package struct Hints: Hashable, Sendable {
    package var dialect = DialectSniffer.Hints()
    package var encoding: TextEncoding?
    /// The line the header starts on, from 1; 0 for none.
    package var headerLine: Int?
    package var headerRowCount: Int?
    package var preambleLineCount: Int?
    package var footerLineCount: Int?
    /// Which table, from 1.
    package var table: Int?

    package init() {}
  }

  /// Why hints cannot be followed.
  package enum HintFault: Error, Hashable, Sendable {
    case lineBeyondEnd(line: Int, lineCount: Int)
    case noRowBegins(line: Int)
    case noSuchTable(Int, tableCount: Int)
    case nothingLeft
    case headerTooLong(Int, rowCount: Int)
  }

  package struct Table: Hashable, Sendable {
    /// Its rows by their index in the file (blank lines not counted, from 0), those of the header
    /// among them. Where lines were given, as near as is known.
    let rows: Range<Int>
    /// The lines that its rows start on, from 1: this is what rows are told by.
    package let lines: ClosedRange<Int>
    package let width: Int
    package let headerRowCount: Int
    package let headerReason: String
    /// Whether every row ends in a delimiter with nothing behind it, the header too.
    package let hasBlankLastColumn: Bool

    /// The header included.
    package var rowCount: Int { rows.count }
  }

  package let file: InputFile
  package let opening: FileOpening
  package let dialect: CSVDialect
  /// Why this dialect: delimiter, quote, escape.
  package let dialectReasons: [String]
  /// What goes on the first of them, behind the number of fields of the table's rows, when these
  /// show the delimiter.
  package let besideWidth: String?
  package let tables: [Table]
  /// What line 1 names as the delimiter in Excel's way, `sep=;`; such a line is no row.
  package let separatorLine: SeparatorLine?
  /// The table that is read; nil for a file without a row.
  package let table: Table?
  package let lineCount: Int
  package let rowCount: Int
  /// How many rows end in which way.
  package let lineEnds: [LineEndKind: Int]
  /// The columns of values of the table, by number.
  let valueKinds: [Int: CellKind]

  /// - Throws: `FileFault`, `HintFault`.
  package init(_ file: InputFile, hints: Hints = Hints()) throws {
    let opening = try FileOpening(file, encoding: hints.encoding)
    let separatorLine = SeparatorLine(
      try TextSample.read(file, opening, sizeBytes: SeparatorLine.longestBytes))
    let skippedLines = hints.preambleLineCount ?? max(0, (hints.headerLine ?? 1) - 1)
    let sample = try TextSample.read(
      file, opening, sizeBytes: DialectSniffer.sampleSizeBytes,
      skippingLines: max(skippedLines, separatorLine == nil ? 0 : 1))
    let guess = DialectSniffer.guess(
      sample, hints: hints.dialect, separatorLine: separatorLine)
    let reader = try RowReader(file, guess.dialect, opening)
    let survey = try RowSurvey(reader, startsWithSeparatorLine: separatorLine != nil)
    let layout = TableLayout(survey)
    self.file = file
    self.opening = opening
    self.dialect = guess.dialect
    self.dialectReasons = guess.reasons
    self.besideWidth = guess.besideWidth
    self.separatorLine = separatorLine
    self.lineCount = survey.lineCount
    self.rowCount = survey.rowCount
    self.lineEnds = survey.lineEnds
    self.tables = layout.tables.map { table in
      let lines = table.firstLine...max(table.firstLine, table.section.lastLine)
      return Table(
        rows: table.firstRow..<table.endRow, lines: lines, width: table.width,
        headerRowCount: table.header.rowCount, headerReason: table.header.reason,
        hasBlankLastColumn: table.header.rowCount > 0 && table.endRow - table.firstRow >= 3
          && table.width >= 3 && survey.isLastColumnBlank(width: table.width))
    }
    let table = try HintedTable(survey: survey, tables: tables, hints: hints).table()
    self.table = table
    self.valueKinds =
      table.map { survey.valueKinds($0.rows.dropFirst($0.headerRowCount)) } ?? [:]
  }
}

/// The first lines of a text, as UTF-8.
enum TextSample {
  static func read(
    _ file: InputFile, _ opening: FileOpening, sizeBytes: Int, skippingLines: Int = 0
  ) throws(FileFault) -> [UInt8] {
    // Without a delimiter or quote that occurs, a record is a line.
    let dialect = CSVDialect(delimiter: 0x00, quote: nil)
    let reader = try RecordReader(
      file, dialect: dialect, encoding: opening.encoding, start: opening.start)
    var sample: [UInt8] = []
    while try reader.next() {
      let batch = reader.batch
      for record in 0..<batch.recordCount where batch.lineNumber(record) > skippingLines {
        let line = unsafe batch.rawBytes(record)
        if sample.count + line.count > sizeBytes {
          if sample.isEmpty { unsafe sample.append(contentsOf: line.prefix(sizeBytes)) }
          return sample
        }
        unsafe sample.append(contentsOf: line)
        sample.append(UInt8(ascii: "\n"))
      }
    }
    return sample
  }
}

/// The table to read, as found and as the caller will have it.
private struct HintedTable {
  let survey: RowSurvey
  let tables: [SniffedFile.Table]
  let hints: SniffedFile.Hints

  func table() throws(SniffedFile.HintFault) -> SniffedFile.Table? {
    if let number = hints.table, !tables.indices.contains(number - 1) {
      throw .noSuchTable(number, tableCount: tables.count)
    }
    try checkLines()
    let found = tables.isEmpty ? nil : tables[(hints.table ?? 1) - 1]
    let isPlaced =
      hints.headerLine ?? 0 > 0 || hints.preambleLineCount != nil || hints.footerLineCount != nil
    guard isPlaced || hints.headerRowCount != nil || hints.headerLine == 0 else { return found }
    guard let found else { return try nothing() }
    return try hinted(found)
  }

  private func checkLines() throws(SniffedFile.HintFault) {
    let lines = [hints.headerLine, hints.preambleLineCount, hints.footerLineCount].compactMap(
      \.self)
    for line in lines where line > survey.lineCount {
      throw .lineBeyondEnd(line: line, lineCount: survey.lineCount)
    }
  }

  /// A file without a row has no header either.
  private func nothing() throws(SniffedFile.HintFault) -> SniffedFile.Table? {
    if let count = hints.headerRowCount, count > 0 {
      throw .headerTooLong(count, rowCount: 0)
    }
    return nil
  }

  private func hinted(_ found: SniffedFile.Table) throws(SniffedFile.HintFault)
    -> SniffedFile.Table
  {
    var first = found.rows.lowerBound
    var firstLine = found.lines.lowerBound
    if let line = startLine {
      guard let row = row(atOrAfter: line) else { throw .nothingLeft }
      if hints.headerLine == line, row.line != line { throw .noRowBegins(line: line) }
      (first, firstLine) = row
    }
    var end = found.rows.upperBound
    var lastLine = found.lines.upperBound
    if let count = hints.footerLineCount {
      lastLine = survey.lineCount - count
      end = row(atOrAfter: lastLine + 1)?.row ?? survey.rowCount
    } else if startLine != nil, first >= end || first < found.rows.lowerBound {
      (end, lastLine) = endOfTable(from: first)
    }
    guard first < end else { throw .nothingLeft }
    return try table(found, rows: first..<end, lines: firstLine...max(firstLine, lastLine))
  }

  /// The line the table starts on, as the caller will have it.
  private var startLine: Int? {
    if let line = hints.headerLine, line > 0 { return line }
    return hints.preambleLineCount.map { $0 + 1 }
  }

  private func table(
    _ found: SniffedFile.Table, rows: Range<Int>, lines: ClosedRange<Int>
  ) throws(SniffedFile.HintFault) -> SniffedFile.Table {
    let kept = rows.prefix(40).compactMap { survey.rows[$0] }
    let isSame = rows.lowerBound == found.rows.lowerBound
    let widths = Dictionary(grouping: kept.dropFirst(kept.count / 3), by: \.width)
    let most = widths.max { ($0.value.count, $0.key) < ($1.value.count, $1.key) }?.key
    let width = isSame ? found.width : most ?? found.width
    var count = found.headerRowCount
    var reason = found.headerReason
    if !isSame {
      let guess = HeaderGuess(kept, width: width, isWhole: kept.count == rows.count)
      (count, reason) = (guess.rowCount, guess.reason)
    }
    if let known = hints.headerRowCount ?? (hints.headerLine == 0 ? 0 : nil) {
      count = known
      reason =
        "the header is \(known == 0 ? "none" : known == 1 ? "1 row" : "\(known) rows"), as given"
    } else if hints.headerLine != nil, count == 0 {
      count = 1
      reason = "the header starts on line \(lines.lowerBound), as given"
    }
    if count > rows.count { throw .headerTooLong(count, rowCount: rows.count) }
    return SniffedFile.Table(
      rows: rows, lines: lines, width: width, headerRowCount: count, headerReason: reason,
      hasBlankLastColumn: count > 0 && rows.count >= 3 && width >= 3
        && survey.isLastColumnBlank(width: width))
  }

  /// The first row that starts on a line or later.
  private func row(atOrAfter line: Int) -> (row: Int, line: Int)? {
    guard let run = survey.runs.first(where: { $0.lastLine >= line }) else { return nil }
    if run.firstLine >= line { return (run.firstRow, run.firstLine) }
    // Within a run lines are counted: rows of several lines are looked up where they are kept.
    for row in run.firstRow..<run.endRow {
      let start = survey.rows[row]?.line ?? run.firstLine + row - run.firstRow
      if start >= line { return (row, start) }
    }
    let next = survey.runs.first { $0.firstRow == run.endRow }
    return next.map { ($0.firstRow, $0.firstLine) }
  }

  /// The end of the table that a row begins: that of the next one found when it has its width.
  private func endOfTable(from first: Int) -> (end: Int, lastLine: Int) {
    for table in tables where table.rows.upperBound > first {
      let width = survey.rows[first]?.width ?? table.width
      let isNear = abs(width - table.width) <= max(2, table.width / 3)
      if table.rows.contains(first) || isNear {
        return (table.rows.upperBound, table.lines.upperBound)
      }
      return (table.rows.lowerBound, table.lines.lowerBound - 1)
    }
    return (survey.rowCount, survey.lineCount)
  }
}
