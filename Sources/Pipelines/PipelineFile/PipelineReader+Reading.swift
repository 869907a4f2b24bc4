import AdModel
import CSV
import Ingest

/// What a source says of how its files are written.
extension PipelineReader {
  private enum AccountTextKey: String, CaseIterable {
    case column, pattern
  }

  private enum TotalsKey: String, CaseIterable {
    case firstColumn = "first_column"
    case blank
  }

  private enum FreshnessKey: String, CaseIterable {
    case warnDays = "warn_days"
    case errorDays = "error_days"
  }

  private static let lastHeaderLine = 1_000_000

  func reading(_ fields: Fields<SourceKey>) -> Source.Reading {
    var reading = Source.Reading()
    reading.encoding = fields.optional(.encoding).flatMap(encoding)
    reading.delimiter = fields.optional(.delimiter).flatMap { cursor in
      shapingByte(cursor, words: PipelineReader.delimiterWords)
    }
    reading.quote = fields.optional(.quote).flatMap { cursor in
      if cursor.isText("none") { return .some(.none) }
      return shapingByte(cursor, words: ["none": nil]).map { .byte($0) }
    }
    reading.escape = fields.optional(.escape).flatMap { cursor in
      shapingByte(cursor, words: ["doubled": nil])
    }
    let quote = reading.quote == nil ? UInt8(ascii: "\"") : quoteByte(reading.quote)
    // An escape that is the quote itself is a doubled quote.
    if reading.escape == quote { reading.escape = nil }
    let dialect = CSVDialect(
      delimiter: reading.delimiter ?? UInt8(ascii: ","), quote: quote, escape: reading.escape)
    if !dialect.isSound {
      let cursors = [
        fields.optional(.delimiter), fields.optional(.quote), fields.optional(.escape),
      ]
      cursors.compactMap(\.self).max { $0.place < $1.place }?.report(.sameShapingByte)
    }
    reading.headerLine = fields.optional(.headerLine)?
      .integer(in: 1...PipelineReader.lastHeaderLine)
    reading.endsAtBlankLine = fields.optional(.endsAtBlankLine)?.flag()
    reading.dates = fields.optional(.dates)?.choice()
    reading.numbers = fields.optional(.numbers)?.choice()
    reading.totals = fields.optional(.totals).flatMap(totals)
    return reading
  }

  private func quoteByte(_ quote: Source.Reading.Quote?) -> UInt8? {
    if case .byte(let byte)? = quote { byte } else { nil }
  }

  private func encoding(_ cursor: Cursor) -> String? {
    guard let name = cursor.text() else { return nil }
    guard TextEncoding(name: name) != nil else {
      cursor.report(
        .unknownName(name, noun: "encoding", known: TextEncoding.allCases.map(\.rawValue)))
      return nil
    }
    return name
  }

  static let delimiterWords: [String: UInt8?] = [
    "comma": UInt8(ascii: ","), "tab": UInt8(ascii: "\t"), "semicolon": UInt8(ascii: ";"),
    "pipe": UInt8(ascii: "|"), "space": UInt8(ascii: " "),
  ]

  /// A byte of ASCII that shapes a CSV, by its name or as it is; nil for a word that says none.
  func shapingByte(_ cursor: Cursor, words: [String: UInt8?]) -> UInt8? {
    guard let text = cursor.text() else { return nil }
    if let byte = words[text] { return byte }
    let bytes = Array(text.utf8)
    guard bytes.count == 1, (0x21...0x7E).contains(bytes[0]),
      !Unicode.Scalar(bytes[0]).properties.isAlphabetic, !(0x30...0x39).contains(bytes[0])
    else {
      cursor.report(.noShapingByte(cursor.subject, text, words: words.keys.sorted()))
      return nil
    }
    return bytes[0]
  }

  private func totals(_ cursor: Cursor) -> Source.Totals? {
    if cursor.isText("none") { return Source.Totals() }
    guard let fields = cursor.fields(TotalsKey.self) else { return nil }
    let words = fields.optional(.firstColumn)?.texts() ?? []
    for word in words where word.value.dropLast().contains("*") || word.value == "*" {
      faults.add(.totalsWord(word.value), at: word.place)
    }
    let names = fields.optional(.blank)?.texts() ?? []
    let columns = names.compactMap { name -> Source.Column? in
      if let column = Source.Column(rawValue: name.value) { return column }
      faults.add(
        .unknownName(
          name.value, noun: "column", known: Source.Column.allCases.map(\.rawValue)),
        at: name.place)
      return nil
    }
    return Source.Totals(firstColumn: words.map(\.value), blank: columns)
  }

  func accountText(_ cursor: Cursor) -> Source.AccountText? {
    guard let fields = cursor.fields(AccountTextKey.self) else { return nil }
    let column = fields.required(.column)?.text()
    guard let patternCursor = fields.required(.pattern), let pattern = patternCursor.text() else {
      return nil
    }
    guard let regex = try? Regex(pattern) else {
      patternCursor.report(.patternBroken(pattern))
      return nil
    }
    let naming = Source.AccountText.groups.filter { $0 != "country" }
    if !naming.contains(where: { regex.contains(captureNamed: $0) }) {
      patternCursor.report(.patternWithoutGroup(naming))
    }
    return column.map { Source.AccountText(column: $0, pattern: pattern) }
  }

  func freshness(_ cursor: Cursor) -> Source.Freshness {
    guard let fields = cursor.fields(FreshnessKey.self) else { return .init() }
    let warn = fields.optional(.warnDays)?.integer(in: 0...PipelineReader.longestDays)
    let error = fields.optional(.errorDays)?.integer(in: 0...PipelineReader.longestDays)
    if let warn, let error, warn >= error { cursor.report(.freshnessReversed) }
    return Source.Freshness(warnDays: warn, errorDays: error)
  }
}
