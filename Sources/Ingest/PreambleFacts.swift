package import AdModel

/// What the lines above a table say: the period of the report and when it was made.
struct PreambleFacts: Sendable, Equatable {
  var period: Period?
  var generatedAt: GeneratedStamp?

  init(period: Period? = nil, generatedAt: GeneratedStamp? = nil) {
    self.period = period
    self.generatedAt = generatedAt
  }

  /// - Parameter lines: each without its line end, quotes taken off.
  init(lines: [String], labels: Platform.Preamble?) {
    guard let labels else { return }
    func stamp(_ label: String) -> GeneratedStamp? {
      for line in lines where PreambleFacts.begins(line, with: label) {
        return GeneratedStamp(english: String(line.dropFirst(label.count)))
      }
      return nil
    }
    self.generatedAt = stamp(labels.generated)
    if let first = stamp(labels.firstDay), let last = stamp(labels.lastDay) {
      self.period = Period(first: first.day, last: last.day)
    }
  }

  /// Whether a line is one that the labels stand in.
  static func isLabelled(_ line: String, by labels: Platform.Preamble?) -> Bool {
    guard let labels else { return false }
    return [labels.firstDay, labels.lastDay, labels.generated].contains { begins(line, with: $0) }
  }

  private static func begins(_ line: String, with label: String) -> Bool {
    FoldedText(line).text.hasPrefix(FoldedText(label).text)
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

  /// `November 16, 2026, 12:00 AM`, `2026-11-16` or `2026-11-16 14:05`; nil for anything else.
  init?(english text: String) {
    let words = text.split { $0 == " " || $0 == "," || $0 == "\"" || $0 == "\t" }.map(String.init)
    if let first = words.first, let day = CalendarDay(first) {
      self.init(day: day, minute: GeneratedStamp.minute(words.dropFirst()))
    } else if words.count >= 3, let month = GeneratedStamp.month(words[0]),
      let dayOfMonth = Int(words[1]), let year = Int(words[2]),
      let day = CalendarDay(year: year, month: month, day: dayOfMonth)
    {
      self.init(day: day, minute: GeneratedStamp.minute(words.dropFirst(3)))
    } else {
      return nil
    }
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

  private static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
  ]

  private static func month(_ word: String) -> Int? {
    let word = word.lowercased()
    return months.firstIndex { $0 == word || $0.prefix(3) == word }.map { $0 + 1 }
  }

  /// `12:00 AM`, `2:05 PM` or `14:05`; nil when there is no time.
  private static func minute(_ words: ArraySlice<String>) -> Int? {
    guard let time = words.first else { return nil }
    let parts = time.split(separator: ":").compactMap { Int($0) }
    guard parts.count >= 2, (0...23).contains(parts[0]), (0...59).contains(parts[1]) else {
      return nil
    }
    switch words.dropFirst().first?.uppercased() {
    case "AM": return parts[0] % 12 * 60 + parts[1]
    case "PM": return (parts[0] % 12 + 12) * 60 + parts[1]
    default: return parts[0] * 60 + parts[1]
    }
  }
}
