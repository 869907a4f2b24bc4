import Files

/// Reads every row of a file nobody knows, faulty ones included, one after the other.
///
/// A record with a fault is split as a person would (`LooseLine`), joined with the lines behind it
/// when a quoted field goes on there; one that has the table's width only under another delimiter
/// is read with that one.
///
/// Unsafe, and why it is sound: the bytes of a batch are used before the next one is asked for.
@safe final class RowReader {
  /// A row that no longer lies in the batch.
  private struct OwnedRow {
    var raw: [UInt8]
    var fields: [[UInt8]]
    var fault: RecordFault?
    var isText: Bool
    var followsBlankLine: Bool
    var lineNumber: Int
    var lineEnd: LineEndKind?
  }

  /// How many lines a row with a fault is joined with at most.
  private static let longestJoin = 20

  private let reader: RecordReader
  private let dialect: CSVDialect
  private var record = -1
  /// The current row when it is not the batch's as it lies there.
  private var owned: OwnedRow?
  /// Rows read ahead, in their order.
  private var pending: [OwnedRow] = []
  /// Rows read so far.
  private(set) var rowCount = 0
  private(set) var otherDelimiter: UInt8?
  /// How many fields the table has; 0 while that is not known.
  var tableWidth = 0
  /// The columns of values, by number; what another delimiter makes of a row must fit them.
  var valueKinds: [Int: CellKind] = [:]
  /// The lines of the table, where they are known.
  var tableLines: ClosedRange<Int>?
  /// The table's first rows, which have names instead of values.
  var headerRowCount = 0
  /// The rows of the table so far, the current one included.
  private(set) var tableRowCount = 0

  init(
    _ file: InputFile, _ dialect: CSVDialect, _ opening: FileOpening
  ) throws(FileFault) {
    self.reader = try RecordReader(
      file, dialect: dialect, encoding: opening.encoding, start: opening.start)
    self.dialect = dialect
  }

  /// Goes to the next row; false when there is none.
  func next() throws(FileFault) -> Bool {
    owned = nil
    otherDelimiter = nil
    if !pending.isEmpty {
      owned = pending.removeFirst()
    } else {
      guard try nextRecord() else { return false }
    }
    rowCount += 1
    if isInTable { tableRowCount += 1 }
    if fault != nil {
      try readFaulty()
    } else if tableWidth > 2, width * 2 <= tableWidth {
      readWithOtherDelimiter()
    }
    return true
  }

  private func nextRecord() throws(FileFault) -> Bool {
    record += 1
    if record < reader.batch.recordCount { return true }
    record = 0
    return try reader.next()
  }

  private var batch: RecordBatch { reader.batch }

  // MARK: - The current row

  var isInTable: Bool { tableLines?.contains(lineNumber) ?? false }

  var isInHeader: Bool { isInTable && tableRowCount <= headerRowCount }

  /// The row as it stands in the text, of a faulty one its first line.
  var raw: [UInt8] { unsafe owned?.raw ?? Array(batch.rawBytes(record)) }

  var fault: RecordFault? { owned.map(\.fault) ?? batch.fault(record) }

  var isText: Bool { owned?.isText ?? batch.isText(record) }

  var followsBlankLine: Bool { owned?.followsBlankLine ?? batch.followsBlankLine(record) }

  var lineEnd: LineEndKind? { owned.map(\.lineEnd) ?? reader.lineEnd(record) }

  var lineNumber: Int { owned?.lineNumber ?? batch.lineNumber(record) }

  /// The lines read when the file is at its end.
  var lineCount: Int { reader.lineNumber - 1 }

  /// The line the row ends on.
  var lastLineNumber: Int {
    if let owned {
      return unsafe lineNumber
        + owned.raw.withUnsafeBufferPointer { unsafe RowReader.lineEnds(in: $0) }
    }
    return unsafe lineNumber + RowReader.lineEnds(in: batch.rawBytes(record))
  }

  private static func lineEnds(in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var count = 0
    var isAfterReturn = false
    for index in bytes.indices {
      let byte = unsafe bytes[index]
      if byte == 0x0D || byte == 0x0A && !isAfterReturn { count += 1 }
      isAfterReturn = byte == 0x0D
    }
    return count
  }

  var width: Int { owned?.fields.count ?? batch.fieldCount(record) }

  /// Hands out the bytes of a field, valid within the call.
  func withField<Result>(
    _ column: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    if let owned {
      return unsafe owned.fields[column].withUnsafeBufferPointer { unsafe body($0) }
    }
    return unsafe body(batch.field(record, column))
  }

  func text(_ column: Int) -> String {
    unsafe withField(column) { unsafe String(decoding: $0, as: UTF8.self) }
  }

  func kind(_ column: Int) -> CellKind {
    unsafe withField(column) { unsafe CellKind($0) }
  }

  func isBlank(_ column: Int) -> Bool {
    unsafe withField(column) { bytes in unsafe bytes.allSatisfy { $0 <= 0x20 } }
  }

  // MARK: - Rows that strict rules refuse

  private func copy() -> OwnedRow {
    if let owned { return owned }
    return OwnedRow(
      raw: raw,
      fields: (0..<batch.fieldCount(record)).map { unsafe Array(batch.field(record, $0)) },
      fault: batch.fault(record), isText: batch.isText(record),
      followsBlankLine: batch.followsBlankLine(record), lineNumber: batch.lineNumber(record),
      lineEnd: reader.lineEnd(record))
  }

  private func readFaulty() throws(FileFault) {
    var row = copy()
    let width = tableWidth == 0 ? nil : tableWidth
    let look = LooseLine.look(at: row.raw, dialect, width: width)
    row.fields = look.fields
    owned = row
    guard row.fault != .tooLong else { return }
    if let width, look.fields.count != width {
      if width > 2, readWithOtherDelimiter() { return }
      if look.fields.count < width, look.isUnclosed || look.endsInQuotes,
        try joinLines(row, dialect, width: width)
      {
        return
      }
      if look.fields.count * 2 <= width, try joinLinesWithOtherDelimiter(row, width: width) {
        return
      }
      owned?.fields = LooseLine.fields(of: row.raw, dialect, width: width)
    }
  }

  /// A row with another delimiter may go on behind its first line, too.
  private func joinLinesWithOtherDelimiter(_ row: OwnedRow, width: Int) throws(FileFault) -> Bool {
    for other in CSVDialect.delimiters where other != dialect.delimiter {
      let dialect = self.dialect.with(delimiter: other)
      let look = LooseLine.look(at: row.raw, dialect)
      guard look.isUnclosed, (2..<width).contains(look.fields.count) else { continue }
      if try joinLines(row, dialect, width: width) {
        otherDelimiter = other
        return true
      }
    }
    return false
  }

  /// Reads on behind an open quote until the row has the table's width; as it was when it never
  /// has.
  private func joinLines(
    _ first: OwnedRow, _ dialect: CSVDialect, width: Int
  ) throws(FileFault) -> Bool {
    var joined = first
    for count in 1...RowReader.longestJoin {
      if pending.count < count {
        let current = owned
        owned = nil
        let isThere = try nextRecord()
        if isThere { pending.append(copy()) }
        owned = current
        guard isThere else { return false }
      }
      let next = pending[count - 1]
      if next.fault == nil, next.fields.count == width { return false }
      let blankLines = next.followsBlankLine ? 1 : 0
      for _ in 0...blankLines { joined.raw += RowReader.bytes(of: joined.lineEnd) }
      joined.raw += next.raw
      joined.lineEnd = next.lineEnd
      joined.isText = joined.isText && next.isText
      let look = LooseLine.look(at: joined.raw, dialect, width: width)
      if look.fields.count == width, !look.isUnclosed, doFit(look.fields) {
        joined.fields = look.fields
        owned = joined
        pending.removeFirst(count)
        return true
      }
    }
    return false
  }

  private static func bytes(of lineEnd: LineEndKind?) -> [UInt8] {
    switch lineEnd {
    case .both: [0x0D, 0x0A]
    case .carriageReturn: [0x0D]
    case .lineFeed, nil: [0x0A]
    }
  }

  /// Reads the row with another delimiter when it then has the table's width; true when it does.
  @discardableResult
  private func readWithOtherDelimiter() -> Bool {
    let isHeader = isInHeader
    let line = raw
    // Spaces and colons stand in any text, so only columns of values can bear them out, or quotes.
    let isBorneOut = !valueKinds.isEmpty || line.contains(dialect.quote ?? UInt8(ascii: "\""))
    let textual = isHeader || !isBorneOut ? [] : [UInt8(ascii: " "), UInt8(ascii: ":")]
    let others = (CSVDialect.delimiters + textual)
      .filter { $0 != dialect.delimiter && $0 != dialect.quote && $0 != dialect.escape }
    for other in others where line.contains(other) {
      let fields = LooseLine.fields(of: line, dialect.with(delimiter: other))
      if fields.count == tableWidth, isHeader || doFit(fields, all: textual.contains(other)) {
        var row = copy()
        row.fields = fields
        owned = row
        otherDelimiter = other
        return true
      }
    }
    return false
  }

  /// Whether at least half of the columns of values have such, or all of them.
  private func doFit(_ fields: [[UInt8]], all: Bool = false) -> Bool {
    let columns = valueKinds.filter { $0.key < fields.count }
    let fitting = columns.count { column, expected in
      let kind = unsafe fields[column].withUnsafeBufferPointer { unsafe CellKind($0) }
      return kind == expected || kind == .blank
    }
    return all ? fitting == columns.count : fitting * 2 >= columns.count
  }
}

extension CSVDialect {
  /// The same with another delimiter. A dialect without quotes may have them in a row of its own.
  fileprivate func with(delimiter: UInt8) -> CSVDialect {
    CSVDialect(delimiter: delimiter, quote: quote ?? UInt8(ascii: "\""), escape: escape)
  }
}
