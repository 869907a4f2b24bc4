import AdModel
import CSV
import Files

/// Where the table of an export stands, and what was said above and below it.
struct LocatedTable: Sendable {
  let encoding: TextEncoding
  let isCompressed: Bool
  let dialect: CSVDialect
  /// Nil for an empty report: a preamble that states its period, and no table.
  let columns: TableColumns?
  /// The header of the preset that was found, or for an empty report its first.
  let header: Platform.Header
  /// The line of the header; nil for an empty report.
  let headerLine: Int?
  /// The first record after the header.
  let start: RecordReader.Position
  /// Where the table ends, when that is before the file's end.
  let end: RecordReader.Position?
  /// Lines with text below the table.
  let footerLineCount: Int
  /// The line of a second header with the same columns, whose table is not read.
  let furtherTableLine: Int?
  let facts: ReportFacts
}

/// Finds the header line of an export: the first line that has every column the source needs.
struct TableLocator {
  /// How many records above the header of a one-table file are looked at, and how many bytes of
  /// them; the record that goes beyond is still looked at.
  private static let preambleLimit = 10_000
  private static let preambleLimitBytes = 4 << 20
  /// How many lines above and below the table may state facts.
  private static let factLineLimit = 1000

  let file: InputFile
  /// For messages.
  let shownPath: String
  let source: Source
  let platform: Platform
  private let wanted: [TableColumns.Wanted]
  private let signs: HeaderSigns
  /// How many columns any header has at least.
  private let leastWidth: Int

  init(file: InputFile, shownPath: String, source: Source, platform: Platform) {
    self.file = file
    self.shownPath = shownPath
    self.source = source
    self.platform = platform
    self.wanted = platform.headers.map { TableColumns.Wanted(source, platform, $0) }
    self.signs = HeaderSigns(names: wanted.flatMap(\.allNames))
    self.leastWidth = wanted.map(\.leastWidth).min() ?? 0
  }

  /// - Throws: `FileFault`; `RunFailure` when the file is empty or no line has the columns.
  func locate() throws -> LocatedTable {
    let opening = try FileOpening(
      file, encoding: source.reading.encoding.flatMap { TextEncoding(name: $0) })
    let quotes = source.reading.saysQuotes ? nil : try opening.unusualQuotes(of: file)
    var best = try best(opening, escape: quotes?.escape)
    if best?.table == nil, let quotes, quotes.quote != UInt8(ascii: "\"") {
      // Header names in quotes of another kind.
      let other = try self.best(opening, quote: quotes.quote, escape: quotes.escape)
      if other?.table != nil { best = other }
    }
    guard let best, best.recordCount > 0 else { throw RunFailure.emptyFile(shownPath) }
    if let table = best.table { return table }
    if try file.isZipArchive() { throw RunFailure.zipArchive(shownPath) }
    if let line = source.reading.headerLine, best.matches < 0 {
      throw RunFailure.headerLineMissing(shownPath, line: line, source: source.name)
    }
    let header = wanted[best.place].header
    let facts = facts(best.lines, order: header.dates)
    if facts.period != nil, best.mostFieldsBesidePreamble <= 1 {
      return LocatedTable(
        encoding: opening.encoding, isCompressed: opening.isCompressed,
        dialect: dialect(delimiters[0]), columns: nil, header: header, headerLine: nil,
        start: opening.start, end: nil, footerLineCount: 0, furtherTableLine: nil, facts: facts)
    }
    throw RunFailure.columnsMissing(
      shownPath, line: best.headerLine,
      missing: wanted[best.place].missing(in: HeaderFinder(best.header)), present: best.header)
  }

  private func facts(_ lines: [String], order: DateOrder) -> ReportFacts {
    var facts = ReportFacts(lines: lines, labels: platform.labels, order: order)
    if platform.hasFactsInOrder { facts.readInOrder(lines, order: order) }
    return facts
  }

  /// What the delimiter makes of the file under which most of it is as it should be.
  private func best(
    _ opening: FileOpening, quote: UInt8? = UInt8(ascii: "\""), escape: UInt8?
  ) throws -> Candidate? {
    var best: Candidate?
    for delimiter in delimiters {
      let candidate = try search(
        opening,
        source.reading.saysQuotes
          ? dialect(delimiter)
          : CSVDialect(delimiter: delimiter, quote: quote, escape: escape))
      if candidate.table != nil { return candidate }
      if best.map({ candidate.isBetter(than: $0) }) ?? true { best = candidate }
    }
    return best
  }

  private var delimiters: [UInt8] {
    if let delimiter = source.reading.delimiter { return [delimiter] }
    return [platform.delimiter] + CSVDialect.delimiters.filter { $0 != platform.delimiter }
  }

  private func dialect(_ delimiter: UInt8) -> CSVDialect {
    let quote: UInt8? =
      switch source.reading.quote {
      case nil: UInt8(ascii: "\"")
      case .none?: nil
      case .byte(let byte)?: byte
      }
    return CSVDialect(delimiter: delimiter, quote: quote, escape: source.reading.escape)
  }

  /// What one delimiter makes of the file.
  private struct Candidate {
    var table: LocatedTable?
    /// The line most like one of the headers, and which of them.
    var header: [String] = []
    var headerLine = 1
    var place = 0
    var matches = -1
    var headerWidth = 0
    var mostFields = 0
    /// The same without the lines that begin with a label of the platform's preamble; they may
    /// hold commas.
    var mostFieldsBesidePreamble = 0
    var recordCount = 0
    var byteCount = 0
    var lines: [String] = []

    /// Whether the header of a one-table file would have come by now.
    var isBeyondPreamble: Bool {
      recordCount >= TableLocator.preambleLimit || byteCount >= TableLocator.preambleLimitBytes
    }

    /// Whether a record may be more like a header than those before it.
    func mayBeExceeded(names: Int, width: Int) -> Bool {
      (names, width) > (matches, headerWidth)
    }

    func isBetter(than other: Candidate) -> Bool {
      (matches, mostFields) > (other.matches, other.mostFields)
    }
  }

  private func search(_ opening: FileOpening, _ dialect: CSVDialect) throws -> Candidate {
    let reader = try RecordReader(
      file, dialect: dialect, encoding: opening.encoding, start: opening.start)
    var candidate = Candidate()
    while try reader.next() {
      let batch = reader.batch
      for record in 0..<batch.recordCount {
        if platform.table == .one, candidate.isBeyondPreamble { return candidate }
        candidate.recordCount += 1
        unsafe candidate.byteCount += batch.rawBytes(record).count
        let line = batch.lineNumber(record)
        if let fixed = source.reading.headerLine {
          if line < fixed {
            note(batch, record, as: nil, in: &candidate)
            continue
          }
          if line > fixed, candidate.matches >= 0 { return candidate }
        }
        guard let finder = finder(batch, record, candidate) else {
          note(batch, record, as: nil, in: &candidate)
          continue
        }
        if let (columns, header) = columns(finder) {
          candidate.table = try table(
            opening, dialect, reader, record, columns, header, candidate.lines)
          return candidate
        }
        note(batch, record, as: finder, in: &candidate)
      }
    }
    return candidate
  }

  /// Nil for a record that is no header, nor more like one than those before it.
  private func finder(
    _ batch: RecordBatch, _ record: Int, _ candidate: Candidate
  ) -> HeaderFinder? {
    let width = batch.fieldCount(record)
    let most = signs.mostNames(in: batch, record)
    // A column may make another one needless, and so stand for two names.
    let matches = most == 0 ? 0 : most + 1
    // For the words of a failure the lines of a preamble will do.
    let isOfInterest =
      candidate.matches < 0 || candidate.recordCount <= TableLocator.preambleLimit
    guard
      most >= leastWidth
        || isOfInterest && candidate.mayBeExceeded(names: matches, width: width)
    else { return nil }
    return HeaderFinder(batch.texts(record).map { $0.trimmingWhiteSpace() })
  }

  private func columns(_ finder: HeaderFinder) -> (TableColumns, Platform.Header)? {
    var best: (columns: TableColumns, header: Platform.Header, familiarity: Int)?
    for wanted in wanted {
      guard let columns = TableColumns(finder, wanted: wanted) else { continue }
      let familiarity = wanted.familiarity(with: finder)
      if best.map({ familiarity > $0.familiarity }) ?? true {
        best = (columns, wanted.header, familiarity)
      }
    }
    return best.map { ($0.columns, $0.header) }
  }

  /// Takes a line that is not the header for what it may be.
  private func note(
    _ batch: RecordBatch, _ record: Int, as finder: HeaderFinder?, in candidate: inout Candidate
  ) {
    candidate.mostFields = max(candidate.mostFields, batch.fieldCount(record))
    // Lines of words that nobody will read are not put together.
    let isFarDown = candidate.recordCount > TableLocator.preambleLimit && candidate.matches >= 0
    if finder == nil || isFarDown, candidate.lines.count == TableLocator.factLineLimit {
      let filled = (0..<batch.fieldCount(record)).count { unsafe !batch.field(record, $0).isEmpty }
      candidate.mostFieldsBesidePreamble = max(candidate.mostFieldsBesidePreamble, filled)
      return
    }
    let fields = finder?.header ?? batch.texts(record).map { $0.trimmingWhiteSpace() }
    // A quote that is astray in a title still leaves its words.
    let line =
      batch.fault(record) == nil
      ? TableLocator.line(fields)
      : unsafe String(decoding: batch.rawBytes(record).prefix(1000), as: UTF8.self)
    if candidate.lines.count < TableLocator.factLineLimit { candidate.lines.append(line) }
    let isLabelled = ReportFacts.isLabelled(line, by: platform.labels)
    if !isLabelled {
      candidate.mostFieldsBesidePreamble = max(
        candidate.mostFieldsBesidePreamble, fields.count { !$0.isEmpty })
    }
    guard let finder else { return }
    for (place, wanted) in wanted.enumerated() {
      let matches = wanted.names.count - wanted.missing(in: finder).count
      // For the words of a failure: a line of the preamble is no header with other columns.
      let width = isLabelled ? 0 : fields.count
      if (matches, width) > (candidate.matches, candidate.headerWidth) {
        candidate.headerWidth = width
        candidate.header = fields
        candidate.headerLine = batch.lineNumber(record)
        candidate.matches = matches
        candidate.place = place
      }
    }
  }

  /// The fields of a line of words, without the blank ones that pad it to the table's width.
  private static func line(_ fields: [String]) -> String {
    let last = fields.lastIndex { !$0.isEmpty } ?? -1
    return fields[..<(last + 1)].joined(separator: ", ")
  }

  // MARK: - Below the table

  private func table(
    _ opening: FileOpening, _ dialect: CSVDialect, _ reader: RecordReader, _ record: Int,
    _ columns: TableColumns, _ header: Platform.Header, _ lines: [String]
  ) throws -> LocatedTable {
    let order = source.reading.dates ?? header.dates
    let headerLine = reader.batch.lineNumber(record)
    let start = reader.position(after: record)
    var facts = facts(lines, order: order)
    var constants = RowConstants()
    constants.dates = order
    constants.numbers = source.reading.numbers ?? header.numbers
    let footer = try footer(
      reader, after: record, columns, RowShape(columns, constants, dialect),
      isRangeKnown: facts.period != nil)
    facts = facts.or(ReportFacts(lines: footer.lines, labels: platform.labels, order: order))
    return LocatedTable(
      encoding: opening.encoding, isCompressed: opening.isCompressed, dialect: dialect,
      columns: columns, header: header, headerLine: headerLine, start: start, end: footer.start,
      footerLineCount: footer.lineCount, furtherTableLine: footer.furtherTableLine, facts: facts)
  }

  private struct Footer {
    var start: RecordReader.Position?
    var lines: [String] = []
    var lineCount = 0
    var furtherTableLine: Int?

    mutating func append(_ line: String) {
      lineCount += 1
      if lines.count < TableLocator.factLineLimit { lines.append(line) }
    }
  }

  private func footer(
    _ reader: RecordReader, after record: Int, _ columns: TableColumns, _ shape: RowShape,
    isRangeKnown: Bool
  ) throws -> Footer {
    let ending: Platform.Ending =
      switch source.reading.endsAtBlankLine {
      case true?: .blankLine
      case false?: .none
      case nil: platform.table == .ofSeveral ? .blankLine : platform.ending
      }
    switch ending {
    case .none: return Footer()
    case .blankLine: return try footerAfterBlankLine(reader, after: record, columns, shape)
    case .titleAndRange:
      return isRangeKnown ? Footer() : try titleAndRange(reader, after: record)
    }
  }

  /// Where the table ends: at the words of a footer, at the header of another table, or behind blank
  /// lines that no row of this table follows. In what is below, a second table with the same header
  /// is looked for.
  private func footerAfterBlankLine(
    _ reader: RecordReader, after record: Int, _ columns: TableColumns, _ shape: RowShape
  ) throws -> Footer {
    // Whoever says that a blank line ends the table means it.
    let isStrict = source.reading.endsAtBlankLine == true
    var footer = Footer()
    var gap: RecordReader.Position?
    var first = record + 1
    repeat {
      let batch = reader.batch
      for record in first..<max(first, batch.recordCount) {
        if footer.start != nil {
          if footer.furtherTableLine == nil, shape.isHeader(batch, record) {
            footer.furtherTableLine = batch.lineNumber(record)
          }
          // The other tables of the file are somebody else's.
          if platform.table == .one { footer.append(TableLocator.line(batch.texts(record))) }
        } else if RowShape.isBlank(batch, record) {
          gap = gap ?? position(reader, record)
        } else if hasFooterWords(batch, record) || isHeaderOfNextTable(batch, record, columns)
          || (gap != nil || batch.followsBlankLine(record))
            && (isStrict || !shape.fits(batch, record))
        {
          footer.start = gap ?? position(reader, record)
          footer.append(TableLocator.line(batch.texts(record)))
        } else {
          gap = nil
        }
      }
      first = 0
    } while try reader.next()
    return footer
  }

  /// Whether a table of the same counts begins, though no blank line was left before it.
  private func isHeaderOfNextTable(
    _ batch: RecordBatch, _ record: Int, _ columns: TableColumns
  ) -> Bool {
    guard platform.table == .ofSeveral, batch.fieldCount(record) == columns.header.count else {
      return false
    }
    return columns.engagements.allSatisfy {
      batch.text(record, $0).trimmingWhiteSpace() == columns.header[$0]
    }
  }

  private func hasFooterWords(_ batch: RecordBatch, _ record: Int) -> Bool {
    guard !platform.footerWords.isEmpty, batch.fieldCount(record) > 0 else { return false }
    let text = batch.text(record, 0)
    let isAlone = isAlone(batch, record)
    // Words that end in a colon are a label with its value beside it; others stand alone.
    return platform.footerWords.contains {
      $0.hasSuffix(":") ? text == $0 : isAlone && text.hasPrefix($0)
    }
  }

  /// The two last lines, when the last is a range of days and the title has nothing but its first
  /// field. A range without quotes has commas of its own: `July 18, 2026 - August 16, 2026`.
  private func titleAndRange(_ reader: RecordReader, after record: Int) throws -> Footer {
    var last: [(position: RecordReader.Position, line: String, isAlone: Bool)] = []
    var first = record + 1
    repeat {
      let batch = reader.batch
      for record in max(first, batch.recordCount - 2)..<max(first, batch.recordCount) {
        let line = TableLocator.line(batch.texts(record))
        last.append((position(reader, record), line, isAlone(batch, record)))
      }
      last.removeFirst(max(0, last.count - 2))
      first = 0
    } while try reader.next()
    guard let range = last.last,
      DateOrder.allCases.contains(where: { WrittenDays(range.line, order: $0).isWhole })
    else { return Footer() }
    let lines = last.drop { !$0.isAlone && $0.position != range.position }
    var footer = Footer(start: lines.first?.position)
    for line in lines { footer.append(line.line) }
    return footer
  }

  private func position(_ reader: RecordReader, _ record: Int) -> RecordReader.Position {
    .init(byteOffset: reader.byteOffset(record), lineNumber: reader.batch.lineNumber(record))
  }

  /// Whether the first field is the only one that says anything.
  private func isAlone(_ batch: RecordBatch, _ record: Int) -> Bool {
    guard batch.fieldCount(record) > 0, unsafe !batch.field(record, 0).isEmpty else { return false }
    return (1..<batch.fieldCount(record)).allSatisfy { unsafe batch.field(record, $0).isEmpty }
  }
}
