import AdModel

/// A day with a time of day, as exports write it.
///
/// ```
/// 2026-11-19T23:30:00+01:00
/// 11/19/2026 11:30:00 PM (GMT)
/// 2026-03-15|7
/// 3/15/2026 12:00:00 AM|7
/// ```
///
/// Hours of 12 with AM or PM, or of 24 (a time of 13:00 or later that says PM all the same is taken
/// at its hours, as Display & Video 360 writes it); an offset as `Z`, `UTC`, `GMT`, `+01:00`,
/// `+0100` or `+01`, also in brackets; `|7` is the hour of Microsoft Advertising's hourly reports.
/// Source: ISO 8601, RFC 3339, and Microsoft's guide to reports.
struct DayAndTime: Equatable {
  var day: CalendarDay
  /// Since midnight, as written.
  var second: Int64
  /// Seconds east of UTC; nil when the text states none.
  var offset: Int64?

  /// Nil for anything else, a plain day included. Allocates nothing.
  init?(_ bytes: UnsafeBufferPointer<UInt8>, order: DateOrder) {
    var scan = unsafe ByteScan(bytes)
    let dayEnd = unsafe bytes.firstIndex { "T |,t".utf8.contains($0) } ?? 0
    guard dayEnd >= 8,
      let day = unsafe CalendarDay(
        utf8: UnsafeBufferPointer(rebasing: bytes[..<dayEnd]), order: order)
    else { return nil }
    scan.place = dayEnd
    self.day = day
    guard let second = DayAndTime.time(&scan) else { return nil }
    self.second = second
    scan.skipSpaces()
    self.offset = DayAndTime.offset(&scan)
    scan.skipSpaces()
    guard scan.isAtEnd else { return nil }
  }

  private static func time(_ scan: inout ByteScan) -> Int64? {
    if scan.take("|") {
      guard let hour = scan.number(digits: 1...2), hour < 24 else { return nil }
      return Int64(hour) * 3600
    }
    _ = scan.take("T") || scan.take("t") || scan.take(",")
    scan.skipSpaces()
    guard var hour = scan.number(digits: 1...2), scan.take(":"),
      let minute = scan.number(digits: 2...2), minute < 60
    else { return nil }
    var second = 0
    if scan.take(":") {
      guard let read = scan.number(digits: 2...2), read <= 60 else { return nil }
      // A leap second is still on its day.
      second = min(read, 59)
      if scan.take(".") || scan.take(",") {
        guard scan.number(digits: 1...9) != nil else { return nil }
      }
    }
    scan.skipSpaces()
    if scan.takeWord("AM") {
      guard (1...12).contains(hour) else { return nil }
      hour %= 12
    } else if scan.takeWord("PM") {
      if hour < 12 { hour += 12 }
    }
    if scan.take("|") {
      guard let read = scan.number(digits: 1...2), read < 24 else { return nil }
      hour = read
    }
    guard hour < 24 else { return nil }
    return Int64(hour * 3600 + minute * 60 + second)
  }

  private static func offset(_ scan: inout ByteScan) -> Int64? {
    let start = scan.place
    let isBracketed = scan.take("(")
    let isNamed = scan.takeWord("UTC") || scan.takeWord("GMT")
    if !isNamed, scan.takeWord("Z") { return 0 }
    var offset: Int64? = isNamed ? 0 : nil
    let isWest = scan.take("-")
    if isWest || scan.take("+") {
      guard let hours = scan.number(digits: 2...2), hours <= 18 else {
        scan.place = start
        return nil
      }
      _ = scan.take(":")
      let minutes = scan.number(digits: 2...2) ?? 0
      offset = Int64(hours * 3600 + minutes * 60) * (isWest ? -1 : 1)
    }
    if isBracketed, !scan.take(")") { offset = nil }
    if offset == nil { scan.place = start }
    return offset
  }
}

/// A walk over bytes.
///
/// Unsafe, and why it is sound: `place` is compared with the end before each look.
@safe private struct ByteScan {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let count: Int
  var place = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    unsafe self.bytes = bytes
    self.count = bytes.count
  }

  var isAtEnd: Bool { place >= count }

  mutating func skipSpaces() {
    while !isAtEnd, unsafe bytes[place] == UInt8(ascii: " ") { place += 1 }
    // A narrow no-break space stands before AM and PM in newer English locales (CLDR 42).
    while place + 2 < count, unsafe bytes[place] == 0xE2, unsafe bytes[place + 1] == 0x80,
      unsafe bytes[place + 2] == 0xAF
    {
      place += 3
    }
  }

  mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard !isAtEnd, unsafe bytes[place] == UInt8(ascii: scalar) else { return false }
    place += 1
    return true
  }

  /// Takes a word in any case that no letter follows.
  mutating func takeWord(_ word: StaticString) -> Bool {
    let length = word.utf8CodeUnitCount
    guard place + length <= count else { return false }
    for index in 0..<length {
      let wanted = unsafe word.utf8Start[index]
      guard unsafe bytes[place + index] & 0xDF == wanted else { return false }
    }
    if place + length < count {
      let next = unsafe bytes[place + length] & 0xDF
      if (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(next) { return false }
    }
    place += length
    return true
  }

  /// A number of so many digits; nil, and nothing taken, when there are fewer.
  mutating func number(digits: ClosedRange<Int>) -> Int? {
    var value = 0
    var length = 0
    while place + length < count, length < digits.upperBound {
      let digit = unsafe bytes[place + length] &- UInt8(ascii: "0")
      guard digit <= 9 else { break }
      value = value * 10 + Int(digit)
      length += 1
    }
    guard length >= digits.lowerBound else { return nil }
    place += length
    return value
  }
}
