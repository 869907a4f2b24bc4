/// Splits a line that strict rules refuse as a person would.
///
/// A quote inside a quoted field that no delimiter or line end follows is text, and so is an
/// opening quote that nothing closes. Where a doubled quote may as well be text and the closing
/// quote, the reading that gives the table's width wins.
package struct LooseLine {
  private enum DoubledQuote {
    /// `""` is always one quote of the text.
    case isText
    /// `""` before a delimiter or line end is a quote of the text and the closing one.
    case mayClose
    /// Every field is quoted: a quote closes only where a delimiter and a quote come behind it.
    case closesBeforeQuote
  }

  private let bytes: [UInt8]
  private let dialect: CSVDialect
  private let doubled: DoubledQuote
  private var index = 0
  private var isUnclosed = false
  private var endsInQuotes = false

  private init(_ bytes: [UInt8], _ dialect: CSVDialect, _ doubled: DoubledQuote) {
    self.bytes = bytes
    self.dialect = dialect
    self.doubled = doubled
  }

  /// - Parameters:
  ///   - line: without its line end.
  ///   - width: how many fields the table has, where that is known.
  package static func fields(
    of line: [UInt8], _ dialect: CSVDialect, width: Int? = nil
  ) -> [[UInt8]] {
    let look = look(at: line, dialect, width: width)
    guard let width, look.fields.count != width, dialect.quote != nil else { return look.fields }
    let unquoted = withoutQuotes(line, dialect)
    return unquoted.count == width ? unquoted : look.fields
  }

  /// A line split at its delimiters.
  struct Look {
    var fields: [[UInt8]]
    /// Whether an opening quote had to be taken for text.
    var isUnclosed: Bool
    /// Whether the last field stands in quotes.
    var endsInQuotes: Bool
  }

  /// The same with quotes as they mean to be.
  static func look(at line: [UInt8], _ dialect: CSVDialect, width: Int? = nil) -> Look {
    func look(_ doubled: DoubledQuote) -> Look {
      var splitter = LooseLine(line, dialect, doubled)
      let fields = splitter.split()
      return Look(
        fields: fields, isUnclosed: splitter.isUnclosed, endsInQuotes: splitter.endsInQuotes)
    }
    let asText = look(.isText)
    if asText.fields.count == width ?? asText.fields.count, !asText.isUnclosed { return asText }
    let asClosing = look(.mayClose)
    let isSounder = asText.isUnclosed && !asClosing.isUnclosed
    guard let width else { return isSounder ? asClosing : asText }
    if asClosing.fields.count == width, !asClosing.isUnclosed { return asClosing }
    let asQuoted = look(.closesBeforeQuote)
    if asQuoted.fields.count == width, !asQuoted.isUnclosed { return asQuoted }
    let difference =
      abs(asClosing.fields.count - width) - abs(asText.fields.count - width)
    return difference < 0 || difference == 0 && isSounder ? asClosing : asText
  }

  /// Split at every delimiter, pairs of quotes around whole fields taken off.
  private static func withoutQuotes(_ line: [UInt8], _ dialect: CSVDialect) -> [[UInt8]] {
    var plain = dialect
    plain.quote = nil
    var splitter = LooseLine(line, plain, .isText)
    return splitter.split().map { field in
      guard field.count >= 2, field.first == dialect.quote, field.last == dialect.quote else {
        return field
      }
      return Array(field[1..<(field.count - 1)])
    }
  }

  private mutating func split() -> [[UInt8]] {
    var fields: [[UInt8]] = []
    while true {
      fields.append(field())
      guard index < bytes.count else { return fields }
      index += 1
    }
  }

  /// The field at `index`, which is then at its delimiter or at the end.
  private mutating func field() -> [UInt8] {
    endsInQuotes = false
    let start = skipSpaces(from: index)
    if let quote = dialect.quote, start < bytes.count, bytes[start] == quote {
      if let text = quotedField(from: start + 1, quote) {
        endsInQuotes = true
        return text
      }
      isUnclosed = true
    }
    return plainField()
  }

  private func skipSpaces(from start: Int) -> Int {
    var index = start
    while index < bytes.count, isSpace(bytes[index]) { index += 1 }
    return index
  }

  private func isSpace(_ byte: UInt8) -> Bool {
    (byte == 0x20 || byte == 0x09) && byte != dialect.delimiter
  }

  private mutating func plainField() -> [UInt8] {
    var text: [UInt8] = []
    var keptCount = 0
    index = skipSpaces(from: index)
    while index < bytes.count, bytes[index] != dialect.delimiter {
      if let escaped = escaped(at: index) {
        text += escaped
        keptCount = text.count
        index += 2
        continue
      }
      text.append(bytes[index])
      if !isSpace(bytes[index]) { keptCount = text.count }
      index += 1
    }
    return Array(text[..<keptCount])
  }

  /// What an escape byte and the byte behind it stand for.
  private func escaped(at place: Int) -> [UInt8]? {
    guard bytes[place] == dialect.escape, place + 1 < bytes.count else { return nil }
    let next = bytes[place + 1]
    let isTaken = next == dialect.quote || next == dialect.delimiter || next == dialect.escape
    return isTaken ? [next] : [bytes[place], next]
  }

  /// The text up to the closing quote; nil, and nothing read, when there is none.
  private mutating func quotedField(from start: Int, _ quote: UInt8) -> [UInt8]? {
    var text: [UInt8] = []
    var place = start
    var hasStray = false
    while place < bytes.count {
      if let escaped = escaped(at: place) {
        text += escaped
        place += 2
      } else if bytes[place] != quote {
        text.append(bytes[place])
        place += 1
      } else if let end = fieldEnd(behind: place + 1) {
        index = end
        return text
      } else if place + 1 < bytes.count, bytes[place + 1] == quote {
        text.append(quote)
        if doubled != .isText || hasStray, let end = fieldEnd(behind: place + 2) {
          index = end
          return text
        }
        place += 2
      } else {
        hasStray = true
        text.append(quote)
        place += 1
      }
    }
    return nil
  }

  /// Where the field ends when nothing but white space stands before the delimiter or line end.
  private func fieldEnd(behind place: Int) -> Int? {
    let end = skipSpaces(from: place)
    guard end < bytes.count else { return end }
    guard bytes[end] == dialect.delimiter else { return nil }
    if doubled == .closesBeforeQuote {
      let next = skipSpaces(from: end + 1)
      return next < bytes.count && bytes[next] == dialect.quote ? end : nil
    }
    return end
  }
}
