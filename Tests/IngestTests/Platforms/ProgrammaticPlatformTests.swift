import AdModel
import Testing

@testable import Ingest

/// StackAdapt and The Trade Desk: a header on the first line and nothing around the table.
@Suite struct ProgrammaticPlatformTests {
  private func source(_ platform: String, _ column: String, files: String = "*.csv") -> Source {
    var source = Source(name: SourceName("dsp"), platform: platform, files: [files])
    source.accountText = .init(column: column, pattern: "ABM - (?<name>.+)")
    return source
  }

  @Test func theTradeDesk() throws {
    let folder = try ExportFolder(
      "a.csv",
      """
      Date,Advertiser,Campaign ID,Campaign,Ad Group,Impressions,Clicks
      11/16/2026,Nordlicht,abm01,Brand,ABM - Nordwind GmbH,"1,204","1,007"
      2026-11-17,Nordlicht,abm01,Brand,ABM - Nordwind GmbH,9,1

      """)
    #expect(
      try folder.read(source("the-trade-desk", "Ad Group")).first?.told == [
        "abm01:Brand 2026-11-16 Nordwind GmbH 1007", "abm01:Brand 2026-11-17 Nordwind GmbH 1",
      ])
  }

  @Test func stackAdapt() throws {
    let daily = try ExportFolder(
      "a.csv", "Date,Campaign Name,Impressions,Clicks\n2026-11-16,ABM - N,9,7\n")
    #expect(
      try daily.read(source("stackadapt", "Campaign Name")).first?.told == [
        "ABM - N 2026-11-16 N 7"
      ])
    let period = try ExportFolder(
      "r_2026-11-10_2026-11-16.csv",
      "Campaign Name,Flight Date Start,Impressions,Clicks\nABM - N,2026-01-01,9,7\n")
    let source = source("stackadapt", "Campaign Name", files: "r_{first_day}_{last_day}.csv")
    #expect(try period.read(source).first?.told == ["ABM - N 2026-11-10..2026-11-16 N 7"])
  }

  /// A report by domain needs no text to take the account from.
  @Test func aMappedDomain() throws {
    let folder = try ExportFolder(
      "a.csv", "Date,Campaign Name,Domain,Clicks\n2026-11-16,Brand,nordwind.example,7\n")
    let source = Source(
      name: SourceName("dsp"), platform: "stackadapt", files: ["*.csv"],
      columns: [.accountDomain: "Domain"])
    #expect(try folder.read(source).first?.told == ["Brand 2026-11-16 nordwind.example 7"])
  }
}
