/// Engagements summed per campaign and day; a period counts on its last day.
package struct DailyEngagements: Sendable {
  /// The longest window with the most a source may be late; a table of ours spans no more.
  package static let longestSpan = 98

  /// Whether some row speaks for several days.
  package private(set) var hasPeriods = false
  private var counts: [String: [Int32: Int]] = [:]
  private var totals: [Int32: Int] = [:]

  package init() {}

  /// Adds what a campaign has for a period.
  package mutating func add(campaign: String, period: Period, engagements: Int) {
    let day = period.last.number
    if !period.isOneDay { hasPeriods = true }
    counts[campaign, default: [:]][day, default: 0] =
      (counts[campaign]?[day] ?? 0).addingWithinRange(engagements)
    totals[day] = (totals[day] ?? 0).addingWithinRange(engagements)
  }

  /// Every day from the first to the last, at most `longestSpan` of them; nil when there is none.
  package var days: [CalendarDay]? {
    guard let first = totals.keys.min(), let last = totals.keys.max() else { return nil }
    let span = min(Int(last) - Int(first) + 1, DailyEngagements.longestSpan)
    return (0..<span).map { CalendarDay(number: last).advanced(by: $0 - span + 1) }
  }

  /// Engagements before the first of `days`.
  package var earlierCount: Int {
    guard let first = days?.first else { return 0 }
    return totals.filter { $0.key < first.number }.values.reduce(0) { $0.addingWithinRange($1) }
  }

  /// Sorted.
  package var campaigns: [String] { counts.keys.sortedInBytes() }

  package func total(of campaign: String) -> Int {
    (counts[campaign] ?? [:]).values.reduce(0) { $0.addingWithinRange($1) }
  }

  package func total(on day: CalendarDay) -> Int { totals[day.number] ?? 0 }

  package func count(of campaign: String, on day: CalendarDay) -> Int {
    counts[campaign]?[day.number] ?? 0
  }
}

extension SignedInteger where Self: FixedWidthInteger {
  /// A sum that stays at the largest number instead of passing it.
  @inlinable package func addingWithinRange(_ other: Self) -> Self {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? (other < 0 ? .min : .max) : sum
  }
}
