import AdModel
import CSV
import Testing

@testable import Ingest

@Suite struct MetaAdsTests {
  private static func source(_ column: String = "Campaign name") -> Source {
    var source = Source(name: SourceName("meta"), platform: "meta-ads", files: ["*.csv"])
    source.accountText = .init(column: column, pattern: "ABM - (?<name>.+)")
    return source
  }

  private func read(_ text: String, _ source: Source = source()) throws -> Export {
    try #require(try ExportFolder("a.csv", text).read(source).first)
  }

  /// The row of sums has a blank name, wherever it stands; the mark of UTF-8 may be there.
  @Test(arguments: [true, false])
  func aRangeOnEveryRow(isFirst: Bool) throws {
    let total = "2026-11-01,2026-11-14,,0,99,\n"
    let row = "2026-11-01,2026-11-14,\"ABM - Nordwind, Inc.\",active,92,7\n"
    let text =
      "\u{FEFF}\"Reporting starts\",\"Reporting ends\",\"Campaign name\",\"Campaign delivery\","
      + "Impressions,\"Link clicks\"\n" + (isFirst ? total + row : row + total)
    let export = try read(text)
    #expect(export.told == ["ABM - Nordwind, Inc. 2026-11-01..2026-11-14 Nordwind, Inc. 7"])
    #expect(export.grain == .period)
    #expect(export.layout.leftOut.totals == 1)
    #expect(export.recordCount == 1)
    #expect(export.encoding == .utf8WithMark)
  }

  /// With `Day` the range on each row is no period.
  @Test func daily() throws {
    let text = """
      "Reporting starts","Reporting ends",Day,"Campaign name","Link clicks"
      2026-11-01,2026-11-14,2026-11-02,ABM - N,7
      2026-11-01,2026-11-14,2026-11-03,ABM - N,1

      """
    let export = try read(text)
    #expect(export.told == ["ABM - N 2026-11-02 N 7", "ABM - N 2026-11-03 N 1"])
    #expect(export.grain == .daily)
  }

  @Test func idsThatASpreadsheetSpoiltAreNoCounts() throws {
    let text =
      "Reporting starts,Reporting ends,Campaign name,Link clicks\n"
      + "2026-11-01,2026-11-14,ABM - N,1.20253E+17\n"
    #expect(try read(text).rejects.map(\.reason) == [.invalidCount])
  }

  @Test(arguments: [
    ("Berichtsstart;Berichtsende;Name der Kampagne;Link-Klicks", "Name der Kampagne", "de"),
    (
      "Début des rapports;Fin des rapports;Nom de la campagne;Clics sur un lien",
      "Nom de la campagne", "fr"
    ),
    (
      "Inicio del informe;Fin del informe;Nombre de la campaña;Clics en el enlace",
      "Nombre de la campaña", "es"
    ),
    ("Start rapportage;Einde rapportage;Campagnenaam;Klikken op links", "Campagnenaam", "nl"),
    (
      "Início dos relatórios;Encerramento dos relatórios;Nome da campanha;Cliques no link",
      "Nome da campanha", "pt"
    ),
  ])
  func languages(header: String, column: String, language: String) throws {
    let count = language == "fr" ? "1\u{202F}234" : "1.234"
    let export = try read(
      "\(header)\n2026-11-01;2026-11-14;ABM - N;\(count)\n", Self.source(column))
    #expect(export.layout.language == language)
    #expect(export.told == ["ABM - N 2026-11-01..2026-11-14 N 1234"])
  }
}
