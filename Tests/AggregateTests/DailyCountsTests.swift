import AdModel
import Testing

@testable import Aggregate

@Suite struct DailyCountsTests {
  private var night = CountedNight()

  /// `#0 dsp Awareness 2026-11-19 2026-11-19 3`.
  private func told(within days: Int = 90) throws -> [String] {
    var night = night
    night.workflows = [rule("*", within: days, sources: .all, anyID: true)]
    let windows = try night.windows()
    let daily = DailyCounts(
      night.accounts, counts: night.counts, sources: night.sourceList,
      isWithinLongestWindow: windows.isWithinLongestWindow)
    let rows = daily.stretches.flatMap(\.self)
    #expect(rows.count == daily.rowCount)
    for (place, total) in daily.totals.enumerated() {
      let own = rows.filter { Int($0.series) == place }.map(\.engagements)
      #expect(total == (own.isEmpty ? nil : own.reduce(0, +)))
    }
    return rows.map { row in
      let series = daily.series[Int(row.series)]
      return "#\(row.account.number) \(series.source) \(series.campaign) "
        + "\(series.period.first.components.day)-\(series.period.last.components.day) "
        + "\(row.engagements)"
    }
  }

  @Test mutating func sortedByWhatPeopleSee() throws {
    night.sources = ["zeta", "alpha"]
    night.rows = [
      "zeta B 19 #1 1", "zeta A 20 #1 2", "alpha é 19 #1 3", "alpha Z 19 #1 4", "alpha a 19 #1 5",
      "zeta A 10-20 #1 6", "zeta A 10-12 #1 7", "zeta A 11 #1 8", "alpha Z 19 #0 9",
    ]
    #expect(
      try told() == [
        "#0 alpha Z 19-19 9", "#1 alpha Z 19-19 4", "#1 alpha a 19-19 5", "#1 alpha é 19-19 3",
        "#1 zeta A 10-12 7", "#1 zeta A 10-20 6", "#1 zeta A 11-11 8", "#1 zeta A 20-20 2",
        "#1 zeta B 19-19 1",
      ])
  }

  @Test mutating func identitiesOfOneAccountAreAdded() throws {
    night.rows = ["dsp A 19 #0 1", "dsp A 19 #0 2", "dsp A 19 #- 4", "dsp A 19 #1 -8"]
    #expect(try told() == ["#0 dsp A 19-19 3", "#1 dsp A 19-19 -8"])
  }

  /// Two ids under one name are one line; the name of one that has none is its id.
  @Test mutating func campaignsShownAlikeAreAdded() throws {
    night.rows = [
      "dsp 7:Brand 19 #0 1", "dsp 8:Brand 19 #0 2", "dsp Brand 19 #0 4", "dsp 7:Brand 20 #0 8",
    ]
    #expect(try told() == ["#0 dsp Brand 19-19 7", "#0 dsp Brand 20-20 8"])
  }

  @Test mutating func onlyWithinTheLongestWindow() throws {
    night.rows = [
      "dsp A 12 #0 1", "dsp A 12-14 #0 2", "dsp A 13 #0 4", "dsp A 20 #0 8", "dsp A 12 #1 16",
    ]
    #expect(try told(within: 7) == ["#0 dsp A 13-13 4", "#0 dsp A 20-20 8"])
  }

  @Test mutating func nothingCounted() throws {
    #expect(try told() == [])
  }
}
