import AdModel
import Testing

@testable import Ingest

@Suite struct GoogleAdsTests {
  private static func source(_ column: String = "Ad group") -> Source {
    var source = Source(name: SourceName("google"), platform: "google-ads", files: ["*.csv"])
    source.accountText = .init(column: column, pattern: "^ABM - (?<name>.+)$")
    return source
  }

  private static let header = "Day,Campaign,Ad group,Clicks,Impr.,CTR\n"
  private static let rows = """
    2026-11-19,Total Store - Shopping,ABM - Nordwind GmbH,7,"1,204",0.58%
    2026-11-20,Total Store - Shopping,ABM - Nordwind GmbH,"1,000",900,--
    2026-11-20,ABM,Everybody,4,90,4.44%

    """
  private static let total = "Total: Account,,,1011,2194,4.38%\n"
  private static let expected = [
    "Total Store - Shopping 2026-11-19 Nordwind GmbH 7",
    "Total Store - Shopping 2026-11-20 Nordwind GmbH 1000",
  ]

  private func read(_ text: String, _ source: Source = source()) throws -> Export {
    try #require(try ExportFolder("Campaign report.csv", text).read(source).first)
  }

  @Test(
    arguments: [
      "Campaign report\n\"November 19, 2026 - November 20, 2026\"\n",
      "Campaign report,,,,,\n19 November 2026 - 20 November 2026,,,,,\n",
    ], [true, false])
  func titleAboveOrBelow(title: String, isBelow: Bool) throws {
    let table = Self.header + (isBelow ? Self.total + Self.rows : Self.rows + Self.total)
    let text = isBelow ? table + title : title + table
    let export = try read(text)
    #expect(export.told == Self.expected)
    #expect(export.rejects.isEmpty)
    #expect(export.recordCount == 3)
    #expect(export.layout.leftOut.totals == 1)
    #expect(export.layout.leftOut.withoutAccount == 1)
    #expect(export.statedPeriod == Period(first: november(19), last: november(20)))
    #expect(export.grain == .daily)
  }

  @Test func excelCSV() throws {
    let text =
      ("Campaign report\n19 November 2026 - 20 November 2026\n" + Self.header + Self.rows
      + Self.total).replacing("\"1,204\"", with: "1204").replacing("\"1,000\"", with: "1000")
      .replacing(",", with: "\t").replacing("\n", with: "\r\n")
    let folder = try ExportFolder("a.csv", utf16(text))
    let export = try #require(try folder.read(Self.source()).first)
    #expect(export.told == Self.expected)
    #expect(export.delimiterName == "tab")
  }

  /// Without `Day` a row stands for the report's range, wherever that stands.
  @Test(arguments: [true, false])
  func withoutDaysARowStandsForTheRange(isBelow: Bool) throws {
    let title = "Ad group report,,,\n\"November 10, 2026 - November 16, 2026\",,,\n"
    let table = "Campaign,Ad group,Clicks,Impr.\nABM,ABM - Nordwind GmbH,7,1\n"
    let export = try read(isBelow ? table + title : title + table)
    #expect(export.told == ["ABM 2026-11-10..2026-11-16 Nordwind GmbH 7"])
    #expect(export.grain == .period)
    #expect(export.layout.footerLineCount == (isBelow ? 2 : 0))
  }

  @Test func allTimeIsNoPeriod() throws {
    let text = "Report\nAll time\nCampaign,Ad group,Clicks\nABM,ABM - N,7\n"
    let folder = try ExportFolder("a.csv", text)
    #expect(folder.failure(Self.source())?.kind == "period_unknown")
  }

  /// The column the sum's words stand in depends on which is first; in Spanish `--` goes before.
  @Test(arguments: [
    "Total: Account,--,,3", "total: account,--,,3", "--,Total: Campañas,,3", "Total,,,3",
    "Gesamt: Konto,,,3", "Totaal: account,,,3", "Total : compte,,,3", "Total\u{A0}: compte,,,3",
  ])
  func rowsOfSums(line: String) throws {
    let text =
      "November 16, 2026\nCampaign status,Campaign,Ad group,Clicks\n"
      + "Enabled,ABM,ABM - N,2\n\(line)\nEnabled,Total gym mat,ABM - N,1\nTotaled,ABM,ABM - N,1\n"
    let export = try read(text)
    #expect(export.told == ["ABM 2026-11-16 N 3", "Total gym mat 2026-11-16 N 1"])
    #expect(export.layout.leftOut.totals == 1)
  }

  @Test(arguments: [
    (
      "Kampagnenbericht\n19. November 2026 - 20. November 2026",
      "Tag,Kampagne,Anzeigengruppe,Klicks",
      "Anzeigengruppe", "de", "6.111"
    ),
    (
      "Rapport\n\"19 nov. 2026 - 20 nov. 2026\"", "Jour,Campagne,Groupe d’annonces,Clics",
      "Groupe d'annonces", "fr", "6\u{A0}111"
    ),
    (
      "Informe\n19 de noviembre de 2026 - 20 de noviembre de 2026",
      "Día,Campaña,Grupo de anuncios,Clics", "Grupo de anuncios", "es", "6.111"
    ),
    (
      "Rapport\n19 november 2026 - 20 november 2026", "Dag,Campagne,Advertentiegroep,Klikken",
      "Advertentiegroep", "nl", "6.111"
    ),
    (
      "Relatório\n19 de novembro de 2026 - 20 de novembro de 2026",
      "Dia,Campanha,Grupo de anúncios,Cliques", "Grupo de anúncios", "pt", "6.111"
    ),
  ])
  func languages(
    title: String, header: String, column: String, language: String, count: String
  ) throws {
    let text =
      "\(title)\n\(header)\n2026-11-19,ABM,ABM - N,\(count)\n20.11.2026,ABM,ABM - N,2\n"
    let export = try read(text, Self.source(column))
    #expect(export.layout.language == language)
    #expect(export.told == ["ABM 2026-11-19 N 6111", "ABM 2026-11-20 N 2"])
    #expect(export.statedPeriod == Period(first: november(19), last: november(20)))
  }

  /// A Spanish file of Latin America says `1,134`: no guess, until the source says so.
  @Test func anotherNumberFormatIsRejectedUntilItIsSaid() throws {
    let text =
      "Informe\n\"19 de noviembre de 2026\"\nDía,Campaña,Grupo,Clics\n"
      + "2026-11-19,ABM,ABM - N,\"1,134\"\n2026-11-19,ABM,ABM - M,\"1,000\"\n"
    #expect(
      try read(text, Self.source("Grupo")).rejects.map(\.reason) == [.invalidCount, .invalidCount])
    var source = Self.source("Grupo")
    source.reading.numbers = .commaGroups
    #expect(try read(text, source).told == ["ABM 2026-11-19 M 1000", "ABM 2026-11-19 N 1134"])
  }
}
