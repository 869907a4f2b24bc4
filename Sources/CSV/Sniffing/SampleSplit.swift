/// The rows of a text sample as one dialect reads them, lenient about quotes.
struct SampleSplit {
  struct Cell {
    var start: Int
    var end: Int
    var isQuoted: Bool
  }

  /// How far a quoted field is followed before its opening quote is taken for text.
  private static let longestFieldBytes = 1 << 14

  let bytes: [UInt8]
  let dialect: CSVDialect
  /// Blank lines are no rows.
  private(set) var rows: [[Cell]] = []
  /// Cells with a quote at both ends.
  private(set) var wrappedCount = 0
  /// Of these, such that hold a delimiter, a line end or an escaped quote.
  private(set) var neededCount = 0
  /// Quotes that fit no rule, and opening quotes that nothing closes.
  private(set) var strayCount = 0
  private var index = 0

  init(_ bytes: [UInt8], _ dialect: CSVDialect, rowLimit: Int) {
    self.bytes = bytes
    self.dialect = dialect
    while index < bytes.count, rows.count < rowLimit {
      let row = self.row()
      let isBlank = row.count == 1 && !row[0].isQuoted && row[0].start == row[0].end
      if !isBlank { rows.append(row) }
    }
  }

  private mutating func row() -> [Cell] {
    var cells: [Cell] = []
    while true {
      cells.append(cell())
      guard index < bytes.count else { return cells }
      let byte = bytes[index]
      index += 1
      if byte == dialect.delimiter { continue }
      if byte == 0x0D, index < bytes.count, bytes[index] == 0x0A { index += 1 }
      return cells
    }
  }

  private func isSpace(_ byte: UInt8) -> Bool {
    (byte == 0x20 || byte == 0x09) && byte != dialect.delimiter
  }

  private func isEnd(_ byte: UInt8) -> Bool {
    byte == dialect.delimiter || byte == 0x0A || byte == 0x0D
  }

  private mutating func cell() -> Cell {
    while index < bytes.count, isSpace(bytes[index]) { index += 1 }
    if let quote = dialect.quote, index < bytes.count, bytes[index] == quote {
      if let cell = quotedCell(quote) { return cell }
      strayCount += 1
    }
    let start = index
    while index < bytes.count, !isEnd(bytes[index]) {
      if bytes[index] == dialect.escape {
        index += 1
        if index == bytes.count { break }
      } else if index > start, bytes[index] == dialect.quote {
        strayCount += 1
      }
      index += 1
    }
    var end = index
    while end > start, isSpace(bytes[end - 1]) { end -= 1 }
    return Cell(start: start, end: end, isQuoted: false)
  }

  /// The cell between quotes; nil, and nothing read, when no quote closes it.
  private mutating func quotedCell(_ quote: UInt8) -> Cell? {
    let start = index + 1
    let limit = min(bytes.count, start + SampleSplit.longestFieldBytes)
    var place = start
    var strays = 0
    var isNeeded = false
    while place < limit {
      let byte = bytes[place]
      if byte == dialect.escape {
        isNeeded = true
        place += 2
      } else if byte != quote {
        if isEnd(byte) { isNeeded = true }
        place += 1
      } else {
        var end = place + 1
        while end < bytes.count, isSpace(bytes[end]) { end += 1 }
        if end == bytes.count || isEnd(bytes[end]) {
          index = end
          wrappedCount += 1
          strayCount += strays
          if isNeeded { neededCount += 1 }
          return Cell(start: start, end: place, isQuoted: true)
        }
        if place + 1 < bytes.count, bytes[place + 1] == quote {
          isNeeded = true
          place += 2
        } else {
          strays += 1
          place += 1
        }
      }
    }
    return nil
  }
}
