import Files

/// Reads every row of a file nobody knows, faulty ones included, one after the other.
///
/// A record with a fault is split as a person would (`LooseLine`), and one that has the table's
/// width only under another delimiter is read with that one.
///
/// Unsafe, and why it is sound: the bytes of a batch are used before the next one is asked for.
@safe final class RowReader {
  /// Where the fields of the current row come from.
  private enum Fields {
    case batch
    case owned([[UInt8]])
  }

  private let reader: RecordReader
  private let dialect: CSVDialect
  private var record = -1
  private var fields = Fields.batch
  /// Rows read so far.
  private(set) var rowCount = 0
  private(set) var otherDelimiter: UInt8?
  /// How many fields the table has; 0 while that is not known.
  var tableWidth = 0
  /// The columns of values, by number; what another delimiter makes of a row must fit them.
  var valueKinds: [Int: CellKind] = [:]
  /// The rows of the header, which have names instead.
  var headerRows = 0..<0

  init(
    _ file: InputFile, _ dialect: CSVDialect, _ opening: FileOpening
  ) throws(FileFault) {
    self.reader = try RecordReader(
      file, dialect: dialect, encoding: opening.encoding, start: opening.start)
    self.dialect = dialect
  }

  /// Goes to the next row; false when there is none.
  func next() throws(FileFault) -> Bool {
    record += 1
    if record >= reader.batch.recordCount {
      guard try reader.next() else { return false }
      record = 0
    }
    rowCount += 1
    fields = .batch
    otherDelimiter = nil
    if fault != nil {
      fields = .owned(
        LooseLine.fields(of: raw, dialect, width: tableWidth == 0 ? nil : tableWidth))
    } else if tableWidth > 2, batch.fieldCount(record) < tableWidth {
      readWithOtherDelimiter()
    }
    return true
  }

  private var batch: RecordBatch { reader.batch }

  /// The row as it stands in the text, of a faulty one its first line.
  var raw: [UInt8] { unsafe Array(batch.rawBytes(record)) }

  var fault: RecordFault? { batch.fault(record) }

  var isText: Bool { batch.isText(record) }

  var followsBlankLine: Bool { batch.followsBlankLine(record) }

  var lineEnd: LineEndKind? { reader.lineEnd(record) }

  var lineNumber: Int { batch.lineNumber(record) }

  /// The lines read when the file is at its end.
  var lineCount: Int { reader.lineNumber - 1 }

  /// The line the row ends on.
  var lastLineNumber: Int {
    var count = 0
    var isAfterReturn = false
    let bytes = unsafe batch.rawBytes(record)
    for index in bytes.indices {
      let byte = unsafe bytes[index]
      if byte == 0x0D || byte == 0x0A && !isAfterReturn { count += 1 }
      isAfterReturn = byte == 0x0D
    }
    return lineNumber + count
  }

  var width: Int {
    switch fields {
    case .batch: batch.fieldCount(record)
    case .owned(let fields): fields.count
    }
  }

  /// Hands out the bytes of a field, valid within the call.
  func withField<Result>(
    _ column: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    switch fields {
    case .batch: unsafe body(batch.field(record, column))
    case .owned(let fields): unsafe fields[column].withUnsafeBufferPointer { unsafe body($0) }
    }
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

  private func readWithOtherDelimiter() {
    let isHeader = headerRows.contains(rowCount - 1)
    // Spaces and colons stand in any text, so only columns of values can bear them out.
    let textual = isHeader || valueKinds.isEmpty ? [] : [UInt8(ascii: " "), UInt8(ascii: ":")]
    let others = (CSVDialect.delimiters + textual)
      .filter { $0 != dialect.delimiter && $0 != dialect.quote && $0 != dialect.escape }
    let line = raw
    for other in others where line.contains(other) {
      var dialect = dialect
      dialect.delimiter = other
      let fields = LooseLine.fields(of: line, dialect)
      if fields.count == tableWidth, isHeader || doFit(fields) {
        self.fields = .owned(fields)
        otherDelimiter = other
        return
      }
    }
  }

  /// Whether at least half of the columns of values have such.
  private func doFit(_ fields: [[UInt8]]) -> Bool {
    let columns = valueKinds.filter { $0.key < fields.count }
    let fitting = columns.count { column, expected in
      let kind = unsafe fields[column].withUnsafeBufferPointer { unsafe CellKind($0) }
      return kind == expected || kind == .blank
    }
    return fitting * 2 >= columns.count
  }
}
