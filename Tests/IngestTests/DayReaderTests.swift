import AdModel
import TestSupport
import Testing

@testable import Ingest

@Suite struct DayReaderTests {
  private func day(
    _ text: String, _ order: DateOrder = .yearFirst, zones: DayZones = DayZones()
  ) -> String? {
    var text = text
    var reader = DayReader(order: order, zones: zones)
    return text.withUTF8 { unsafe reader.day($0) }?.description
  }

  /// The cache answers as the calendar does, for days and for what looks like them.
  @Test func answersAsTheCalendarDoes() {
    var generator = SeededGenerator(seed: 3)
    var reader = DayReader()
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
      let found = text.withUTF8 { unsafe reader.day($0) }
      #expect(found == expected, "\(text)")
      if expected != nil { days += 1 }
    }
    #expect(days > 5000)
  }

  /// Written and read again in every order, with the cache warm.
  @Test(arguments: [DateOrder.monthFirst, .dayFirst])
  func everyDayOfSomeYears(order: DateOrder) {
    var reader = DayReader(order: order)
    for number in 20_000..<21_500 {
      let expected = CalendarDay(number: Int32(number))
      let (year, month, day) = expected.components
      let (first, second) = order == .monthFirst ? (month, day) : (day, month)
      func padded(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
      for separator in ["/", "-", "."] {
        for var text in [
          "\(first)\(separator)\(second)\(separator)\(year)",
          "\(padded(first))\(separator)\(padded(second))\(separator)\(year)",
        ] {
          #expect(text.withUTF8 { unsafe reader.day($0) } == expected, "\(text)")
        }
      }
    }
  }

  @Test func nothingIsNoDay() {
    var reader = DayReader()
    #expect(unsafe reader.day(UnsafeBufferPointer(start: nil, count: 0)) == nil)
    for count in 0..<20 {
      var zeroes = String(repeating: "\0", count: count)
      #expect(zeroes.withUTF8 { unsafe reader.day($0) } == nil)
    }
  }

  @Test(arguments: [
    ("9/21/2026", "2026-09-21"), ("09/01/2026", "2026-09-01"), ("2026-09-21", "2026-09-21"),
    ("20260921", "2026-09-21"), ("12-31-2026", "2026-12-31"),
  ])
  func monthFirst(text: String, expected: String) {
    #expect(day(text, .monthFirst) == expected)
  }

  @Test(arguments: [
    ("21-9-2026", "2026-09-21"), ("1.10.2026", "2026-10-01"), ("01/10/2026", "2026-10-01"),
    ("2026/09/21", "2026-09-21"),
  ])
  func dayFirst(text: String, expected: String) {
    #expect(day(text, .dayFirst) == expected)
  }

  @Test(arguments: [
    "21/9/2026", "13/1/2026", "2/30/2026", "9/21/26", "9/21-2026", "9//2026", "/9/2026",
    "9/21/20261", "009/21/2026", "9/21/2026x", "9 21 2026", "0/1/2026", "9/0/2026", "1/1/٢٠٢٦",
  ])
  func noDayWithMonthFirst(text: String) {
    #expect(day(text, .monthFirst) == nil)
  }

  @Test(arguments: ["9/21/2026", "21.9.2026", "1-1-2026"])
  func figuresInDoubtAreNoDayWithYearFirst(text: String) {
    #expect(day(text) == nil)
  }

  // MARK: - Times of day

  @Test(arguments: [
    "2026-11-19T14:05", "2026-11-19 14:05:59", "2026-11-19T14:05:59.123Z", "2026-11-19T00:00:00Z",
    "2026-11-19 11:59 PM", "2026-11-19 12:00 AM", "2026-11-19|0", "2026-11-19|23",
    "20261119 05:00", "2026-11-19, 2:05 pm", "2026-11-19 13:02 PM", "2026-11-19 05:00 UTC",
    "2026-11-19 05:00 (GMT)", "2026-11-19T14:05+0000", "2026-11-19T23:59:60Z",
    "2026-11-19 2:05\u{202F}PM",
  ])
  func timesOfDayAreOnTheirDay(text: String) {
    #expect(day(text) == "2026-11-19")
  }

  @Test(arguments: [
    "2026-11-19T", "2026-11-19 25:00", "2026-11-19 24:00", "2026-11-19 14:60", "2026-11-19 14",
    "2026-11-19 0:30 AM", "2026-11-19 14:05 XM", "2026-11-19|24", "2026-11-19|", "2026-11-19 14:5",
    "2026-11-19T14:05:61", "2026-11-19 14:05 +25:00", "2026-11-19 14:05 (GMT", "2026-11-19 14:05 x",
    "2026-11-31 14:05", "T14:05", "2026-11-19T14:05:59.", "2026-11-19  ",
  ])
  func brokenTimesAreNoDay(text: String) {
    #expect(day(text) == nil)
  }

  @Test func microsoftsHoursOfTheFirstVersion() {
    #expect(day("3/15/2026 12:00:00 AM|7", .monthFirst) == "2026-03-15")
    #expect(day("3/15/2026 12:00:00 AM|24", .monthFirst) == nil)
  }

  /// Berlin is an hour before UTC in winter and two in summer; clocks changed on 2026-03-29 and
  /// 2026-10-25 at 01:00 UTC (IANA time zone database, zone Europe/Berlin).
  private static let berlin = ZoneTable(
    name: "Europe/Berlin", transitions: [1_774_746_000, 1_792_890_000],
    offsets: [3600, 7200, 3600])
  /// Eight hours behind UTC in winter, seven in summer; from 2026-03-08 to 2026-11-01 at 02:00.
  private static let losAngeles = ZoneTable(
    name: "America/Los_Angeles", transitions: [1_772_964_000, 1_793_523_600],
    offsets: [-28_800, -25_200, -28_800])

  @Test(arguments: [
    ("2026-11-19T22:59:59Z", "2026-11-19"), ("2026-11-19T23:00:00Z", "2026-11-20"),
    ("2026-07-19T21:59:59Z", "2026-07-19"), ("2026-07-19T22:00:00Z", "2026-07-20"),
    ("2026-11-19T15:00:00-08:00", "2026-11-20"), ("2026-11-20T00:30+0200", "2026-11-19"),
    ("2026-11-19 23:30", "2026-11-19"), ("2026-11-19", "2026-11-19"),
  ])
  func aStatedOffsetIsPutIntoThePipelinesZone(text: String, expected: String) {
    #expect(day(text, zones: DayZones(pipeline: Self.berlin)) == expected)
  }

  @Test(arguments: [
    ("2026-11-19 14:59", "2026-11-19"), ("2026-11-19 15:00", "2026-11-20"),
    ("2026-10-28 15:30", "2026-10-28"), ("2026-10-28 16:00", "2026-10-29"),
    ("2026-11-19T22:59:59Z", "2026-11-19"),
    // A plain day is never shifted.
    ("2026-11-19", "2026-11-19"),
  ])
  func aTimeWithoutOffsetIsReadInTheSourcesZone(text: String, expected: String) {
    let zones = DayZones(pipeline: Self.berlin, source: Self.losAngeles)
    #expect(day(text, zones: zones) == expected)
  }

  /// 02:30 on 2026-10-25 is shown twice in Berlin and is the first of the two, 00:30 UTC; 02:30 on
  /// 2026-03-29 is skipped and is read with the offset before, 01:30 UTC.
  @Test func timesShownTwiceOrNever() {
    #expect(Self.berlin.instant(ofLocal: 1_792_895_400) == 1_792_888_200)
    #expect(Self.berlin.instant(ofLocal: 1_774_751_400) == 1_774_747_800)
    #expect(Self.berlin.instant(ofLocal: 1_774_755_000) == 1_774_747_800)
  }
}
