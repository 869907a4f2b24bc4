import Files

/// Rows that follow each other and look alike.
struct RowRun: Hashable {
  /// Index of the first row in the file, blank lines not counted.
  var firstRow: Int
  var rowCount: Int
  var width: Int
  /// Cells that are not blank, at most 3.
  var filled: Int
  var firstLine: Int
  var lastLine: Int
  var followsBlankLine: Bool
  /// Whether the first row has text where the rows before it have values.
  var isHeaderLike: Bool

  var endRow: Int { firstRow + rowCount }
}

/// A row kept for a closer look.
struct SurveyedRow: Hashable {
  var row: Int
  var line: Int
  var width: Int
  var filled: Int
  /// Of the first cells, `RowSurvey.keptColumns` at most.
  var kinds: [CellKind]
  var texts: [String]

  func text(_ column: Int) -> String { column < texts.count ? texts[column] : "" }
  func kind(_ column: Int) -> CellKind { column < kinds.count ? kinds[column] : .blank }
}

/// The shape of a whole file: its rows in runs, and those where something may begin or end.
///
/// Memory is bounded: runs in the middle of a ragged file are joined, and rows are kept up to a
/// budget.
struct RowSurvey {
  static let keptColumns = 2000
  private static let rowsKeptAtStart = 40
  private static let keptCellLimit = 400_000
  private static let runLimit = 8192
  private static let statisticColumns = 64

  /// Whether the first row is no row but names the delimiter; a run of its own then.
  let startsWithSeparatorLine: Bool
  private(set) var runs: [RowRun] = []
  private(set) var rows: [Int: SurveyedRow] = [:]
  private(set) var rowCount = 0
  private(set) var lineCount = 0
  /// How many rows end in which way.
  private(set) var lineEnds: [LineEndKind: Int] = [:]
  /// Widths of rows whose last cell is not always blank.
  private var widthsWithLastCell = Set<Int>()
  private var keptCells = 0
  private var keepUntil = RowSurvey.rowsKeptAtStart
  private var statistics = KindStatistics(width: 0)
  /// Rows in a row with one width, other than that of `statistics`.
  private var strangers = 0
  private var strangerWidth = 0
  /// A row of names after which values stand where there was text; told by the second row of it.
  private var suspect: (row: Int, line: Int, lineBefore: Int)?
  private var lastRow: (line: Int, lastLine: Int, isText: Bool) = (1, 0, false)
  private var lineBeforeLast = 0

  /// The columns of values of a table, as far as its rows are kept.
  func valueKinds(_ rows: Range<Int>) -> [Int: CellKind] {
    var statistics = KindStatistics(width: 0)
    for row in rows.prefix(RowSurvey.rowsKeptAtStart) {
      guard let kept = self.rows[row] else { break }
      statistics.add(Array(kept.kinds.prefix(RowSurvey.statisticColumns)))
    }
    return statistics.valueKinds
  }

  init(_ reader: RowReader, startsWithSeparatorLine: Bool = false) throws(FileFault) {
    self.startsWithSeparatorLine = startsWithSeparatorLine
    while try reader.next() { add(reader) }
    self.rowCount = reader.rowCount
    self.lineCount = reader.lineCount
  }

  /// Whether rows of a width have nothing but blanks in their last column.
  func isLastColumnBlank(width: Int) -> Bool { !widthsWithLastCell.contains(width) }

  private mutating func add(_ reader: RowReader) {
    let row = reader.rowCount - 1
    // What is too long to be read has no width of its own.
    let isTooLong = reader.fault == .tooLong
    let width = isTooLong ? runs.last?.width ?? 1 : reader.width
    if let end = reader.lineEnd { lineEnds[end, default: 0] += 1 }
    if !isTooLong, !reader.isBlank(width - 1), !widthsWithLastCell.contains(width) {
      widthsWithLastCell.insert(width)
    }
    let isSeparatorLine = startsWithSeparatorLine && row == 0
    let isHeaderLike = isTooLong || isSeparatorLine ? false : note(reader, width: width)
    defer {
      lineBeforeLast = lastRow.lastLine
      lastRow.line = reader.lineNumber
      lastRow.lastLine = reader.lastLineNumber
    }
    let filled = filledCount(reader, width: reader.width)
    let isSame =
      runs.last.map {
        $0.width == width && $0.filled == filled && !reader.followsBlankLine && !isHeaderLike
      } ?? false
    if isSame, !(startsWithSeparatorLine && row == 1) {
      runs[runs.count - 1].rowCount += 1
      runs[runs.count - 1].lastLine = reader.lastLineNumber
    } else {
      let isStart = reader.followsBlankLine || isHeaderLike || runs.last?.width != width
      if isStart { keepUntil = max(keepUntil, row + RowSurvey.rowsKeptAtStart) }
      runs.append(
        RowRun(
          firstRow: row, rowCount: 1, width: width, filled: filled,
          firstLine: reader.lineNumber, lastLine: reader.lastLineNumber,
          followsBlankLine: reader.followsBlankLine, isHeaderLike: isHeaderLike))
      if runs.count > RowSurvey.runLimit { joinMiddle() }
    }
    if row < keepUntil, keptCells < RowSurvey.keptCellLimit { keep(reader, row, filled: filled) }
  }

  private func filledCount(_ reader: RowReader, width: Int) -> Int {
    var filled = 0
    for column in 0..<width where !reader.isBlank(column) {
      filled += 1
      if filled == 3 { break }
    }
    return filled
  }

  /// Takes a kept row of one field apart at another delimiter.
  mutating func split(_ row: Int, with delimiter: UInt8) {
    guard var kept = rows[row] else { return }
    let fields = LooseLine.fields(of: Array(kept.text(0).utf8), CSVDialect(delimiter: delimiter))
    kept.texts = fields.map { String(decoding: $0, as: UTF8.self) }
    kept.kinds = kept.texts.map { CellKind($0) }
    kept.width = fields.count
    kept.filled = kept.texts.count { !$0.isEmpty }
    rows[row] = kept
  }

  private mutating func keep(_ reader: RowReader, _ row: Int, filled: Int) {
    let columns = 0..<min(reader.width, RowSurvey.keptColumns)
    var all = filled
    if filled == 3 { all = (0..<reader.width).count { !reader.isBlank($0) } }
    keptCells += columns.count
    rows[row] = SurveyedRow(
      row: row, line: reader.lineNumber, width: reader.width, filled: all,
      kinds: columns.map { reader.kind($0) },
      texts: columns.map { String(reader.text($0).prefix(columns.count == 1 ? 4000 : 200)) })
  }

  /// Counts the row's kinds; true when it reads like another header.
  private mutating func note(_ reader: RowReader, width: Int) -> Bool {
    if width == statistics.width {
      strangers = 0
      let kinds = (0..<min(width, RowSurvey.statisticColumns)).map { reader.kind($0) }
      if reader.fault == nil, statistics.contradicts(kinds) {
        statistics = KindStatistics(width: width)
        return true
      }
      lookForSuspect(kinds, row: reader.rowCount - 1, followsBlankLine: reader.followsBlankLine)
      statistics.add(kinds)
      if statistics.rowCount.nonzeroBitCount == 1 { reader.valueKinds = statistics.valueKinds }
      return false
    }
    strangers = width == strangerWidth ? strangers + 1 : 1
    strangerWidth = width
    if strangers == 3 || statistics.width == 0 {
      statistics = KindStatistics(width: width)
      strangers = 0
      reader.tableWidth = width
    }
    return false
  }

  /// Where two rows in a row have values in columns of text, and a row of names stands before
  /// them, another table of the same width began there.
  private mutating func lookForSuspect(_ kinds: [CellKind], row: Int, followsBlankLine: Bool) {
    defer { lastRow.isText = !kinds.contains(where: \.isValue) && !kinds.contains(.blank) }
    guard statistics.isOtherwise(kinds), !followsBlankLine else {
      suspect = nil
      return
    }
    guard let found = suspect else {
      if lastRow.isText {
        suspect = (row - 1, lastRow.line, lineBeforeLast)
        if rows[row - 1] == nil {
          // Its kinds are known and its names are not needed yet.
          rows[row - 1] = SurveyedRow(
            row: row - 1, line: lastRow.line, width: kinds.count, filled: kinds.count,
            kinds: kinds.map { _ in .text }, texts: kinds.map { _ in "" })
        }
        keepUntil = max(keepUntil, row + RowSurvey.rowsKeptAtStart)
      }
      return
    }
    suspect = nil
    cutRuns(at: found.row, line: found.line, lineBefore: found.lineBefore)
    statistics = KindStatistics(width: statistics.width)
  }

  /// Makes a row the first of a run, as one like a header.
  private mutating func cutRuns(at row: Int, line: Int, lineBefore: Int) {
    guard let index = runs.lastIndex(where: { $0.firstRow <= row }) else { return }
    guard runs[index].firstRow < row else {
      runs[index].isHeaderLike = true
      return
    }
    var tail = runs[index]
    tail.firstRow = row
    tail.rowCount = runs[index].endRow - row
    tail.firstLine = line
    tail.isHeaderLike = true
    tail.followsBlankLine = false
    runs[index].rowCount = row - runs[index].firstRow
    runs[index].lastLine = lineBefore
    runs.insert(tail, at: index + 1)
  }

  /// Joins runs between the first and the last thousand that no blank line and no header parts.
  private mutating func joinMiddle() {
    let edge = 1024
    var joined = Array(runs[..<edge])
    var isJoining = false
    for run in runs[edge..<(runs.count - edge)] {
      if isJoining, !run.followsBlankLine, !run.isHeaderLike {
        let last = joined.count - 1
        if run.rowCount > joined[last].rowCount / 2 { joined[last].width = run.width }
        joined[last].filled = max(joined[last].filled, run.filled)
        joined[last].rowCount += run.rowCount
        joined[last].lastLine = run.lastLine
      } else if joined.count > 3 * edge {
        joined[joined.count - 1].rowCount += run.rowCount
        joined[joined.count - 1].lastLine = run.lastLine
      } else {
        joined.append(run)
        isJoining = true
      }
    }
    runs = joined + runs[(runs.count - edge)...]
  }
}

/// Of which kinds the cells of each column are.
struct KindStatistics {
  let width: Int
  private(set) var rowCount = 0
  /// Per column, how many cells are of each kind.
  private var counts: [[Int]] = []

  init(width: Int) {
    self.width = width
  }

  mutating func add(_ kinds: [CellKind]) {
    rowCount += 1
    while counts.count < kinds.count {
      counts.append(Array(repeating: 0, count: CellKind.allCases.count))
    }
    for (column, kind) in kinds.enumerated() { counts[column][Int(kind.rawValue)] += 1 }
  }

  /// The kind of at least nine in ten cells of a column that are not blank; nil for none.
  func kind(_ column: Int, share: Double = 0.9) -> CellKind? {
    guard column < counts.count else { return nil }
    let filled = counts[column].dropFirst().reduce(0, +)
    guard filled > 0 else { return nil }
    for kind in CellKind.allCases.dropFirst()
    where Double(counts[column][Int(kind.rawValue)]) >= share * Double(filled) {
      return kind
    }
    return nil
  }

  /// The columns whose cells are mostly values of one kind.
  var valueKinds: [Int: CellKind] {
    var kinds: [Int: CellKind] = [:]
    for column in counts.indices {
      if let kind = kind(column, share: 0.75), kind.isValue { kinds[column] = kind }
    }
    return kinds
  }

  /// How many cells of a column are blank.
  func blankCount(_ column: Int) -> Int {
    column < counts.count ? counts[column][Int(CellKind.blank.rawValue)] : 0
  }

  /// Whether a row has values in two columns or more, and in a third of them, that had text.
  func isOtherwise(_ kinds: [CellKind]) -> Bool {
    guard rowCount >= 3 else { return false }
    var columns = 0
    for (column, kind) in kinds.enumerated() where kind.isValue {
      if self.kind(column) == .text { columns += 1 }
    }
    return columns >= 2 && columns * 3 >= kinds.count
  }

  /// Whether a row has names where three rows and more before it have values.
  func contradicts(_ kinds: [CellKind]) -> Bool {
    guard rowCount >= 3 else { return false }
    var columns = 0
    var against = 0
    for (column, kind) in kinds.enumerated() {
      if kind.isValue { return false }
      guard let usual = self.kind(column), usual.isValue, blankCount(column) * 2 < rowCount else {
        continue
      }
      columns += 1
      if kind == .text || kind == .code { against += 1 }
    }
    return columns >= 2 && against >= 2 && against * 10 >= columns * 8
  }
}
