import AdModel
import Testing

@testable import Ingest

/// A newer set of exports, cut down to what an older set spoke for.
@Suite("Restatement of days that were spoken for") struct SpokenDaysTests {
  private var old = Downloads()
  private var new = Downloads()

  private func cut() throws -> Restatement {
    try Restatement(
      of: new.exports, sources: new.sources, asOf: november(new.asOf), withinDays: 90,
      only: SpokenDays(old.settled().counts))
  }

  private func standing() throws -> [String] { try cut().standing(new.sources) }

  @Test("other counts of the same days stay, later days go") mutating func days() throws {
    old.add("1.csv", ["A 18 acme 1", "A 19 acme 1"])
    new.add("1.csv", ["A 18 acme 1", "A 19 acme 1"])
    new.add("2.csv", ["A 19 acme 3", "A 20 acme 5"])
    #expect(try standing() == ["A 18 acme 1", "A 19 acme 3"])
    let coverage = try cut().counts.coverage[0]
    #expect(coverage.lanes.flatMap(\.days) == [november(18), november(19)])
  }

  @Test("a campaign or a source that nothing mentioned goes whole") mutating func campaigns() throws
  {
    old.add("1.csv", ["A 19 acme 1"])
    new.sources.append(.named("other"))
    new.add("1.csv", ["A 19 acme 1", "B 19 acme 1"])
    new.add("2.csv", ["A 19 acme 1"], source: 1)
    let cut = try cut()
    #expect(cut.standing(new.sources) == ["dsp A 19 acme 1"])
    #expect(cut.counts.campaigns.map(\.campaign.name) == ["A"])
    #expect(cut.counts.coverage[1].lanes.isEmpty)
  }

  @Test("a newer export replaces a day also with nothing") mutating func replacedByNothing() throws
  {
    old.add("1.csv", ["A 18 acme 1", "A 19 acme 1"])
    new.add("1.csv", ["A 18 acme 1", "A 19 acme 1"])
    new.add("2.csv", ["A 20 acme 1"], stated: "19-20")
    #expect(try standing() == ["A 18 acme 1"])
  }

  @Test("a period stays when all its days were spoken for") mutating func periods() throws {
    old.add("1.csv", ["A 10-16 acme 1", "A 17-19 acme 1"], grain: .period)
    new.add("1.csv", ["A 10-16 acme 2", "A 17-20 acme 2"], grain: .period)
    #expect(try standing() == ["A 10-16 acme 2"])
  }

  @Test("a campaign that goes by its id now, or by its name alone, is the same one")
  mutating func ids() throws {
    old.add("1.csv", ["A 18 acme 1", "7:B 18 acme 1"])
    new.add("1.csv", ["3:A 18 acme 2", "B 18 acme 2"])
    // By campaign id, then name.
    #expect(try standing() == ["B 18 acme 2", "A 18 acme 2"])
  }

  @Test("an empty report that covers days nothing spoke for covers those that something did")
  mutating func emptyReports() throws {
    old.add("1.csv", [], stated: "18-19")
    new.add("1.csv", [], stated: "18-20")
    #expect(try cut().counts.coverage[0].lanes.flatMap(\.days) == [november(18), november(19)])
  }
}
