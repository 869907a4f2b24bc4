import AdModel
import Testing

@testable import Aggregate

@Suite struct AccountCountsTests {
  @Test func sortedByAccountThenSeries() {
    var night = CountedNight()
    night.rows = [
      "dsp B 19 #3 1", "dsp A 20 #0 2", "dsp A 19 #3 4", "dsp A 19 #0 8", "dsp A 19 #3 16",
      "dsp A 18 #- 32",
    ]
    // Series: A 18, A 19, A 20, B 19.
    #expect(
      night.accounts.rows.map { "#\($0.account.number) \($0.series) \($0.engagements)" } == [
        "#0 1 8", "#0 2 2", "#3 1 20", "#3 3 1",
      ])
  }

  @Test func nobodysIdentitiesCountForNobody() {
    var night = CountedNight()
    night.rows = ["dsp A 19 #- 1"]
    #expect(night.accounts.rows.isEmpty)
    #expect(AccountCounts(StandingCounts(), accounts: []).rows.isEmpty)
  }
}
