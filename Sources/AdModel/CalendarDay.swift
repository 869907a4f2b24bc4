/// One day of the proleptic Gregorian calendar, with no time and no zone.
package struct CalendarDay: Hashable, Comparable, Sendable {
  /// Days since 1970-01-01, which is day 0.
  package let number: Int32

  package init(number: Int32) {
    self.number = number
  }

  /// The day of a year (0…9999), month (1…12) and day of the month, or nil when there is no such
  /// day.
  package init?(year: Int, month: Int, day: Int) {
    guard (0...9999).contains(year), (1...12).contains(month),
      (1...CalendarDay.daysIn(month: month, year: year)).contains(day)
    else { return nil }
    self.number = CalendarDay.dayNumber(year: year, month: month, day: day)
  }

  /// The day written as `YYYY-MM-DD`, `YYYYMMDD` or `YYYY/MM/DD`, or nil.
  package init?(_ text: String) {
    var text = text
    let parsed = text.withUTF8 { unsafe CalendarDay(utf8: $0) }
    guard let parsed else { return nil }
    self = parsed
  }

  /// The same from bytes; allocates nothing.
  package init?(utf8 bytes: UnsafeBufferPointer<UInt8>) {
    let separator: UInt8
    switch bytes.count {
    case 8: separator = 0
    case 10:
      separator = unsafe bytes[4]
      guard separator == UInt8(ascii: "-") || separator == UInt8(ascii: "/"),
        unsafe bytes[7] == separator
      else { return nil }
    default: return nil
    }
    let step = separator == 0 ? 0 : 1
    guard let year = unsafe CalendarDay.digits(bytes, at: 0, count: 4),
      let month = unsafe CalendarDay.digits(bytes, at: 4 + step, count: 2),
      let day = unsafe CalendarDay.digits(bytes, at: 6 + 2 * step, count: 2)
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  package static func < (left: CalendarDay, right: CalendarDay) -> Bool {
    left.number < right.number
  }

  package func advanced(by days: Int) -> CalendarDay {
    CalendarDay(number: number + Int32(days))
  }

  /// Days from this day to the other one; negative when the other is earlier.
  package func distance(to other: CalendarDay) -> Int {
    Int(other.number - number)
  }

  /// Year, month and day of the month.
  package var components: (year: Int, month: Int, day: Int) {
    // Howard Hinnant's civil-from-days, http://howardhinnant.github.io/date_algorithms.html
    let shifted = Int(number) + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month,
      dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    )
  }

  private static func dayNumber(year: Int, month: Int, day: Int) -> Int32 {
    // Howard Hinnant's days-from-civil, the same page.
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return Int32(era * 146_097 + dayOfEra - 719_468)
  }

  private static func daysIn(month: Int, year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  private static func digits(
    _ bytes: UnsafeBufferPointer<UInt8>, at start: Int, count: Int
  ) -> Int? {
    var value = 0
    for index in start..<start + count {
      let digit = unsafe bytes[index] &- UInt8(ascii: "0")
      guard digit <= 9 else { return nil }
      value = value * 10 + Int(digit)
    }
    return value
  }
}

extension CalendarDay: CustomStringConvertible {
  /// `YYYY-MM-DD`.
  package var description: String {
    let (year, month, day) = components
    // Years past four digits, which no text is read as, are written as they are.
    guard (0...9999).contains(year) else { return longDescription(year, month, day) }
    return unsafe String(unsafeUninitializedCapacity: 10) { bytes in
      func write(_ value: Int, at start: Int, count: Int) {
        var rest = value
        for place in (start..<start + count).reversed() {
          unsafe bytes[place] = UInt8(ascii: "0") + UInt8(rest % 10)
          rest /= 10
        }
      }
      // Sound: the ten places of the buffer are all written.
      write(year, at: 0, count: 4)
      unsafe bytes[4] = UInt8(ascii: "-")
      write(month, at: 5, count: 2)
      unsafe bytes[7] = UInt8(ascii: "-")
      write(day, at: 8, count: 2)
      return 10
    }
  }

  private func longDescription(_ year: Int, _ month: Int, _ day: Int) -> String {
    func padded(_ value: Int, _ width: Int) -> String {
      let text = String(value)
      return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
    }
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }
}
