package import AdModel

/// The days, with their times, that stand in a line of words: a report's range, or when it was
/// made.
///
/// ```
/// July 18, 2026 - August 16, 2026
/// 23 september 2026 00:00
/// 2022/11/01 to 2023/01/29
/// ```
///
/// Months by their names in English, German, French, Spanish, Dutch and Portuguese, whole or cut
/// short (Unicode CLDR, month names in their wide and abbreviated forms); no two languages give
/// one name to different months.
struct WrittenDays {
  let stamps: [GeneratedStamp]
  /// Whether the line says nothing else.
  let isWhole: Bool

  /// - Parameter order: of days written in figures.
  init(_ text: String, order: DateOrder) {
    let words = WrittenDays.words(text)
    var stamps: [GeneratedStamp] = []
    var isWhole = true
    var place = 0
    while place < words.count {
      if let (stamp, count) = WrittenDays.stamp(words[place...], order) {
        stamps.append(stamp)
        place += count
      } else {
        if !WrittenDays.joiners.contains(words[place]) { isWhole = false }
        place += 1
      }
    }
    self.stamps = stamps
    self.isWhole = isWhole && !stamps.isEmpty
  }

  /// The first and the last day, when there are one or two in order.
  var period: Period? {
    guard (1...2).contains(stamps.count), let first = stamps.first, let last = stamps.last else {
      return nil
    }
    return Period(first: first.day, last: last.day)
  }

  /// What stands between the two days of a range.
  private static let joiners: Set<String> = [
    "-", "\u{2013}", "\u{2014}", "to", "bis", "au", "a", "al", "até", "tot", "t/m",
  ]

  private static func words(_ text: String) -> [String] {
    text.split { $0.isWhitespace || $0 == "," || $0 == "\"" }.map { $0.lowercased() }
  }

  /// A day at the start of some words, and how many words it takes.
  private static func stamp(
    _ words: ArraySlice<String>, _ order: DateOrder
  ) -> (GeneratedStamp, Int)? {
    let words = Array(words.prefix(9))
    guard let (day, count) = figures(words, order) ?? named(words) else { return nil }
    guard let (minute, timeCount) = time(words.dropFirst(count)) else {
      return (GeneratedStamp(day: day), count)
    }
    return (GeneratedStamp(day: day, minute: minute), count + timeCount)
  }

  private static func figures(_ words: [String], _ order: DateOrder) -> (CalendarDay, Int)? {
    guard var word = words.first else { return nil }
    return word.withUTF8 { bytes in
      if let day = unsafe CalendarDay(utf8: bytes, order: order) { return (day, 1) }
      return unsafe DayAndTime(bytes, order: order).map { ($0.day, 1) }
    }
  }

  /// `september 21 2026`, `21. september 2026`, `1 de septiembre de 2026`.
  private static func named(_ words: [String]) -> (CalendarDay, Int)? {
    var taken = 0
    var parts: [String] = []
    for word in words {
      taken += 1
      if word == "de" || word == "of" { continue }
      parts.append(word)
      if parts.count == 3 { break }
    }
    guard parts.count == 3, parts[2].utf8.count == 4, let year = Int(parts[2]) else { return nil }
    let (monthWord, dayWord) =
      month(parts[0]) != nil ? (parts[0], parts[1]) : (parts[1], parts[0])
    guard let month = month(monthWord), let dayOfMonth = dayNumber(dayWord),
      let day = CalendarDay(year: year, month: month, day: dayOfMonth)
    else { return nil }
    return (day, taken)
  }

  /// `1`, `1.`, `1er`, `21st`.
  private static func dayNumber(_ word: String) -> Int? {
    let digits = word.prefix { $0.isASCII && $0.isNumber }
    let rest = word.dropFirst(digits.count)
    guard digits.count <= 2, ["", ".", "er", "st", "nd", "rd", "th", "º"].contains(rest) else {
      return nil
    }
    return Int(digits)
  }

  /// `12:00 am`, `1:40pm`, `1:40 p.m.`, `14:05`, `14:05:59`; minutes after midnight and how many
  /// words that takes.
  private static func time(_ words: ArraySlice<String>) -> (minute: Int, count: Int)? {
    guard let word = words.first else { return nil }
    let clock = word.prefix { $0.isNumber || $0 == ":" }
    let parts = clock.split(separator: ":")
    let numbers = parts.compactMap { Int($0) }
    guard (2...3).contains(parts.count), numbers.count == parts.count,
      (0...23).contains(numbers[0]), (0...59).contains(numbers[1])
    else { return nil }
    let (hour, minute) = (numbers[0], numbers[1])
    let joined = word.dropFirst(clock.count)
    if joined.isEmpty {
      guard let (half, count) = half(words.dropFirst()) else { return (hour * 60 + minute, 1) }
      return (half.minute(hour, minute), 1 + count)
    }
    return half([String(joined)]).map { ($0.half.minute(hour, minute), 1) }
  }

  private enum HalfOfDay: String {
    case morning = "am"
    case afternoon = "pm"

    /// Hours from 13 on are taken as they are in the afternoon.
    func minute(_ hour: Int, _ minute: Int) -> Int {
      switch self {
      case .morning: hour % 12 * 60 + minute
      case .afternoon: (hour < 12 ? hour + 12 : hour) * 60 + minute
      }
    }
  }

  /// `pm`, `p.m.` or `p. m.` at the start of some words, and how many words it takes.
  private static func half(_ words: ArraySlice<String>) -> (half: HalfOfDay, count: Int)? {
    for count in 1...2 {
      let text = words.prefix(count).joined().filter { $0 != "." }
      if let half = HalfOfDay(rawValue: text) { return (half, min(count, words.count)) }
    }
    return nil
  }

  private static let monthNames: [[String]] = [
    [
      "january", "januar", "jänner", "janvier", "enero", "januari", "janeiro", "jan", "janv", "ene",
    ],
    [
      "february", "februar", "février", "febrero", "februari", "fevereiro", "feb", "févr", "fev",
    ],
    ["march", "märz", "mars", "marzo", "maart", "março", "mar", "mär", "mrz", "mrt"],
    ["april", "avril", "abril", "apr", "avr", "abr"],
    ["may", "mai", "mayo", "mei", "maio"],
    ["june", "juni", "juin", "junio", "junho", "jun"],
    ["july", "juli", "juillet", "julio", "julho", "jul", "juil"],
    ["august", "août", "agosto", "augustus", "aug", "ago"],
    ["september", "septembre", "septiembre", "setembro", "sep", "sept", "set"],
    ["october", "oktober", "octobre", "octubre", "outubro", "oct", "okt", "out"],
    ["november", "novembre", "noviembre", "novembro", "nov"],
    ["december", "dezember", "décembre", "diciembre", "dezembro", "dec", "dez", "déc", "dic"],
  ]

  private static let months: [FoldedText: Int] = Dictionary(
    uniqueKeysWithValues: monthNames.enumerated().flatMap { place, names in
      names.map { (FoldedText($0), place + 1) }
    })

  private static func month(_ word: String) -> Int? {
    months[FoldedText(word.hasSuffix(".") ? String(word.dropLast()) : word)]
  }
}

/// When an export was made, as it says itself; in its own time zone, so it only orders exports.
package struct GeneratedStamp: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let day: CalendarDay
  /// Minutes after midnight; nil when only the day is known.
  package let minute: Int?

  init(day: CalendarDay, minute: Int? = nil) {
    self.day = day
    self.minute = minute
  }

  package static func < (left: GeneratedStamp, right: GeneratedStamp) -> Bool {
    (left.day, left.minute ?? 0) < (right.day, right.minute ?? 0)
  }

  /// `2026-11-16` or `2026-11-16T14:05`.
  package var description: String {
    guard let minute else { return day.description }
    func twoDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    return "\(day)T\(twoDigits(minute / 60)):\(twoDigits(minute % 60))"
  }
}
