import AdModel
import Testing

@Suite struct ExportPartialTests {
  @Test func theRowsOfASeriesLieSideBySide() {
    let day = Period(day: CalendarDay(number: 1))
    let series = (0..<4).map {
      ExportPartial.Series(
        campaign: Campaign(name: "\($0)"), period: day, rowCount: 0, engagements: 0)
    }
    let rows = [0, 0, 2, 2, 2, 3].map {
      ExportPartial.Row(series: $0, identity: 0, engagements: 1)
    }
    let partial = ExportPartial(identities: IdentityList(), series: series, rows: rows)
    #expect((0..<4).map { partial.rowRange(ofSeries: $0) } == [0..<2, 2..<2, 2..<5, 5..<6])
  }
}
