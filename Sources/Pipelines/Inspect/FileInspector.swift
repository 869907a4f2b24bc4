import AdModel
import CSV
import Files
import Ingest

/// Finds out what a file is, and writes the table it holds.
package enum FileInspector {
  /// Output is handed on in portions of about this size.
  private static let portionSizeBytes = 1 << 16
  private static let shownLines = 20
  private static let shownRows = 5
  /// More columns than this are counted and not described.
  private static let describedColumns = 2000
  private static let describedTables = 20
  /// Lines around the tables beyond this have no say in whose file it is.
  private static let describedLines = 200

  /// - Throws: `FileFault`, `InspectOptionFault`.
  package static func inspect(_ request: InspectRequest) throws -> FileInspection {
    let sniffed = try open(request)
    var inspection = facts(of: sniffed, request)
    try describeRows(of: sniffed, in: &inspection)
    inspection.platform = try platformInspector(of: sniffed, request)?.facts()
    return inspection
  }

  /// The platform that was named, or that the file seems to come from.
  private static func platformInspector(
    of sniffed: SniffedFile, _ request: InspectRequest
  ) throws -> PlatformInspector? {
    if let name = request.options.platform {
      guard let platform = Platform.named(name) else {
        preconditionFailure("the command line was checked for unknown platforms")
      }
      return PlatformInspector(
        path: request.path, platform: platform, signs: [], options: request.options)
    }
    var headers: [[String]] = []
    var lines: [String] = []
    let starts = Set(sniffed.tables.prefix(describedTables).map(\.lines.lowerBound))
    let tables = sniffed.tables
    try sniffed.forEachRow { row in
      let line = row.lineNumber
      let isInside = tables.contains { $0.lines.contains(line) }
      guard !isInside || line <= shownLines || starts.contains(line) else { return true }
      if starts.contains(line) {
        headers.append((0..<min(row.fieldCount, describedColumns)).map { row.text($0) })
      }
      // As it stands, since a delimiter may be one of these words' own signs; quotes are none.
      lines.append(row.rawText.filter { $0 != "\"" })
      return lines.count < describedLines
    }
    return PlatformGuess(headers: headers, lines: lines).map {
      PlatformInspector(
        path: request.path, platform: $0.platform, signs: $0.signs, options: request.options)
    }
  }

  /// Writes the file's table as a CSV: its header if it has one, then every row.
  ///
  /// - Parameter write: takes bytes; false when nobody wants more.
  /// - Throws: `FileFault`, `InspectOptionFault`, and what `write` throws.
  package static func writeTable(
    _ request: InspectRequest, to write: ([UInt8]) throws -> Bool
  ) throws {
    let sniffed = try open(request)
    if try isEmptyReport(sniffed, request) { return }
    var text = NormalizedCSV()
    var isWanted = true
    try sniffed.forEachTableRow {
      text.row($0)
    } onRow: { row in
      row.append(to: &text)
      guard text.bytes.count >= portionSizeBytes else { return true }
      isWanted = try write(text.bytes)
      text.removeAll()
      return isWanted
    }
    if isWanted, !text.bytes.isEmpty { _ = try write(text.bytes) }
  }

  /// Whether a platform is known to send such words when it has no rows to send.
  private static func isEmptyReport(
    _ sniffed: SniffedFile, _ request: InspectRequest
  ) throws -> Bool {
    var options = request.options
    options.platform = nil
    guard sniffed.lineCount <= shownLines, options == InspectOptions(),
      let facts = try platformInspector(of: sniffed, request)?.facts()
    else { return false }
    return facts.failure == nil && facts.header_line == nil
  }

  private static func open(_ request: InspectRequest) throws -> SniffedFile {
    let file = try InputFile(path: request.path)
    if try file.isZipArchive() { throw RunFailure.zipArchive(request.path) }
    do {
      return try SniffedFile(file, hints: request.options.hints)
    } catch let fault as SniffedFile.HintFault {
      throw InspectOptionFault(fault, path: request.path)
    }
  }

  private static func facts(of sniffed: SniffedFile, _ request: InspectRequest) -> FileInspection {
    let dialect = sniffed.dialect
    var inspection = FileInspection(
      path: request.path, byte_count: sniffed.file.size,
      encoding: sniffed.opening.encoding.rawValue,
      compression: sniffed.opening.compression?.rawValue, delimiter: dialect.delimiterName,
      quote: dialect.quote.map { CSVDialect.name(of: $0) },
      escape: dialect.escape.map { CSVDialect.name(of: $0) } ?? "doubled",
      line_end: LineEndKind.allCases.filter { sniffed.lineEnds[$0] != nil }.map(\.rawValue)
        .joined(separator: " and "),
      line_count: sniffed.lineCount)
    inspection.tables = sniffed.tables.map {
      FileInspection.Table(
        first_line: $0.lines.lowerBound, last_line: $0.lines.upperBound, column_count: $0.width,
        row_count: max(0, $0.rowCount - $0.headerRowCount))
    }
    inspection.table = sniffed.table.flatMap { sniffed.tables.firstIndex(of: $0) }.map { $0 + 1 }
    inspection.reasons = reasons(of: sniffed, request)
    guard let table = sniffed.table else { return inspection }
    inspection.header_row_count = table.headerRowCount
    inspection.header_line = table.headerRowCount > 0 ? table.lines.lowerBound : nil
    return inspection
  }

  private static func reasons(of sniffed: SniffedFile, _ request: InspectRequest) -> [String] {
    let encoding = sniffed.opening.encoding
    var reasons: [String] = []
    if request.options.encoding != nil {
      reasons.append("the encoding is \(encoding.rawValue), as given")
    } else if sniffed.opening.byteOrderMarkSize > 0 {
      reasons.append("the encoding is \(encoding.rawValue): the byte order mark says so")
    } else {
      switch encoding {
      case .utf8, .utf8WithMark:
        reasons.append("the encoding is \(encoding.rawValue), as nothing speaks against it")
      case .utf16LittleEndian, .utf16BigEndian:
        reasons.append("the encoding is \(encoding.rawValue): every other byte is mostly zero")
      case .windows1252:
        reasons.append(
          "the encoding is windows-1252: some bytes are no UTF-8, and all stand for a letter in it")
      }
    }
    reasons += sniffed.dialectReasons
    guard let table = sniffed.table else { return reasons + ["the file has no row"] }
    if table.lines.lowerBound > 1 {
      reasons.append(
        "the table starts on line \(table.lines.lowerBound): what is above has other shapes")
    }
    reasons.append(table.headerReason)
    if table.hasBlankLastColumn {
      reasons.append("every row ends in a delimiter, so the last column is left out")
    }
    return reasons
  }

  // MARK: - Rows

  private static func describeRows(
    of sniffed: SniffedFile, in inspection: inout FileInspection
  ) throws {
    var columns = ColumnKinds(limit: describedColumns)
    var described = inspection
    var headerRows: [[String]] = []
    var rowsOfWidth = 0
    let table = sniffed.table
    try sniffed.forEachRow { row in
      guard let table, row.isInTable else {
        noteOutside(row, sniffed, in: &described)
        return true
      }
      noteOddity(of: row, in: &described)
      let width = table.hasBlankLastColumn ? table.width - 1 : table.width
      if row.fieldCount == width { rowsOfWidth += 1 }
      if row.isInHeader {
        headerRows.append((0..<row.fieldCount).map { row.text($0) })
        return true
      }
      if row.fieldCount < width { described.short_rows.add(line: row.lineNumber) }
      if row.fieldCount > width { described.long_rows.add(line: row.lineNumber) }
      described.row_count += 1
      columns.add(row)
      if described.first_rows.count < shownRows {
        described.first_rows.append(
          (0..<min(row.fieldCount, describedColumns)).map { row.text($0) })
      }
      return true
    }
    described.columns = columns.described(names: SniffedFile.joined(headerRows))
    if let besideWidth = sniffed.besideWidth, let table,
      let place = described.reasons.firstIndex(of: sniffed.dialectReasons[0])
    {
      let width = table.hasBlankLastColumn ? table.width - 1 : table.width
      described.reasons[place] +=
        ": \(rowsOfWidth) of \(described.row_count + headerRows.count) rows of the table have "
        + "\(width) \(width == 1 ? "field" : "fields")\(besideWidth)"
    }
    inspection = described
  }

  private static func noteOddity(of row: borrowing SniffedRow, in described: inout FileInspection) {
    if let fault = row.fault {
      if fault == .notText {
        described.garbled_rows.add(line: row.lineNumber)
      } else {
        described.faulty_rows.add(line: row.lineNumber)
      }
    }
    if row.otherDelimiter != nil { described.other_delimiter_rows.add(line: row.lineNumber) }
  }

  /// A row of no table is preamble above the table, footer below it.
  private static func noteOutside(
    _ row: borrowing SniffedRow, _ sniffed: SniffedFile, in described: inout FileInspection
  ) {
    guard let table = sniffed.table,
      !sniffed.tables.contains(where: { $0.lines.contains(row.lineNumber) })
    else { return }
    let line = FileInspection.Line(line: row.lineNumber, text: row.rawText)
    if row.lineNumber < table.lines.lowerBound {
      if described.preamble.count < shownLines { described.preamble.append(line) }
    } else if described.footer.count < shownLines {
      described.footer.append(line)
    }
  }
}

/// What the cells of each column look like.
private struct ColumnKinds {
  private var counts: [[Int]] = []
  private let limit: Int

  init(limit: Int) {
    self.limit = limit
  }

  mutating func add(_ row: borrowing SniffedRow) {
    while counts.count < min(row.fieldCount, limit) {
      counts.append(Array(repeating: 0, count: CellKind.allCases.count))
    }
    for column in 0..<min(row.fieldCount, limit) {
      counts[column][Int(row.kind(column).rawValue)] += 1
    }
  }

  /// A column is of the kind of nine in ten of its cells that are not blank, else text.
  func described(names: [String]) -> [FileInspection.Column] {
    (0..<max(names.count, counts.count)).map { column in
      let counts = column < counts.count ? counts[column] : []
      let filled = counts.dropFirst().reduce(0, +)
      let kind = CellKind.allCases.dropFirst().first {
        filled > 0 && counts[Int($0.rawValue)] * 10 >= filled * 9
      }
      return FileInspection.Column(
        name: column < names.count ? names[column] : "",
        kind: (kind ?? (filled == 0 ? .blank : .text)).name, blank_count: counts.first ?? 0)
    }
  }
}
