import AdModel
import TestSupport
import Testing

@testable import Ingest

@Suite struct DayCacheTests {
  /// The cache answers as the calendar does, for days and for what looks like them.
  @Test func answersAsTheCalendarDoes() {
    var generator = SeededGenerator(seed: 3)
    var cache = DayCache()
    var days = 0
    let separators = ["-", "/", "", ".", "-"]
    for _ in 0..<20_000 {
      let year = Int.random(in: 2024...2027, using: &generator)
      let month = Int.random(in: 0...13, using: &generator)
      let day = Int.random(in: 0...32, using: &generator)
      let separator = separators.randomElement(using: &generator) ?? ""
      func padded(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
      var text = "\(year)\(separator)\(padded(month))\(separator)\(padded(day))"
      if day % 11 == 0 { text.removeLast() }
      let expected = CalendarDay(text)
      let found = text.withUTF8 { unsafe cache.day($0) }
      #expect(found == expected, "\(text)")
      if expected != nil { days += 1 }
    }
    #expect(days > 5000)
  }

  @Test func nothingIsNoDay() {
    var cache = DayCache()
    #expect(unsafe cache.day(UnsafeBufferPointer(start: nil, count: 0)) == nil)
    var zeroes = String(repeating: "\0", count: 8)
    #expect(zeroes.withUTF8 { unsafe cache.day($0) } == nil)
    zeroes += "\0\0"
    #expect(zeroes.withUTF8 { unsafe cache.day($0) } == nil)
  }
}
