import AdModel
import CSV

/// What a row of one table looks like: its width, its counts and its day.
final class RowShape: Sendable {
  private let columns: TableColumns
  private let constants: RowConstants
  private let delimiter: UInt8
  private let quote: UInt8?
  /// The name of the first column that is counted.
  private let countName: [UInt8]

  init(_ columns: TableColumns, _ constants: RowConstants, _ dialect: CSVDialect) {
    self.columns = columns
    self.constants = constants
    self.delimiter = dialect.delimiter
    self.quote = dialect.quote
    self.countName = columns.engagements.first.map { Array(columns.header[$0].utf8) } ?? []
  }

  /// Whether a record is nothing but delimiters.
  static func isBlank(_ batch: RecordBatch, _ record: Int) -> Bool {
    batch.fault(record) == nil
      && (0..<batch.fieldCount(record)).allSatisfy { unsafe batch.field(record, $0).isEmpty }
  }

  /// Whether a record is the header line once more, as in files that were put together; a byte order
  /// mark may have come along.
  func isHeader(_ batch: RecordBatch, _ record: Int) -> Bool {
    guard batch.fieldCount(record) == columns.header.count else { return false }
    return columns.header.indices.allSatisfy { place in
      var text = Substring(batch.text(record, place))
      if place == 0, text.unicodeScalars.first == "\u{FEFF}" { text.unicodeScalars.removeFirst() }
      return String(text).trimmingWhiteSpace() == columns.header[place]
    }
  }

  /// Whether a record has the header's width, a count where one is due, no text in another count's
  /// place, and a day where one is due.
  func fits(_ batch: RecordBatch, _ record: Int) -> Bool {
    guard batch.fault(record) == nil else { return false }
    return fits((0..<batch.fieldCount(record)).map { unsafe Array(batch.field(record, $0)) })
  }

  /// Whether a line inside a quoted field is a row by itself: the quote before it is one too many.
  ///
  /// Lines are looked at closely, and memory is allocated, only when they have a row's delimiters.
  func holdsRows(_ record: UnsafeBufferPointer<UInt8>) -> Bool {
    var lineStart: Int?
    var delimiterCount = 0
    for place in 0..<record.count {
      let byte = unsafe record[place]
      if byte == 0x0A || byte == 0x0D {
        if let lineStart, delimiterCount == columns.header.count - 1,
          unsafe isRow(UnsafeBufferPointer(rebasing: record[lineStart..<place]))
        {
          return true
        }
        lineStart = place + 1
        delimiterCount = 0
      } else if byte == delimiter {
        delimiterCount &+= 1
      }
    }
    return false
  }

  private func isRow(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
    let fields = unsafe line.split(separator: delimiter, omittingEmptySubsequences: false)
    return unsafe fits(fields.map { unsafe unquoted(Array($0)) })
  }

  /// Whether a rejected record is the header of another table: it says the name of every column that
  /// is counted, there or elsewhere.
  func isOtherHeader(_ batch: RecordBatch, _ record: Int) -> Bool {
    guard batch.fault(record) == nil, batch.fieldCount(record) > 1,
      (0..<batch.fieldCount(record)).contains(where: {
        unsafe batch.field(record, $0).elementsEqual(countName)
      })
    else { return false }
    let finder = HeaderFinder(batch.texts(record).map { $0.trimmingWhiteSpace() })
    return columns.engagements.allSatisfy { finder.place(columns.header[$0]) != nil }
  }

  private func fits(_ fields: [[UInt8]]) -> Bool {
    guard fields.count == columns.header.count else { return false }
    var hasCount = false
    for column in columns.engagements {
      let answer = unsafe fields[column].withUnsafeBufferPointer {
        unsafe CountText.read($0, format: constants.numbers)
      }
      guard case .count = answer else { return false }
      hasCount = hasCount || fields[column].contains { (0x30...0x39).contains($0) }
    }
    guard hasCount else { return false }
    var days = DayReader(order: constants.dates, zones: constants.zones)
    return [columns.date, columns.firstDay, columns.lastDay].compactMap(\.self).allSatisfy {
      column in
      unsafe fields[column].withUnsafeBufferPointer { unsafe days.day($0) } != nil
    }
  }

  private func unquoted(_ field: [UInt8]) -> [UInt8] {
    guard let quote, field.count >= 2, field.first == quote, field.last == quote else {
      return field
    }
    return Array(field.dropFirst().dropLast())
  }
}
