/// The days that a row stands for which states its first day alone.
package enum RowSpan: String, Sendable, CaseIterable {
  case day
  /// Seven days.
  case week
  /// A month of the calendar.
  case month

  package func last(from day: CalendarDay) -> CalendarDay {
    switch self {
    case .day: return day
    case .week: return day.advanced(by: 6)
    case .month:
      let (year, month, _) = day.components
      let next = CalendarDay(year: month == 12 ? year + 1 : year, month: month % 12 + 1, day: 1)
      return next?.advanced(by: -1) ?? day
    }
  }
}
