import AdModel
import Testing

@Suite struct DailyEngagementsTests {
  @Test("periods count on their last day; days without counts are there too") func days() throws {
    var daily = DailyEngagements()
    add("A", "2026-11-17", 2, to: &daily)
    #expect(!daily.hasPeriods)
    add("B", "2026-11-14", through: "2026-11-20", 5, to: &daily)
    add("A", "2026-11-20", -1, to: &daily)
    #expect(daily.hasPeriods)
    let days = try #require(daily.days)
    #expect(
      days.map(\.description) == ["2026-11-17", "2026-11-18", "2026-11-19", "2026-11-20"])
    #expect(days.map { daily.total(on: $0) } == [2, 0, 0, 4])
    #expect(days.map { daily.count(of: "A", on: $0) } == [2, 0, 0, -1])
    #expect(daily.campaigns == ["A", "B"])
    #expect(daily.total(of: "A") == 1)
    #expect(daily.earlierCount == 0)
  }

  @Test("of days far apart the last 98 are shown and the others counted") func span() {
    var daily = DailyEngagements()
    add("A", "0001-01-01", 7, to: &daily)
    add("A", "2026-11-20", 1, to: &daily)
    #expect(daily.days?.count == 98)
    #expect(daily.days?.last?.description == "2026-11-20")
    #expect(daily.earlierCount == 7)
  }

  @Test("sums do not overflow") func large() {
    var daily = DailyEngagements()
    #expect(daily.days == nil)
    for _ in 0..<3 { add("A", "2026-11-20", .max, to: &daily) }
    #expect(daily.total(of: "A") == .max)
  }

  @Test("sums stay at the ends of the range") func saturation() {
    #expect(Int.max.addingWithinRange(1) == .max)
    #expect(Int.min.addingWithinRange(-1) == .min)
    #expect(2.addingWithinRange(-3) == -1)
  }

  private func add(
    _ campaign: String, _ first: String, through last: String? = nil, _ engagements: Int,
    to daily: inout DailyEngagements
  ) {
    guard let first = CalendarDay(first), let last = CalendarDay(last ?? first.description),
      let period = Period(first: first, last: last)
    else { preconditionFailure("a period of the test") }
    daily.add(campaign: campaign, period: period, engagements: engagements)
  }
}
