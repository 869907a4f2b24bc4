import AdModel
import Testing

/// A row counts iff as-of - D <= first day and last day <= as-of.
@Suite struct WindowTests {
  private static let asOf = CalendarDay(number: 100)

  private func period(_ first: Int32, _ last: Int32) throws -> Period {
    try #require(
      Period(first: CalendarDay(number: first), last: CalendarDay(number: last)))
  }

  @Test func ofNoDaysIsTheAsOfDayAlone() {
    let window = Window(within: 0, last: WindowTests.asOf)
    let counted = (90...110).filter { window.counts(Period(day: CalendarDay(number: $0))) }
    #expect(counted == [100])
  }

  @Test func ofSevenDaysCoversEightDates() {
    let window = Window(within: 7, last: WindowTests.asOf)
    let counted = (90...110).filter { window.counts(Period(day: CalendarDay(number: $0))) }
    #expect(counted == [93, 94, 95, 96, 97, 98, 99, 100])
    #expect(window.first.number == 93)
  }

  @Test func thePipelineMayAskForNoneToNinety() {
    #expect(Window.allowedDays == 0...90)
  }

  @Test(
    arguments: [
      (93, 100, true, false), (92, 100, false, true), (93, 101, false, false),
      (92, 101, false, false),
      (92, 93, false, true), (92, 92, false, false), (80, 99, false, true), (94, 94, true, false),
      (101, 101, false, false), (80, 92, false, false),
    ] as [(Int32, Int32, Bool, Bool)])
  func periods(first: Int32, last: Int32, counts: Bool, straddles: Bool) throws {
    let window = Window(within: 7, last: WindowTests.asOf)
    #expect(window.counts(try period(first, last)) == counts)
    #expect(window.isStraddled(by: try period(first, last)) == straddles)
  }

  @Test func aPeriodHasBothItsEnds() throws {
    let week = try period(10, 16)
    #expect(week.dayCount == 7)
    #expect(
      [9, 10, 16, 17].map { week.contains(CalendarDay(number: $0)) } == [false, true, true, false])
    #expect(!week.isOneDay)
    #expect(Period(day: CalendarDay(number: 3)).isOneDay)
    #expect(Period(first: CalendarDay(number: 2), last: CalendarDay(number: 1)) == nil)
    #expect(try period(1, 9) < period(2, 3))
    #expect(try period(1, 3) < period(1, 4))
  }
}
