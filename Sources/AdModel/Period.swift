/// The first and last day a row or a whole export speaks for; a daily row has first == last.
package struct Period: Hashable, Comparable, Sendable {
  /// Ten years; a longer period is a placeholder (0001-01-01) or a slip, not a report.
  package static let longestDayCount = 3660

  package let first: CalendarDay
  package let last: CalendarDay

  /// Nil when the last day is before the first.
  package init?(first: CalendarDay, last: CalendarDay) {
    guard first <= last else { return nil }
    self.first = first
    self.last = last
  }

  package init(day: CalendarDay) {
    self.first = day
    self.last = day
  }

  package var isOneDay: Bool { first == last }

  /// Number of days, both ends included.
  package var dayCount: Int { first.distance(to: last) + 1 }

  /// Its days in order.
  package var days: [CalendarDay] { (0..<dayCount).map { first.advanced(by: $0) } }

  package func contains(_ day: CalendarDay) -> Bool { first <= day && day <= last }

  package static func < (left: Period, right: Period) -> Bool {
    (left.first, left.last) < (right.first, right.last)
  }
}
