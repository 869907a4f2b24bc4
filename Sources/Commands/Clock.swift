import AdModel
import Foundation

/// The clock and the calendar of this machine, read nowhere else.
enum Clock {
  /// Today in a time zone of an IANA name; nil when the machine knows no such zone.
  static func today(in timeZone: String) -> CalendarDay? {
    guard let zone = TimeZone(identifier: timeZone) else { return nil }
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = zone
    let parts = calendar.dateComponents([.year, .month, .day], from: Date())
    guard let year = parts.year, let month = parts.month, let day = parts.day else { return nil }
    return CalendarDay(year: year, month: month, day: day)
  }

  /// This moment in UTC: `2026-11-20T02:00:07.113Z`.
  static func timestamp() -> String {
    Date().formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
  }

  /// Seconds on the clock that only runs forward.
  static func seconds() -> Double {
    Double(DispatchTime.now().uptimeNanoseconds) / 1e9
  }
}
