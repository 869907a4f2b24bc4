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
      night.accounts.stretches.joined().map {
        "#\($0.account.number) \($0.series) \($0.engagements)"
      } == [
        "#0 1 8", "#0 2 2", "#3 1 20", "#3 3 1",
      ])
  }

  @Test func nobodysIdentitiesCountForNobody() {
    var night = CountedNight()
    night.rows = ["dsp A 19 #- 1"]
    #expect(night.accounts.stretches.isEmpty)
    #expect(AccountCounts(StandingCounts(), accounts: []).stretches.isEmpty)
  }

  /// More accounts than are put in order at once, several identities for one, in no order.
  @Test(arguments: [1, 4095, 4096, 4097, 20_000])
  func anyNumberOfAccounts(accountCount: Int) {
    var counts = StandingCounts()
    let identityCount = accountCount + accountCount / 3
    for identity in 0..<identityCount {
      counts.identities.append(RawIdentity(name: "identity \(100_000 + identity)"))
    }
    let accounts = (0..<identityCount).map { identity -> AccountIndex? in
      identity % 7 == 3 ? nil : AccountIndex(UInt32((identity * 7919) % accountCount))
    }
    for series in 0..<3 {
      for identity in stride(from: series, to: identityCount, by: series + 1) {
        counts.rows.append(
          .init(
            series: UInt32(series), identity: UInt32(identity),
            engagements: Int64(identity % 11 - 2)))
      }
    }
    var expected: [[UInt32]: Int64] = [:]
    for row in counts.rows {
      guard let account = accounts[Int(row.identity)] else { continue }
      expected[[account.number, row.series], default: 0] += row.engagements
    }
    let added = AccountCounts(counts, accounts: accounts, jobs: 3)
    #expect(added == AccountCounts(counts, accounts: accounts))
    let rows = added.stretches.flatMap(\.self)
    for account in [0, accountCount / 2, accountCount - 1, accountCount] {
      let own = rows.filter { Int($0.account.number) == account }
      #expect(Array(added.rows(of: AccountIndex(UInt32(account)))) == own)
    }
    #expect(
      rows.map { [$0.account.number, $0.series] }
        == expected.keys.sorted { $0.lexicographicallyPrecedes($1) })
    #expect(rows.allSatisfy { expected[[$0.account.number, $0.series]] == $0.engagements })
  }
}
