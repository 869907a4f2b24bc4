import Files

/// A row on a walk over a sniffed file; valid only inside the call it is handed to.
package struct SniffedRow: ~Copyable {
  private let reader: RowReader
  /// How many of the row's fields count.
  package let fieldCount: Int

  fileprivate init(_ reader: RowReader, fieldCount: Int) {
    self.reader = reader
    self.fieldCount = fieldCount
  }

  /// Whether the row is one of the table's, its header included.
  package var isInTable: Bool { reader.isInTable }

  package var isInHeader: Bool { reader.isInHeader }

  /// The line the row starts on, from 1.
  package var lineNumber: Int { reader.lineNumber }

  /// Why strict rules refuse the row; it was split as a person would.
  package var fault: RecordFault? { reader.fault ?? (reader.isText ? nil : .notText) }

  /// The delimiter that the row was read with when it is not the table's.
  package var otherDelimiter: UInt8? { reader.otherDelimiter }

  /// The row as it stands in the file, at most 1,000 bytes of it.
  package var rawText: String { String(decoding: reader.raw.prefix(1000), as: UTF8.self) }

  /// A field, bytes that are no UTF-8 replaced by U+FFFD; blank beyond the row's end.
  package func text(_ column: Int) -> String {
    column < fieldCount ? reader.text(column) : ""
  }

  package func kind(_ column: Int) -> CellKind { reader.kind(column) }

  package func isBlank(_ column: Int) -> Bool { reader.isBlank(column) }

  /// Appends the row to a CSV, its bytes as they are.
  package func append(to text: inout NormalizedCSV) {
    for column in 0..<fieldCount {
      unsafe reader.withField(column) { unsafe text.field($0) }
    }
    text.endRow()
  }
}

extension SniffedFile {
  /// Goes over every row of the file, those outside its tables too.
  ///
  /// - Parameter onRow: false ends the walk.
  package func forEachRow(_ onRow: (borrowing SniffedRow) throws -> Bool) throws {
    let reader = try RowReader(file, dialect, opening)
    reader.tableWidth = table?.width ?? 0
    reader.valueKinds = valueKinds
    reader.tableLines = table?.lines
    reader.headerRowCount = table?.headerRowCount ?? 0
    while try reader.next() {
      guard try onRow(SniffedRow(reader, fieldCount: fieldCount(reader))) else { return }
    }
    try file.checkUnchanged()
  }

  /// Goes over the table's rows, its header first.
  ///
  /// - Parameters:
  ///   - onHeader: the names of the columns; not called when there is no header.
  ///   - onRow: false ends the walk.
  package func forEachTableRow(
    onHeader: ([String]) throws -> Void, onRow: (borrowing SniffedRow) throws -> Bool
  ) throws {
    guard let table else { return }
    var headerRows: [[String]] = []
    try forEachRow { row in
      guard row.isInTable else { return row.lineNumber < table.lines.lowerBound }
      if row.isInHeader {
        headerRows.append((0..<row.fieldCount).map { row.text($0) })
        if headerRows.count == table.headerRowCount {
          try onHeader(SniffedFile.joined(headerRows))
        }
        return true
      }
      return try onRow(row)
    }
  }

  /// The rows of a header as one: per column joined with a space, blanks skipped.
  package static func joined(_ rows: [[String]]) -> [String] {
    guard rows.count > 1 else { return rows.first ?? [] }
    return (0..<(rows.map(\.count).max() ?? 0)).map { column in
      rows.compactMap { column < $0.count ? $0[column].trimmingWhiteSpace() : nil }
        .filter { !$0.isEmpty }.joined(separator: " ")
    }
  }

  /// Without the blank column that a delimiter at the end of every row makes.
  private func fieldCount(_ reader: RowReader) -> Int {
    guard let table, table.hasBlankLastColumn, reader.width == table.width,
      reader.isInTable
    else { return reader.width }
    return reader.width - 1
  }
}
