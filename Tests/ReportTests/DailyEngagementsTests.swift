import AdModel
import Testing

@testable import Report

@Suite struct DailyEngagementsTests {
  @Test("periods count on their last day; days without counts are there too") func days() throws {
    var daily = DailyEngagements()
    daily.add(campaign: "A", firstDay: "2026-11-17", lastDay: "2026-11-17", engagements: "2")
    #expect(!daily.hasPeriods)
    daily.add(campaign: "B", firstDay: "2026-11-14", lastDay: "2026-11-20", engagements: "5")
    daily.add(campaign: "A", firstDay: "2026-11-20", lastDay: "2026-11-20", engagements: "-1")
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
    daily.add(campaign: "A", firstDay: "0001-01-01", lastDay: "0001-01-01", engagements: "7")
    daily.add(campaign: "A", firstDay: "2026-11-20", lastDay: "2026-11-20", engagements: "1")
    #expect(daily.days?.count == 98)
    #expect(daily.days?.last?.description == "2026-11-20")
    #expect(daily.earlierCount == 7)
  }

  @Test("what is no day and no number is left out; sums do not overflow") func odd() {
    var daily = DailyEngagements()
    daily.add(campaign: "A", firstDay: "", lastDay: "soon", engagements: "1")
    daily.add(campaign: "A", firstDay: "2026-11-20", lastDay: "2026-11-20", engagements: "x")
    #expect(daily.days == nil)
    for _ in 0..<3 {
      daily.add(
        campaign: "A", firstDay: "2026-11-20", lastDay: "2026-11-20", engagements: "\(Int.max)")
    }
    #expect(daily.total(of: "A") == .max)
  }
}
