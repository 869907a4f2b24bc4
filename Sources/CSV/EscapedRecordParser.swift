/// Reads one record of a dialect with an escape byte, which libcsv does not know.
///
/// The rules are those of `QuotedRecordParser`: spaces and tabs around fields are dropped, those
/// that are escaped excepted; a quote inside an unquoted field, or text after a closing quote, is
/// a fault; so is a record beyond `RecordLimits`.
///
/// Unsafe, and why it is sound: bytes are read below `limit`; the caller has checked the room in the
/// scratch space (`RecordReader.scratchNeeded`), and a record never grows: the byte between two
/// fields stands for their delimiter.
@safe final class EscapedRecordParser: RecordParser {
  private enum Place {
    case beforeField
    case inPlainField
    case inQuotedField
    case afterQuotedField
  }

  private let batch: RecordBatch
  private let delimiter: UInt8
  private let quote: UInt8?
  private let escape: UInt8
  var scratchEnd: Int
  /// The end of what must stay of a plain field, white space after it dropped.
  private var keptEnd = 0

  init(batch: RecordBatch, dialect: CSVDialect, escape: UInt8, scratchStart: Int) {
    self.batch = batch
    self.delimiter = dialect.delimiter
    self.quote = dialect.quote
    self.escape = escape
    self.scratchEnd = scratchStart
  }

  func parse(from start: Int, limit: Int, isEnd: Bool) -> RecordParserResult {
    let firstEnd = batch.endCount
    let scratchStart = scratchEnd
    let result = parseRecord(from: start, limit: limit, isEnd: isEnd)
    if case .record = result { return result }
    batch.endCount = firstEnd
    scratchEnd = scratchStart
    return result
  }

  private func parseRecord(from start: Int, limit: Int, isEnd: Bool) -> RecordParserResult {
    var place = Place.beforeField
    var lineCount = 1
    var index = start
    beginField()
    while index < limit {
      if index - start > RecordLimits.bytes { return .fault(.tooLong) }
      let byte = unsafe batch.base[index]
      if byte == escape, place != .afterQuotedField {
        guard index + 1 < limit || isEnd else { return tooLongOrMore(from: start, limit) }
        if place == .beforeField { place = .inPlainField }
        switch takeEscaped(at: index, limit: limit, isEnd: isEnd) {
        case .needsMore: return tooLongOrMore(from: start, limit)
        case .taken(let next, let isLine):
          index = next
          if isLine { lineCount += 1 }
        }
      } else if byte == quote {
        switch place {
        case .beforeField: place = .inQuotedField
        case .inPlainField, .afterQuotedField: return .fault(.strayQuote)
        case .inQuotedField:
          guard index + 1 < limit || isEnd else { return tooLongOrMore(from: start, limit) }
          if index + 1 < limit, unsafe batch.base[index + 1] == byte {
            put(byte)
            index += 1
          } else {
            place = .afterQuotedField
          }
        }
        index += 1
      } else if place == .inQuotedField {
        if isLineEnd(byte) {
          guard let next = lineEnd(at: index, limit: limit, isEnd: isEnd) else {
            return tooLongOrMore(from: start, limit)
          }
          while index < next {
            put(unsafe batch.base[index])
            index += 1
          }
          lineCount += 1
        } else {
          put(byte)
          index += 1
        }
      } else if byte == delimiter {
        endField()
        place = .beforeField
        index += 1
      } else if isLineEnd(byte) {
        guard let next = lineEnd(at: index, limit: limit, isEnd: isEnd) else {
          return tooLongOrMore(from: start, limit)
        }
        endField()
        return .record(end: next, lineCount: lineCount)
      } else if byte == 0x20 || byte == 0x09 {
        if place == .inPlainField {
          unsafe batch.base[scratchEnd] = byte
          scratchEnd += 1
        }
        index += 1
      } else {
        if place == .afterQuotedField { return .fault(.strayQuote) }
        place = .inPlainField
        put(byte)
        index += 1
      }
      if lineCount > RecordLimits.lines { return .fault(.tooLong) }
    }
    guard isEnd else { return tooLongOrMore(from: start, limit) }
    if place == .inQuotedField { return .fault(.unclosedQuote) }
    endField()
    return .record(end: limit, lineCount: lineCount)
  }

  private enum Escaped {
    case taken(next: Int, isLine: Bool)
    case needsMore
  }

  /// Takes what stands behind an escape byte.
  private func takeEscaped(at index: Int, limit: Int, isEnd: Bool) -> Escaped {
    guard index + 1 < limit else {
      put(escape)
      return .taken(next: index + 1, isLine: false)
    }
    let byte = unsafe batch.base[index + 1]
    if isLineEnd(byte) {
      guard let next = lineEnd(at: index + 1, limit: limit, isEnd: isEnd) else {
        return .needsMore
      }
      for place in (index + 1)..<next { put(unsafe batch.base[place]) }
      return .taken(next: next, isLine: true)
    }
    if byte != quote, byte != delimiter, byte != escape { put(escape) }
    put(byte)
    return .taken(next: index + 2, isLine: false)
  }

  private func tooLongOrMore(from start: Int, _ limit: Int) -> RecordParserResult {
    let size = LineEnd.knownText(in: batch, limit: limit) - start
    return size > RecordLimits.bytes ? .fault(.tooLong) : .needsMore
  }

  private func lineEnd(at offset: Int, limit: Int, isEnd: Bool) -> Int? {
    LineEnd.lineEnd(in: batch, at: offset, limit: limit, isEnd: isEnd)?.next
  }

  private func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

  private func beginField() {
    keptEnd = scratchEnd
  }

  private func put(_ byte: UInt8) {
    unsafe batch.base[scratchEnd] = byte
    scratchEnd += 1
    keptEnd = scratchEnd
  }

  private func endField() {
    scratchEnd = keptEnd
    batch.appendEnd(scratchEnd)
    // Between two fields of a batch stands a byte.
    scratchEnd += 1
    beginField()
  }
}
