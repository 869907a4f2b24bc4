/// A stretch of rows of one width, as `SectionBuilder` finds it.
struct RowSection: Hashable {
  var firstRow: Int
  var endRow: Int
  var width: Int
  var firstLine: Int
  var lastLine: Int
  var followsBlankLine: Bool
  var isHeaderLike: Bool
  /// The most cells of a row that are not blank, up to 3.
  var filled: Int

  var rowCount: Int { endRow - firstRow }

  init(_ run: RowRun) {
    self.firstRow = run.firstRow
    self.endRow = run.endRow
    self.width = run.width
    self.firstLine = run.firstLine
    self.lastLine = run.lastLine
    self.followsBlankLine = run.followsBlankLine
    self.isHeaderLike = run.isHeaderLike
    self.filled = run.filled
  }

  mutating func append(_ run: RowRun) {
    endRow = run.endRow
    lastLine = run.lastLine
    filled = max(filled, run.filled)
  }

  mutating func append(_ section: RowSection) {
    endRow = section.endRow
    lastLine = section.lastLine
    filled = max(filled, section.filled)
  }

  /// Too few cells for a row of a table so wide.
  func isSparse(in tableWidth: Int) -> Bool {
    if width <= max(1, tableWidth / 3), tableWidth > 2 { return true }
    return RowSection.isSparse(filled, in: tableWidth)
  }

  static func isSparse(_ filled: Int, in tableWidth: Int) -> Bool {
    filled <= (tableWidth >= 8 ? 2 : tableWidth >= 3 ? 1 : 0)
  }
}

/// Cuts the runs of a file into sections: at blank lines, at rows that look like another header,
/// and where the number of fields changes for good.
struct SectionBuilder {
  /// How many rows of another width may stand in a section.
  private static let outlierLimit = 3

  private let survey: RowSurvey
  private let runs: [RowRun]
  private var sections: [RowSection] = []

  static func sections(of survey: RowSurvey) -> [RowSection] {
    var builder = SectionBuilder(survey)
    builder.build()
    return builder.sections
  }

  private init(_ survey: RowSurvey) {
    self.survey = survey
    self.runs = Array(survey.runs.dropFirst(survey.startsWithSeparatorLine ? 1 : 0))
  }

  private mutating func build() {
    for (index, run) in runs.enumerated() {
      guard let current = sections.last, !run.followsBlankLine, !run.isHeaderLike,
        run.width == current.width || isOutlier(index, in: current)
      else {
        sections.append(RowSection(run))
        continue
      }
      sections[sections.count - 1].append(run)
    }
  }

  /// Whether rows of another width are soon followed by such of the section's width, or are one
  /// row that is nearly as wide and stands alone.
  private func isOutlier(_ index: Int, in section: RowSection) -> Bool {
    let own = runs[index]
    let next = index + 1 < runs.count ? runs[index + 1] : nil
    let isNear = abs(own.width - section.width) <= 1 && section.width >= 2 && own.filled >= 2
    if section.rowCount == 1 {
      // The first row below a header, or the only one.
      if isRaggedBelow(section, from: index) { return true }
      guard own.rowCount == 1 else { return false }
      let isWide = section.width >= 3 && section.filled == 3
      guard let next else { return isNear && isWide }
      return next.width == section.width && (isNear || isWide)
    }
    var outliers = 0
    for run in runs[index...] {
      if run.followsBlankLine || run.isHeaderLike { break }
      if run.width == section.width { return true }
      outliers += run.rowCount
      if outliers > SectionBuilder.outlierLimit { break }
    }
    guard own.rowCount == 1, section.width > 1, next?.width != own.width else { return false }
    if outliers == 1 {
      let isFull = !RowSection(own).isSparse(in: section.width)
      return own.width * 2 >= section.width && isFull
    }
    return isNear && section.width >= 3
  }

  /// Whether a row of names has rows of values below it, of other widths first and soon of its own.
  private func isRaggedBelow(_ section: RowSection, from index: Int) -> Bool {
    guard section.width >= 3, let names = survey.rows[section.firstRow],
      names.filled == names.width,
      names.kinds.allSatisfy({ !$0.isValue }),
      names.texts.allSatisfy({ !$0.contains(":") && $0.utf8.count <= 40 })
    else { return false }
    var outliers = 0
    for run in runs[index...] {
      if run.followsBlankLine || run.isHeaderLike { return false }
      let row = survey.rows[run.firstRow]
      guard let row, run.width >= 2, row.kinds.contains(where: \.isValue) else { return false }
      if run.width == section.width { return outliers > 0 }
      outliers += run.rowCount
      if outliers > SectionBuilder.outlierLimit { return false }
    }
    return false
  }
}

/// The tables of a file, and what stands above and below them.
struct TableLayout {
  struct Table: Hashable {
    var section: RowSection
    /// The first row of the header, or of the data when there is none.
    var firstRow: Int
    var firstLine: Int
    var header: HeaderGuess
    var notes: [String] = []

    var endRow: Int { section.endRow }
    var width: Int { section.width }
  }

  private var survey: RowSurvey
  private var sections: [RowSection]
  private(set) var tables: [Table] = []

  init(_ survey: RowSurvey) {
    self.survey = survey
    self.sections = SectionBuilder.sections(of: survey)
    takeHeadersOfOtherWidth()
    joinRagged()
    joinAcrossBlankLines()
    findTables()
  }

  private func rows(from first: Int, to end: Int, limit: Int = 40) -> [SurveyedRow] {
    var rows: [SurveyedRow] = []
    for row in first..<min(end, first + limit) {
      guard let kept = survey.rows[row] else { break }
      rows.append(kept)
    }
    return rows
  }

  private func header(_ section: RowSection, from first: Int? = nil) -> HeaderGuess {
    let first = first ?? section.firstRow
    return HeaderGuess(
      rows(from: first, to: section.endRow), width: section.width,
      isWhole: section.rowCount <= 40)
  }

  // MARK: - Joining sections

  /// A header with a field more or fewer than its rows is a section of its own until now.
  private mutating func takeHeadersOfOtherWidth() {
    var index = 0
    while index + 1 < sections.count {
      let above = sections[index]
      let below = sections[index + 1]
      if below.rowCount >= 2, below.width >= 2, !below.followsBlankLine, !below.isHeaderLike,
        isHeader(survey.rows[above.endRow - 1], above, of: below)
      {
        let isWhole = above.rowCount == 1 || isHeaderThroughout(above, of: below)
        let first = isWhole ? above.firstRow : above.endRow - 1
        sections[index + 1].firstRow = first
        sections[index + 1].firstLine = survey.rows[first]?.line ?? below.firstLine
        sections[index + 1].followsBlankLine = isWhole && above.followsBlankLine
        if isWhole {
          sections.remove(at: index)
          continue
        }
        sections[index].endRow -= 1
        sections[index].lastLine = sections[index + 1].firstLine - 1
      }
      index += 1
    }
  }

  /// Whether all rows of a section are names above a table of nearly the same width.
  private func isHeaderThroughout(_ section: RowSection, of below: RowSection) -> Bool {
    let rows = rows(from: section.firstRow, to: section.endRow)
    return section.rowCount <= 5 && rows.count == section.rowCount && section.width >= 2
      && rows.allSatisfy { row in
        row.filled * 10 >= below.width * 6 && !row.kinds.contains(where: \.isValue)
      }
  }

  private mutating func isHeader(
    _ row: SurveyedRow?, _ section: RowSection, of below: RowSection
  ) -> Bool {
    guard let row, section.rowCount <= 8, !row.kinds.contains(where: \.isValue) else {
      return false
    }
    let guess = header(below)
    if guess.isShown, guess.rowCount > 0 { return false }
    if row.width == 1 {
      guard let delimiter = otherDelimiter(of: row, width: below.width) else { return false }
      survey.split(row.row, with: delimiter)
      return true
    }
    let isNear = abs(row.width - below.width) <= max(1, below.width / 4)
    return isNear && row.filled >= 2 && row.filled * 10 >= below.width * 6
  }

  /// The delimiter under which a row of one field has the table's width.
  private func otherDelimiter(of row: SurveyedRow, width: Int) -> UInt8? {
    guard width > 2 else { return nil }
    let text = Array(row.text(0).utf8)
    return CSVDialect.delimiters.first { delimiter in
      LooseLine.fields(of: text, CSVDialect(delimiter: delimiter)).count == width
    }
  }

  /// Rows whose widths change all the time are one table, as long as no header begins another.
  private mutating func joinRagged() {
    var joined: [RowSection] = []
    for section in sections {
      guard let above = joined.last, isRagged(above, with: section) else {
        joined.append(section)
        continue
      }
      if section.rowCount > above.rowCount { joined[joined.count - 1].width = section.width }
      joined[joined.count - 1].append(section)
    }
    sections = joined
  }

  private func isRagged(_ above: RowSection, with section: RowSection) -> Bool {
    guard !section.followsBlankLine, !section.isHeaderLike,
      abs(above.width - section.width) <= max(2, above.width / 4), section.width > 1,
      !section.isSparse(in: above.width), !above.isSparse(in: section.width)
    else { return false }
    let guess = header(section)
    if above.rowCount == 1 {
      // A row of values above such is no header.
      let hasValues = survey.rows[above.firstRow]?.kinds.contains(where: \.isValue) ?? false
      return hasValues && above.filled == 3 && guess.isShown && guess.rowCount == 0
    }
    if guess.isShown { return guess.rowCount == 0 }
    return section.rowCount < 4
  }

  /// Blank lines do not end a table when the rows after them are like those before.
  private mutating func joinAcrossBlankLines() {
    var joined: [RowSection] = []
    for (index, section) in sections.enumerated() {
      guard let above = joined.last, goesOn(above, with: section, at: index) else {
        joined.append(section)
        continue
      }
      joined[joined.count - 1].append(section)
    }
    sections = joined
  }

  private func goesOn(_ above: RowSection, with section: RowSection, at index: Int) -> Bool {
    let isFull = above.filled >= min(3, above.width) && above.width > 1
    if section.isHeaderLike || section.isSparse(in: above.width) || above.rowCount < 2 && !isFull {
      // One-column files have no other shape to tell rows from footers by.
      return above.width == 1 && section.width == 1
    }
    if section.width == above.width {
      let guess = header(section)
      let first = survey.rows[section.firstRow]
      if let first, first.texts == survey.rows[above.firstRow]?.texts { return false }
      // A row with gaps is no header.
      if let first, first.filled * 10 < section.width * 8 { return true }
      if above.rowCount == 1, section.rowCount > 1, isProse(survey.rows[above.firstRow]) {
        return false
      }
      if above.firstRow == 0, isKeyed(above), section.rowCount > above.rowCount { return false }
      return !(guess.isShown && guess.rowCount > 0 && section.rowCount > 1)
    }
    guard section.followsBlankLine, section.rowCount <= 2, above.width > 2 else { return false }
    // A short or long row behind a blank line, with the table going on behind it.
    return sections.dropFirst(index + 1).first.map { $0.width == above.width } ?? false
      && abs(section.width - above.width) <= 1
  }

  /// Whether a row reads like a line of text with delimiters in it.
  private func isProse(_ row: SurveyedRow?) -> Bool {
    row?.texts.contains { $0.contains(":") || $0.count > 40 } ?? false
  }

  /// Whether every row is a label with a colon and something behind it.
  private func isKeyed(_ section: RowSection) -> Bool {
    let rows = rows(from: section.firstRow, to: section.endRow)
    return section.rowCount <= 20 && !rows.isEmpty && rows.allSatisfy { $0.text(0).hasSuffix(":") }
  }

  // MARK: - Tables

  private mutating func findTables() {
    guard let main = mainSection else { return }
    for section in sections where isTable(section, main: main) {
      tables.append(table(section))
    }
    if tables.isEmpty { tables.append(table(main)) }
  }

  private var mainSection: RowSection? {
    let heaviest = sections.max { weight($0) < weight($1) }
    guard let heaviest, heaviest.width == 1, let last = sections.last,
      last.width >= 2, last.rowCount >= 2
    else { return heaviest }
    // A short table below many lines of prose.
    let guess = header(last)
    let prose = rows(from: heaviest.firstRow, to: heaviest.endRow)
    let isProse = prose.count { $0.text(0).utf8.contains(0x20) } * 2 > prose.count
    return isProse && guess.isShown && guess.rowCount > 0 ? last : heaviest
  }

  private func weight(_ section: RowSection) -> Int {
    section.rowCount * (section.width > 1 ? 10 * (section.width - 1) : 1)
  }

  private func isTable(_ section: RowSection, main: RowSection) -> Bool {
    if section == main { return true }
    if main.width == 1 { return section.width > 1 && section.rowCount >= 2 }
    guard section.width >= 2, section.rowCount >= 2, section.filled >= 2 else { return false }
    if isKeyed(section) { return false }
    if section.firstRow > main.firstRow { return true }
    return isTableAbove(section, main: main)
  }

  /// Whether rows above a larger table are a table too, as against lines that tell of the report.
  private func isTableAbove(_ section: RowSection, main: RowSection) -> Bool {
    let guess = header(section)
    guard guess.isShown, guess.rowCount > 0 else {
      // Labels and their texts, two by two, are more often said of a report.
      guard section.width >= 3, !isPartlyProse(section) else { return false }
      return section.rowCount >= 5 && section.rowCount * 10 >= main.rowCount
        || section.rowCount >= 3 && !guess.isShown && isEndedByBlankLine(section)
    }
    if section.rowCount == guess.rowCount + 1, section.rowCount * 5 <= main.rowCount {
      // One row, as of a period or of sums; a table when it is wide.
      return section.width >= 4 && isEndedByBlankLine(section)
    }
    if section.width >= 3 { return true }
    // "Report,Clicks" above "From,2026-11-01" and "To,2026-11-30" is no table.
    return section.rowCount >= 5 && section.rowCount * 10 >= main.rowCount
      || section.rowCount >= 2 && hasNumbers(section, below: guess.rowCount)
  }

  private func isEndedByBlankLine(_ section: RowSection) -> Bool {
    survey.runs.first { $0.firstRow >= section.endRow }?.followsBlankLine ?? true
  }

  private func isPartlyProse(_ section: RowSection) -> Bool {
    rows(from: section.firstRow, to: section.endRow).contains { isProse($0) }
  }

  private func hasNumbers(_ section: RowSection, below headerRowCount: Int) -> Bool {
    let rows = rows(from: section.firstRow + headerRowCount, to: section.endRow)
    return !rows.isEmpty && rows.allSatisfy { $0.kinds.contains(.number) }
  }

  private func table(_ section: RowSection) -> Table {
    let first = firstRow(of: section)
    var section = section
    cutFooter(&section, from: first)
    return Table(
      section: section, firstRow: first, firstLine: survey.rows[first]?.line ?? section.firstLine,
      header: header(section, from: first))
  }

  /// The first row behind lines above the header that were padded to the table's width.
  private func firstRow(of section: RowSection) -> Int {
    var first = section.firstRow
    while first + 1 < section.endRow, let row = survey.rows[first],
      let next = survey.rows[first + 1]
    {
      if !isPadded(row, above: next, width: section.width) { return first }
      first += 1
    }
    // Nothing but such lines as far as rows are kept: then they are the table.
    return section.firstRow
  }

  private func isPadded(_ row: SurveyedRow, above next: SurveyedRow, width: Int) -> Bool {
    guard width >= 3 else { return false }
    if row.filled == 0 { return true }
    if row.filled == 1 { return !row.text(0).isEmpty }
    guard row.filled == 2, width >= 6 else { return false }
    return !row.text(0).isEmpty && !row.text(1).isEmpty && next.filled != 2
      || !row.text(0).isEmpty && row.text(0).hasSuffix(":")
  }

  /// Takes padded footer lines off: at the very end, with nothing but their first cell.
  private func cutFooter(_ section: inout RowSection, from first: Int) {
    guard section.width >= 3 else { return }
    for run in survey.runs.reversed() {
      if run.firstRow >= section.endRow { continue }
      guard run.endRow == section.endRow, run.filled <= 1, run.width >= 3, run.rowCount <= 10,
        run.firstRow > first + 1
      else { return }
      section.endRow = run.firstRow
      section.lastLine = run.firstLine - 1
    }
  }
}
