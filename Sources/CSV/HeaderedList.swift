import Files

/// One row of a list with a header line; valid only inside the call it is handed to.
package struct ListRow: ~Copyable {
  private let reader: RecordReader
  private let batch: RecordBatch
  private let record: Int

  fileprivate init(_ reader: RecordReader, record: Int) {
    self.reader = reader
    self.batch = reader.batch
    self.record = record
  }

  /// The line the row starts on, from 1.
  package var lineNumber: Int { batch.lineNumber(record) }

  /// The byte of the file at which the row starts.
  package var byteOffset: Int { reader.byteOffset(record) }

  /// The row as it stands in the file, at most 1,000 bytes of it.
  package var rawText: String {
    unsafe String(decoding: batch.rawBytes(record).prefix(1000), as: UTF8.self)
  }

  /// 0 when the row has a fault.
  package var fieldCount: Int { batch.fieldCount(record) }

  /// What is wrong with the row, bytes that are no UTF-8 included.
  package var fault: RecordFault? {
    batch.fault(record) ?? (batch.isText(record) ? nil : .notText)
  }

  /// A field without white space around it, bytes that are no UTF-8 replaced by U+FFFD; blank
  /// beyond the row's end.
  package func text(_ column: Int) -> String {
    guard column < fieldCount else { return "" }
    return batch.text(record, column).trimmingWhiteSpace()
  }

  /// The bytes of what `text` gives, in a row without fault; valid as long as the row.
  package func bytes(_ column: Int) -> UnsafeBufferPointer<UInt8> {
    guard column < fieldCount else {
      return unsafe UnsafeBufferPointer(rebasing: batch.rawBytes(record)[..<0])
    }
    let field = unsafe batch.field(record, column)
    guard let first = unsafe field.first, let last = unsafe field.last else { return unsafe field }
    if isPrinted(first), isPrinted(last) { return unsafe field }
    let range = unsafe String(decoding: field, as: UTF8.self).rangeWithoutWhiteSpace()
    // Sound: the bytes are UTF-8, so the text has the same.
    return unsafe UnsafeBufferPointer(rebasing: field[range])
  }
}

/// Reads a list with a header line: an account list, aliases, overrides, a CRM export.
///
/// Encoding is told by the byte order mark, gzip by content, the delimiter by the header line: of
/// comma, tab, semicolon and pipe the one that gives most columns.
///
/// - Parameters:
///   - delimiter: the one that is known; nil to find it out.
///   - onHeader: called once, with an empty list when the file has no record.
///   - onRow: called for every record after the header, broken ones included.
/// - Throws: `FileFault`, and whatever the two calls throw.
package func readList(
  path: String, delimiter: UInt8? = nil, onHeader: ([String]) throws -> Void,
  onRow: (borrowing ListRow) throws -> Void
) throws {
  let file = try InputFile(path: path)
  let opening = try FileOpening(file)
  let reader = try RecordReader(
    file,
    dialect: try delimiter.map { CSVDialect(delimiter: $0) } ?? opening.dialectOfMostColumns(),
    encoding: opening.encoding, start: opening.start)
  var isHeaderRead = false
  while try reader.next() {
    for record in 0..<reader.batch.recordCount {
      if isHeaderRead {
        try onRow(ListRow(reader, record: record))
      } else {
        isHeaderRead = true
        try onHeader(reader.batch.texts(record).map { $0.trimmingWhiteSpace() })
      }
    }
  }
  if !isHeaderRead { try onHeader([]) }
  try file.checkUnchanged()
}

extension String {
  /// Without Unicode white space at both ends.
  package func trimmingWhiteSpace() -> String {
    guard let first = utf8.first, let last = utf8.last else { return self }
    if isPrinted(first), isPrinted(last) { return self }
    let range = rangeWithoutWhiteSpace()
    return String(decoding: utf8.dropFirst(range.lowerBound).prefix(range.count), as: UTF8.self)
  }

  /// Where the text stands, in bytes, without Unicode white space at both ends.
  fileprivate func rangeWithoutWhiteSpace() -> Range<Int> {
    let scalars = unicodeScalars
    guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
      let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
    else { return 0..<0 }
    let start = utf8.distance(from: utf8.startIndex, to: first)
    return start..<utf8.distance(from: utf8.startIndex, to: scalars.index(after: last))
  }
}

/// Whether a byte is a letter, digit or sign of ASCII, as most texts begin and end with: those stay
/// as they are.
private func isPrinted(_ byte: UInt8) -> Bool { byte &- 0x21 <= 0x7E - 0x21 }
