/// The days a rule looks at: `within` days back from a day, that day included.
package struct Window: Hashable, Sendable {
  /// What a pipeline file may ask for.
  package static let allowedDays = 0...90

  /// How many days the window reaches back; 0 is the last day alone, 7 covers eight dates.
  package let within: Int
  /// The window's last day: the as-of day, or earlier for a source that is late.
  package let last: CalendarDay

  package init(within: Int, last: CalendarDay) {
    self.within = within
    self.last = last
  }

  package var first: CalendarDay { last.advanced(by: -within) }

  /// The one rule that says whether a row counts. A period that begins before the window or ends
  /// after it does not.
  package func counts(_ period: Period) -> Bool {
    first <= period.first && period.last <= last
  }

  /// Whether a period lies on the window's start and is left out for that alone.
  package func isStraddled(by period: Period) -> Bool {
    period.first < first && first <= period.last && period.last <= last
  }
}
