package import AdModel
package import CSV

extension CSVWriter {
  /// Writes a day as `YYYY-MM-DD`.
  package func field(_ day: CalendarDay) {
    let (year, month, dayOfMonth) = day.components
    if (0...9999).contains(year) {
      date(year: year, month: month, day: dayOfMonth)
    } else {
      field(day.description)
    }
  }
}
