/// In which order the days of a file state year, month and day; it belongs to the file, never to
/// the cell.
///
/// The raw value is the order as a pipeline file writes it. A day that begins with four digits of
/// a year is read in every order, since it can be nothing else.
package enum DateOrder: String, Sendable, CaseIterable {
  case yearFirst = "YYYY-MM-DD"
  case monthFirst = "M/D/YYYY"
  case dayFirst = "D/M/YYYY"

  /// What may be written, for people.
  package var shown: String {
    switch self {
    case .yearFirst: "YYYY-MM-DD, YYYYMMDD or YYYY/MM/DD"
    case .monthFirst, .dayFirst: "\(rawValue) (with / - or .) or YYYY-MM-DD"
    }
  }
}

extension CalendarDay {
  /// A day in a file's order: `9/21/2026`, `21.9.2026`, `2026-09-21`. Month and day have one or two
  /// digits, the year four; one separator, `/`, `-` or `.`, stands twice. Allocates nothing.
  package init?(utf8 bytes: UnsafeBufferPointer<UInt8>, order: DateOrder) {
    if let day = unsafe CalendarDay(utf8: bytes) {
      self = day
      return
    }
    guard order != .yearFirst, (8...10).contains(bytes.count) else { return nil }
    var numbers = (0, 0)
    var place = 0
    var separator: UInt8 = 0
    for part in 0..<2 {
      let start = place
      var value = 0
      while place < bytes.count, place - start < 2, let digit = unsafe Self.digit(bytes[place]) {
        value = value * 10 + digit
        place += 1
      }
      guard place > start, place < bytes.count else { return nil }
      if part == 0 {
        numbers.0 = value
        separator = unsafe bytes[place]
        guard "/-.".utf8.contains(separator) else { return nil }
      } else {
        numbers.1 = value
        guard unsafe bytes[place] == separator else { return nil }
      }
      place += 1
    }
    guard bytes.count - place == 4 else { return nil }
    var year = 0
    for index in place..<bytes.count {
      guard let digit = unsafe Self.digit(bytes[index]) else { return nil }
      year = year * 10 + digit
    }
    self.init(
      year: year, month: order == .monthFirst ? numbers.0 : numbers.1,
      day: order == .monthFirst ? numbers.1 : numbers.0)
  }

  private static func digit(_ byte: UInt8) -> Int? {
    let digit = byte &- UInt8(ascii: "0")
    return digit <= 9 ? Int(digit) : nil
  }
}
