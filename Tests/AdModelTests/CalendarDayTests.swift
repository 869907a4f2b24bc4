import AdModel
import Testing

@Suite struct CalendarDayTests {
  @Test(
    arguments: [
      ("1970-01-01", 0), ("1969-12-31", -1), ("2000-02-29", 11_016), ("2000-03-01", 11_017),
      ("2026-11-20", 20_777), ("0000-01-01", -719_528), ("9999-12-31", 2_932_896),
      ("1900-02-28", -25_509), ("1900-03-01", -25_508),
    ] as [(String, Int32)])
  func knownDays(text: String, number: Int32) throws {
    let day = try #require(CalendarDay(text))
    #expect(day.number == number)
    #expect(day.description == text)
  }

  @Test func threeWaysToWriteADay() {
    let day = CalendarDay(year: 2026, month: 11, day: 9)
    #expect(CalendarDay("2026-11-09") == day)
    #expect(CalendarDay("20261109") == day)
    #expect(CalendarDay("2026/11/09") == day)
  }

  @Test(arguments: [
    "", "2026", "2026-11", "2026-11-9", "2026-1-09", "26-11-09", "2026-11/09", "2026/11-09",
    "2026.11.09", "09-11-2026", "11/09/2026", "2026-11-31", "2026-02-29", "1900-02-29",
    "2100-02-29",
    "2026-00-10", "2026-13-10", "2026-11-00", "2026-11-09 ", " 2026-11-09", "2026-11-09T00:00",
    "+026-11-09", "2026-+1-09", "20261131", "2026110", "202611090", "２０２６1109", "2026-11-0é",
  ])
  func everythingElseIsNoDay(text: String) {
    #expect(CalendarDay(text) == nil)
  }

  /// Every day of ten thousand years, one after the other.
  @Test func countsThroughTheCalendar() {
    var number: Int32 = -719_528
    for year in 0...9999 {
      let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
      for (place, count) in [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        .enumerated()
      {
        // The first and the last of a month; those between follow.
        for day in [1, count] {
          let parts = CalendarDay(number: number + Int32(day) - 1).components
          guard
            CalendarDay(year: year, month: place + 1, day: day)?.number == number + Int32(day) - 1,
            parts == (year, place + 1, day)
          else {
            Issue.record("\(year)-\(place + 1)-\(day)")
            return
          }
        }
        #expect(CalendarDay(year: year, month: place + 1, day: count + 1) == nil)
        number += Int32(count)
      }
    }
    #expect(number == 2_932_897)
  }

  @Test func distances() throws {
    let day = try #require(CalendarDay("2026-02-27"))
    #expect(day.advanced(by: 2).description == "2026-03-01")
    #expect(day.advanced(by: -58).description == "2025-12-31")
    #expect(day.distance(to: day.advanced(by: 90)) == 90)
    #expect(day.advanced(by: 90).distance(to: day) == -90)
    #expect(day < day.advanced(by: 1))
  }
}
