/// Finds the dialect of a text nobody knows.
///
/// Each delimiter is tried with the quote and escape that fit it best, and scored by how alike its
/// rows are times how much its cells look like values: the wrong delimiter gives rows of all
/// lengths, or cells with separators in them. The idea is that of van den Burg, Nazábal and Sutton
/// (Wrangling messy CSV files by detecting row and type patterns, 2019).
package struct DialectSniffer {
  /// What the caller knows; nil where it is to be found out.
  package struct Hints: Hashable, Sendable {
    package var delimiter: UInt8?
    /// `.some(nil)`: known to be none.
    package var quote: UInt8??
    /// `.some(nil)`: known to be none beyond doubled quotes.
    package var escape: UInt8??

    package init(delimiter: UInt8? = nil, quote: UInt8?? = nil, escape: UInt8?? = nil) {
      self.delimiter = delimiter
      self.quote = quote
      self.escape = escape
    }
  }

  package struct Guess: Hashable, Sendable {
    package let dialect: CSVDialect
    /// Why, in sentences for people: delimiter, quote and escape.
    package let reasons: [String]
    /// What to say behind the number of fields of the table's rows, when these show the delimiter;
    /// else nil.
    package let besideWidth: String?
  }

  /// How much of a text is looked at.
  package static let sampleSizeBytes = 1 << 18
  private static let rowLimit = 3000
  private static let backslash = UInt8(ascii: "\\")
  /// In the order in which they are preferred.
  private static let candidates: [UInt8] =
    CSVDialect.delimiters + [" ", ":", "^", "~", "#", "!"].map { UInt8(ascii: $0) } + [0x1F, 0x01]

  /// Those that stand in prose and in times; the others hardly ever stand in any text.
  private static let delimitersOfProse: [UInt8] = [" ", ":", "!", "#"].map { UInt8(ascii: $0) }

  private struct Candidate {
    var dialect: CSVDialect
    var split: SampleSplit
    var score: Double
    var width: Int
    var rowsOfWidth: Int
    var quoteReason: String
    var escapeReason: String
  }

  private let sample: [UInt8]
  private let hints: Hints
  private let separatorLine: SeparatorLine?

  /// - Parameters:
  ///   - sample: the start of the text as UTF-8, best cut at a line end.
  ///   - separatorLine: the line before it, when that names the delimiter.
  package static func guess(
    _ sample: [UInt8], hints: Hints = Hints(), separatorLine: SeparatorLine? = nil
  ) -> Guess {
    DialectSniffer(sample: sample, hints: hints, separatorLine: separatorLine).guess()
  }

  private func guess() -> Guess {
    if let delimiter = hints.delimiter {
      let known = candidate(delimiter)
      return told(known, "the delimiter is \(CSVDialect.name(of: delimiter)), as given")
    }
    if let delimiter = separatorLine?.delimiter {
      return told(
        candidate(delimiter),
        "the delimiter is \(CSVDialect.name(of: delimiter)): line 1 says so (sep=) and is no row")
    }
    var present = Set<UInt8>()
    for byte in sample { present.insert(byte) }
    let tried = DialectSniffer.candidates.filter {
      present.contains($0) && $0 != (hints.quote ?? nil) && $0 != (hints.escape ?? nil)
    }
    let scored = tried.map(candidate).filter(isCredible)
      .enumerated().sorted { ($0.element.score, $1.offset) > ($1.element.score, $0.offset) }
      .map(\.element)
    guard let best = scored.first, best.score > 0.02 else {
      if let table = tableAtEnd(tried) { return table }
      return told(
        candidate(UInt8(ascii: ",")),
        "the delimiter is comma: no other gives rows of more than one field")
    }
    if DialectSniffer.delimitersOfProse.contains(best.dialect.delimiter),
      let table = tableAtEnd(tried)
    {
      return table
    }
    var besideWidth = ""
    if scored.count > 1, scored[1].width > 1, scored[1].rowsOfWidth * 4 >= best.rowsOfWidth {
      besideWidth =
        "; the next best, \(scored[1].dialect.delimiterName), gives "
        + "\(scored[1].rowsOfWidth) rows of \(scored[1].width)"
    }
    return told(
      best, "the delimiter is \(best.dialect.delimiterName)", besideWidth: besideWidth)
  }

  private func told(
    _ candidate: Candidate, _ reason: String, besideWidth: String? = nil
  ) -> Guess {
    Guess(
      dialect: candidate.dialect,
      reasons: [reason, candidate.quoteReason, candidate.escapeReason], besideWidth: besideWidth)
  }

  /// The guess when a short table stands below many lines of prose.
  private func tableAtEnd(_ tried: [UInt8]) -> Guess? {
    let usual = tried.filter(CSVDialect.delimiters.contains)
    guard let table = usual.map(candidate).first(where: hasTableAtEnd) else { return nil }
    return told(table, "the delimiter is \(table.dialect.delimiterName)", besideWidth: "")
  }

  /// Whether lines without a delimiter end in a row of names and rows of values below it.
  private func hasTableAtEnd(_ candidate: Candidate) -> Bool {
    let rows = candidate.split.rows
    guard candidate.width == 1, rows.count < DialectSniffer.rowLimit, let last = rows.last,
      last.count >= 2
    else { return false }
    let table = rows.reversed().prefix { $0.count == last.count }
    guard table.count >= 2, let names = table.last else { return false }
    return names.allSatisfy { $0.start < $0.end && !kind($0).isValue }
      && table.dropLast().allSatisfy { row in row.contains { kind($0).isValue } }
      && rows.dropLast(table.count).allSatisfy { $0.count == 1 }
  }

  private func kind(_ cell: SampleSplit.Cell) -> CellKind {
    unsafe sample[cell.start..<cell.end].withUnsafeBufferPointer { unsafe CellKind($0) }
  }

  // MARK: - One delimiter

  private func candidate(_ delimiter: UInt8) -> Candidate {
    let (quote, quoteReason) = quote(delimiter)
    var dialect = CSVDialect(delimiter: delimiter, quote: quote)
    let (escape, escapeReason) = escape(dialect)
    dialect.escape = escape
    let split = split(dialect)
    let widths = DialectSniffer.widths(split)
    let most = widths.max { ($0.value, $0.key) < ($1.value, $1.key) }
    return Candidate(
      dialect: dialect, split: split,
      score: DialectSniffer.sameness(widths) * valueShare(split), width: most?.key ?? 1,
      rowsOfWidth: most?.value ?? 0, quoteReason: quoteReason, escapeReason: escapeReason)
  }

  private func split(_ dialect: CSVDialect) -> SampleSplit {
    SampleSplit(sample, dialect, rowLimit: DialectSniffer.rowLimit)
  }

  private static func widths(_ split: SampleSplit) -> [Int: Int] {
    var widths: [Int: Int] = [:]
    for row in split.rows { widths[row.count, default: 0] += 1 }
    return widths
  }

  /// 0 for rows of one field or of all lengths, near 1 for rows of one length.
  private static func sameness(_ widths: [Int: Int]) -> Double {
    let total = Double(widths.values.reduce(0, +))
    guard total > 0 else { return 0 }
    return widths.sorted { $0.key < $1.key }.reduce(0) { sum, width in
      let share = Double(width.value) / total
      return sum + share * share * Double(width.key - 1) / Double(width.key)
    }
  }

  /// How much the cells look like values.
  private func valueShare(_ split: SampleSplit) -> Double {
    var sum = 0.0
    var count = 0
    for row in split.rows.prefix(1000) where row.count > 1 {
      var ofRow = 0.0
      var least = 1.0
      for cell in row.prefix(200) {
        let likeness = likeness(cell, split.dialect)
        ofRow += likeness
        least = min(least, likeness)
      }
      // One cell with separators in it casts doubt on the whole row.
      sum += least < 0.3 ? ofRow / 2 : ofRow
      count += min(row.count, 200)
    }
    guard count > 0 else { return 0 }
    let isOfProse = DialectSniffer.delimitersOfProse.contains(split.dialect.delimiter)
    return sum / Double(count) * (isOfProse ? 0.8 : 1)
  }

  private func likeness(_ cell: SampleSplit.Cell, _ dialect: CSVDialect) -> Double {
    if cell.isQuoted { return 1 }
    if cell.start == cell.end { return 0.8 }
    let text = sample[cell.start..<cell.end]
    let kind = unsafe text.withUnsafeBufferPointer { unsafe CellKind($0) }
    switch kind {
    case .text: return textLikeness(text, dialect)
    case .blank: return 0.8
    default: return 1
    }
  }

  private func textLikeness(_ text: ArraySlice<UInt8>, _ dialect: CSVDialect) -> Double {
    var likeness = 0.95
    for index in text.indices {
      let byte = text[index]
      switch byte {
      case UInt8(ascii: ","):
        let isInSentence = index + 1 < text.endIndex && text[index + 1] == 0x20
        likeness = min(likeness, isInSentence ? 0.6 : 0.1)
      case UInt8(ascii: ";"), UInt8(ascii: "|"), 0x09:
        let isInSentence = index + 1 < text.endIndex && text[index + 1] == 0x20
        likeness = min(likeness, isInSentence ? 0.4 : 0.1)
      case UInt8(ascii: "\""), UInt8(ascii: "^"), UInt8(ascii: "~"):
        likeness = min(likeness, 0.2)
      default:
        if byte < 0x20 { likeness = min(likeness, 0.1) }
      }
    }
    return likeness
  }

  // MARK: - Quote and escape

  private func quote(_ delimiter: UInt8) -> (UInt8?, String) {
    if case .some(let known) = hints.quote {
      return (
        known, "the quote is \(known.map { CSVDialect.name(of: $0) } ?? "none"), as given"
      )
    }
    let double = UInt8(ascii: "\"")
    let single = UInt8(ascii: "'")
    let known = hints.escape ?? nil
    let escape = known ?? (hasBackslashBeforeQuote ? DialectSniffer.backslash : nil)
    func split(_ quote: UInt8) -> SampleSplit {
      self.split(CSVDialect(delimiter: delimiter, quote: quote, escape: escape))
    }
    let byDouble = split(double)
    if byDouble.wrappedCount > 0, sample.contains(double) {
      let bySingle = sample.contains(single) ? split(single) : nil
      guard let bySingle, isQuoting(bySingle), bySingle.wrappedCount > 3 * byDouble.wrappedCount
      else {
        return (
          double,
          "the quote is \": it stands around \(DialectSniffer.fields(byDouble.wrappedCount))"
        )
      }
      return (
        single, "the quote is ': it stands around \(DialectSniffer.fields(bySingle.wrappedCount))"
      )
    }
    if sample.contains(single) {
      let bySingle = split(single)
      if isQuoting(bySingle) {
        return (
          single, "the quote is ': it stands around \(DialectSniffer.fields(bySingle.wrappedCount))"
        )
      }
    }
    if byDouble.strayCount > 0 {
      return (nil, "there is no quote: \" stands inside fields only")
    }
    return (double, "no field is quoted; the quote would be \"")
  }

  private static func fields(_ count: Int) -> String {
    count == 1 ? "1 field" : "\(count) fields"
  }

  /// Whether single quotes are more than apostrophes.
  private func isQuoting(_ split: SampleSplit) -> Bool {
    guard split.wrappedCount > 0, split.strayCount <= split.wrappedCount else { return false }
    return split.neededCount > 0 || split.wrappedCount * 20 >= split.rows.count
  }

  private var hasBackslashBeforeQuote: Bool {
    zip(sample, sample.dropFirst()).contains {
      $0 == DialectSniffer.backslash && ($1 == UInt8(ascii: "\"") || $1 == UInt8(ascii: "'"))
    }
  }

  private func escape(_ dialect: CSVDialect) -> (UInt8?, String) {
    let doubledReason = "a quote inside quotes is doubled"
    if case .some(let known) = hints.escape {
      guard let known else { return (nil, "\(doubledReason), as given") }
      return (known, "the escape is \(CSVDialect.name(of: known)), as given")
    }
    let backslash = DialectSniffer.backslash
    let plain = split(dialect)
    let count = zip(sample, sample.dropFirst()).count {
      $0 == backslash && ($1 == dialect.quote || $1 == dialect.delimiter)
    }
    guard count > 0 else { return (nil, doubledReason) }
    var escaping = dialect
    escaping.escape = backslash
    let escaped = split(escaping)
    let isTidier = escaped.strayCount < plain.strayCount
    let isMoreAlike =
      escaped.strayCount <= plain.strayCount
      && DialectSniffer.sameness(DialectSniffer.widths(escaped))
        > DialectSniffer.sameness(DialectSniffer.widths(plain)) + 1e-9
    guard isTidier || isMoreAlike else { return (nil, doubledReason) }
    return (backslash, "the escape is \\: it stands before \(count) quotes and delimiters")
  }

  // MARK: - Delimiters that are letters of text, too

  /// Whether a candidate other than comma, tab, semicolon and pipe is more than an accident.
  private func isCredible(_ candidate: Candidate) -> Bool {
    guard candidate.width > 1 else { return candidate.score > 0.02 }
    if CSVDialect.delimiters.contains(candidate.dialect.delimiter) { return true }
    guard DialectSniffer.delimitersOfProse.contains(candidate.dialect.delimiter) else {
      return true
    }
    let rows = candidate.split.rows
    guard candidate.rowsOfWidth * 10 >= rows.count * 6, rows.count >= 2 else { return false }
    if candidate.split.wrappedCount > 0 { return true }
    guard areWholeLinesText(rows) || isHeader(rows[0], of: candidate) else { return false }
    return candidate.width >= 3 && rows.count >= 3 || hasColumnOfValues(candidate)
  }

  /// Whether a row has as many fields as those below, and is no value as it stands.
  private func isHeader(_ row: [SampleSplit.Cell], of candidate: Candidate) -> Bool {
    let line = sample[row[0].start..<row[row.count - 1].end]
    let isValue = unsafe line.withUnsafeBufferPointer { unsafe CellKind($0).isValue }
    return row.count == candidate.width && !isValue
  }

  /// False when most lines are one value as they stand, a time with a space in it say.
  private func areWholeLinesText(_ rows: [[SampleSplit.Cell]]) -> Bool {
    let looked = rows.prefix(200)
    let values = looked.count { row in
      let line = sample[row[0].start..<row[row.count - 1].end]
      return unsafe line.withUnsafeBufferPointer { unsafe CellKind($0).isValue }
    }
    return values * 2 < looked.count
  }

  private func hasColumnOfValues(_ candidate: Candidate) -> Bool {
    let rows = candidate.split.rows.filter { $0.count == candidate.width }.prefix(200)
    return (0..<candidate.width).contains { column in
      let values = rows.count { row in
        let text = sample[row[column].start..<row[column].end]
        return unsafe text.withUnsafeBufferPointer { unsafe CellKind($0).isValue }
      }
      return values * 4 >= rows.count * 3
    }
  }
}
