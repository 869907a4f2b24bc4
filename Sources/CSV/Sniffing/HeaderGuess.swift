/// How many of a table's first rows are its header, and why.
struct HeaderGuess: Hashable {
  /// The most rows a header is found to have.
  private static let longest = 5

  let rowCount: Int
  /// Whether the kinds of cells below it show the header, as against custom.
  let isShown: Bool
  let reason: String

  private init(_ rowCount: Int, isShown: Bool, _ reason: String) {
    self.rowCount = rowCount
    self.isShown = isShown
    self.reason = reason
  }

  /// - Parameters:
  ///   - rows: the first rows of the table.
  ///   - isWhole: whether there are no others.
  init(_ rows: [SurveyedRow], width: Int, isWhole: Bool) {
    self =
      switch rows.count {
      case 0: HeaderGuess(0, isShown: false, "there is no row")
      case 1: HeaderGuess.ofOnly(rows[0])
      default: HeaderGuess.of(rows, width: width)
      }
  }

  private static func ofOnly(_ row: SurveyedRow) -> HeaderGuess {
    if row.kinds.contains(where: \.isValue) {
      return HeaderGuess(0, isShown: true, "the only row has values, so it is no header")
    }
    return HeaderGuess(1, isShown: false, "the only row is all text, so it is the header")
  }

  private static func of(_ rows: [SurveyedRow], width: Int) -> HeaderGuess {
    let below = statistics(of: rows)
    let columns = (0..<min(width, RowSurvey.keptColumns)).filter {
      below.kind($0, share: 0.75)?.isValue ?? false
    }
    if columns.isEmpty { return ofText(rows, width: width) }
    var count = 0
    while count < min(longest, rows.count - 1), isHeaderRow(rows[count], columns, below) {
      count += 1
    }
    if count == 0 {
      let example = columns.first { rows[0].kind($0) == below.kind($0, share: 0.75) }
      return HeaderGuess(
        0, isShown: true,
        "there is no header: the first row has "
          + "\(example.map { "a \(rows[0].kind($0).name) in column \($0 + 1)" } ?? "values") "
          + "like the rows below it")
    }
    let kind = below.kind(columns[0], share: 0.75) ?? .number
    return HeaderGuess(
      count, isShown: true,
      "the header is \(count == 1 ? "1 row" : "\(count) rows"): text above columns of values, "
        + "as in column \(columns[0] + 1) (\(kind.name))")
  }

  /// The kinds below where a header can be: the lower half of few rows, else all but five.
  private static func statistics(of rows: [SurveyedRow]) -> KindStatistics {
    var statistics = KindStatistics(width: 0)
    let skipped = rows.count <= 2 * longest ? max(1, rows.count / 2) : longest
    for row in rows.dropFirst(skipped) { statistics.add(row.kinds) }
    return statistics
  }

  /// Whether a row has names, or nothing, where the rows below have values.
  private static func isHeaderRow(
    _ row: SurveyedRow, _ columns: [Int], _ below: KindStatistics
  ) -> Bool {
    var names = 0
    var values = 0
    var blanks = 0
    for column in columns {
      switch row.kind(column) {
      case .text, .code: names += 1
      case .blank where below.blankCount(column) == 0: blanks += 1
      case .blank: break
      default: values += 1
      }
    }
    if names == 0, values >= 2, areYears(row, columns, below) { return true }
    // A year or a number may name a column of numbers, but not most of them.
    if names > 0 { return values * 2 < names }
    return values == 0 && blanks == columns.count && columns.count >= 2
      && !row.kinds.contains(where: \.isValue)
  }

  /// Whether the cells above the columns of values are years that follow each other.
  private static func areYears(
    _ row: SurveyedRow, _ columns: [Int], _ below: KindStatistics
  ) -> Bool {
    let years = columns.filter { below.kind($0, share: 0.75) == .number }.map { Int(row.text($0)) }
    guard years.count >= 2, years.allSatisfy({ $0.map((1900...2100).contains) ?? false }) else {
      return false
    }
    let steps = zip(years, years.dropFirst()).map { ($1 ?? 0) - ($0 ?? 0) }
    return steps.allSatisfy { $0 == steps[0] && abs($0) == 1 }
  }

  // MARK: - Tables of text alone

  private static func ofText(_ rows: [SurveyedRow], width: Int) -> HeaderGuess {
    let first = rows[0]
    if first.kinds.contains(where: \.isValue) {
      return HeaderGuess(
        0, isShown: true, "there is no header: the first row has values of its own")
    }
    let weight = recurrence(rows, width: width) + pattern(rows, width: width)
    if weight < -0.5 {
      return HeaderGuess(
        0, isShown: true,
        "there is no header: the first row's values are like those of the rows below it")
    }
    let count = groupRows(rows, width: width)
    return HeaderGuess(
      count, isShown: false,
      "the header is \(count == 1 ? "the first row" : "\(count) rows")"
        + (weight >= 1 ? ": the rows below it are of another kind" : ", as is usual"))
  }

  /// Below 0 when values of the first row come again below it in their columns.
  private static func recurrence(_ rows: [SurveyedRow], width: Int) -> Double {
    let first = rows[0]
    var weight = 0.0
    var names = Set<String>()
    for column in 0..<min(width, 200) {
      let text = first.text(column)
      guard !text.isEmpty else { continue }
      if !names.insert(text).inserted { weight -= 0.4 }
      let repeats = rows.dropFirst().count { $0.text(column) == text }
      if repeats > 0 { weight -= 1 }
      if text.utf8.count > 60 { weight -= 0.6 }
    }
    return weight
  }

  /// Above 0 when the cells below share a form that the first row has not; below 0 when the first
  /// row shares it.
  private static func pattern(_ rows: [SurveyedRow], width: Int) -> Double {
    guard rows.count >= 3 else { return 0 }
    var weight = 0.0
    for column in 0..<min(width, 200) {
      let below = rows.dropFirst().map { $0.text(column) }.filter { !$0.isEmpty }
      let own = rows[0].text(column)
      guard below.count >= 2, !own.isEmpty, let form = Form(below[0]), form.isTelling else {
        continue
      }
      let share = Double(below.count { Form($0) == form }) / Double(below.count)
      if share >= 0.9 { weight += Form(own) == form ? -0.7 : 0.7 }
    }
    return weight
  }

  /// A cell's form: one word's length and case, and whether it has digits.
  private struct Form: Hashable {
    let count: Int
    let isUpper: Bool
    let hasDigits: Bool

    /// Nil for more than one word.
    init?(_ text: String) {
      guard !text.utf8.contains(0x20) else { return nil }
      self.hasDigits = text.utf8.contains { (0x30...0x39).contains($0) }
      self.isUpper = !text.utf8.contains { (0x61...0x7A).contains($0) }
      self.count = hasDigits || isUpper ? text.utf8.count : 0
    }

    var isTelling: Bool { hasDigits || isUpper }
  }

  /// One, or more when the first rows name groups of columns: blanks that the rows below lack.
  private static func groupRows(_ rows: [SurveyedRow], width: Int) -> Int {
    var count = 1
    while count < min(longest, rows.count - 1) {
      let above = rows[count - 1]
      let gaps = (0..<min(width, above.width, RowSurvey.keptColumns)).count { column in
        above.text(column).isEmpty && !rows[count].text(column).isEmpty
          && rows.dropFirst(count + 1).allSatisfy { !$0.text(column).isEmpty }
      }
      guard gaps * 4 >= width, rows.count > count + 2 else { break }
      count += 1
    }
    return count
  }
}
