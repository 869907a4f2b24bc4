import AdModel

/// Engagements summed per campaign and day; a period counts on its last day.
struct DailyEngagements {
  /// The longest window with the most a source may be late; a table of ours spans no more.
  static let longestSpan = 98

  /// Whether some row speaks for several days.
  private(set) var hasPeriods = false
  private var counts: [String: [Int32: Int]] = [:]
  private var totals: [Int32: Int] = [:]

  /// Adds a row as it stands in `daily.csv`; one that is none is left out.
  mutating func add(campaign: String, firstDay: String, lastDay: String, engagements: String) {
    guard let day = CalendarDay(lastDay)?.number, let count = Int(engagements) else { return }
    if firstDay != lastDay { hasPeriods = true }
    counts[campaign, default: [:]][day, default: 0] =
      (counts[campaign]?[day] ?? 0).addingWithinRange(count)
    totals[day] = (totals[day] ?? 0).addingWithinRange(count)
  }

  /// Every day from the first to the last, at most `longestSpan` of them; nil when there is none.
  var days: [CalendarDay]? {
    guard let first = totals.keys.min(), let last = totals.keys.max() else { return nil }
    let span = min(Int(last) - Int(first) + 1, DailyEngagements.longestSpan)
    return (0..<span).map { CalendarDay(number: last).advanced(by: $0 - span + 1) }
  }

  /// Engagements before the first of `days`.
  var earlierCount: Int {
    guard let first = days?.first else { return 0 }
    return totals.filter { $0.key < first.number }.values.reduce(0) { $0.addingWithinRange($1) }
  }

  /// Sorted.
  var campaigns: [String] { counts.keys.sortedInBytes() }

  func total(of campaign: String) -> Int {
    (counts[campaign] ?? [:]).values.reduce(0) { $0.addingWithinRange($1) }
  }

  func total(on day: CalendarDay) -> Int { totals[day.number] ?? 0 }

  func count(of campaign: String, on day: CalendarDay) -> Int {
    counts[campaign]?[day.number] ?? 0
  }
}
