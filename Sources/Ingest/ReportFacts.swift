import AdModel
import CSV

/// What the lines above or below a table say of the whole report.
struct ReportFacts: Sendable, Equatable {
  var period: Period?
  var generatedAt: GeneratedStamp?
  /// A first and a last day in the wrong order.
  var reversed: [CalendarDay]?
  /// How many rows the report says it has.
  var statedRows: Int?
  /// How many days the report says a row sums up, in its own word: `Daily`, `Weekly`, `Summary`.
  var aggregation: String?

  init() {}

  /// - Parameters:
  ///   - lines: each without its line end, quotes taken off; the first that says a thing is heard.
  ///   - order: of days written in figures.
  init(lines: [String], labels: [Platform.Label], order: DateOrder) {
    var firstDay: GeneratedStamp?
    var lastDay: GeneratedStamp?
    var loneDay: Period?
    for line in lines {
      for label in labels {
        guard let text = label.text(in: line, order: order) else { continue }
        switch label.fact {
        case .firstDay: firstDay = firstDay ?? WrittenDays(text, order: order).stamps.first
        case .lastDay: lastDay = lastDay ?? WrittenDays(text, order: order).stamps.first
        case .period:
          let days = WrittenDays(text, order: order)
          // A line of one day may be the title above the range.
          if label.words.isEmpty, days.stamps.count == 1 {
            loneDay = loneDay ?? days.period
          } else {
            period = period ?? days.period
            if days.stamps.count == 2, days.period == nil { reversed = days.stamps.map(\.day) }
          }
        case .generated:
          generatedAt = generatedAt ?? WrittenDays(text, order: order).stamps.first
        case .rowCount: statedRows = statedRows ?? Int(text.filter { $0 != "," && $0 != " " })
        case .aggregation: aggregation = aggregation ?? text.trimmingWhiteSpace()
        }
      }
    }
    period = period ?? loneDay
    if period == nil, let firstDay, let lastDay {
      period = Period(first: firstDay.day, last: lastDay.day)
      if period == nil { reversed = [firstDay.day, lastDay.day] }
    }
  }

  /// These facts, completed by others.
  func or(_ other: ReportFacts) -> ReportFacts {
    var facts = self
    facts.period = period ?? other.period
    facts.reversed = reversed ?? other.reversed
    facts.generatedAt = generatedAt ?? other.generatedAt
    facts.statedRows = statedRows ?? other.statedRows
    facts.aggregation = aggregation ?? other.aggregation
    return facts
  }

  /// Whether a line is one that a label stands in.
  static func isLabelled(_ line: String, by labels: [Platform.Label]) -> Bool {
    DateOrder.allCases.contains { order in
      labels.contains { $0.text(in: line, order: order) != nil }
    }
  }

  /// Fills in what lines in a language nobody has told us say: behind a colon each has a day, the
  /// report's first, its last, and the one it was made on.
  mutating func readInOrder(_ lines: [String], order: DateOrder) {
    guard period == nil, reversed == nil else { return }
    let stamps = lines.compactMap { line -> GeneratedStamp? in
      guard let colon = line.firstIndex(of: ":") else { return nil }
      let days = WrittenDays(String(line[colon...].dropFirst()), order: order)
      return days.isWhole && days.stamps.count == 1 ? days.stamps[0] : nil
    }
    guard (2...3).contains(stamps.count) else { return }
    period = Period(first: stamps[0].day, last: stamps[1].day)
    if period == nil { reversed = [stamps[0].day, stamps[1].day] }
    if stamps.count == 3 { generatedAt = generatedAt ?? stamps[2] }
  }
}

extension Platform.Label {
  /// What a line says after the label; a label without words stands for a line of days alone.
  ///
  /// - Parameter order: of days written in figures.
  func text(in line: String, order: DateOrder) -> String? {
    if words.isEmpty {
      return WrittenDays(line, order: order).isWhole ? line : nil
    }
    guard FoldedText(line).text.hasPrefix(FoldedText(words).text) else { return nil }
    return String(line.dropFirst(words.count))
  }
}
