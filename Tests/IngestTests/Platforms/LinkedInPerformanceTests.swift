import AdModel
import Testing

@testable import Ingest

@Suite struct LinkedInPerformanceTests {
  private static func source(_ change: (inout Source) -> Void = { _ in }) -> Source {
    var source = Source(
      name: SourceName("linkedin"), platform: "linkedin-performance", files: ["*.csv"])
    source.accountText = .init(column: "Campaign Name", pattern: "ABM - (?<name>.+)")
    change(&source)
    return source
  }

  fileprivate static let english = """
    Ad Performance Report (in UTC)
    "Report Start: November 19, 2026, 12:00 AM"
    "Report End: November 20, 2026, 11:59 PM"
    "Date Generated: November 21, 2026, 12:40 PM"

    Start Date (in UTC)\tAccount Name\tCampaign ID\tCampaign Name\tImpressions\tClicks\tTotal Engagements
    11/19/2026\tNordlicht\t11\tABM - Nordwind GmbH\t1,900\t5\t"1,204"
    11/20/2026\tNordlicht\t11\tABM - Nordwind GmbH\t12\t-\t3
    11/20/2026\tNordlicht\t12\tBrand\t12\t1\t2
    Total\t\t\t\t1,924\t6\t1,209

    """

  fileprivate static let dutch = """
    Rapport met advertentieprestaties (in UTC)
    Begindatum van rapport: 19 november 2026 00:00
    Einddatum van rapport: 20 november 2026 23:59
    Datum aangemaakt: 21 november 2026 07:06

    Begindatum (in UTC)\tAccountnaam\tCampagne-ID\tCampagnenaam\tWeergaven\tKlikken\tAantal interacties
    19-11-2026\tNordlicht\t11\tABM - Nordwind GmbH\t1.900\t5\t1.204
    20-11-2026\tNordlicht\t11\tABM - Nordwind GmbH\t12\t-\t"3,00"
    20-11-2026\tNordlicht\t12\tBrand\t12\t1\t2

    """

  private func read(_ text: String, _ source: Source) throws -> Export {
    try #require(try ExportFolder("campaign_1.csv", utf16(text)).read(source).first)
  }

  private static let expected = [
    "11:ABM - Nordwind GmbH 2026-11-19 Nordwind GmbH 1204",
    "11:ABM - Nordwind GmbH 2026-11-20 Nordwind GmbH 3",
  ]

  @Test func inEnglish() throws {
    let export = try read(Self.english, Self.source())
    #expect(export.told == Self.expected)
    #expect(export.rejects.isEmpty)
    #expect(export.recordCount == 3)
    #expect(export.grain == .daily)
    #expect(export.statedPeriod == Period(first: november(19), last: november(20)))
    #expect(export.generatedAt?.description == "2026-11-21T12:40")
    #expect(export.layout.language == "en")
    #expect(export.layout.headerLine == 6)
    #expect(export.layout.leftOut.totals == 1)
    #expect(export.layout.leftOut.withoutAccount == 1)
  }

  /// The same account another day, in another language: the same counts.
  @Test func inDutch() throws {
    let source = Self.source { $0.accountText?.column = "Campagnenaam" }
    let export = try read(Self.dutch, source)
    #expect(export.told == Self.expected)
    #expect(export.layout.language == "nl")
    #expect(export.generatedAt?.description == "2026-11-21T07:06")
    #expect(export.statedPeriod == Period(first: november(19), last: november(20)))
  }

  /// A metric that the source names in English is found in the language of the file.
  @Test func namedMetricsAreFoundInOtherLanguages() throws {
    let source = Self.source {
      $0.accountText?.column = "Campagnenaam"
      $0.engagements = ["Clicks"]
    }
    let told = try read(Self.dutch, source).told
    #expect(told.first?.hasSuffix("Nordwind GmbH 5") == true)
  }

  @Test(arguments: [true, false])
  func anEmptyReportIsItsPreamble(isEnglish: Bool) throws {
    let text = isEnglish ? Self.english : Self.dutch
    let preamble = text.split(separator: "\n").prefix(4).joined(separator: "\n") + "\n\n"
    let export = try read(preamble, Self.source())
    #expect(export.recordCount == 0)
    #expect(export.grain == .daily)
    #expect(export.layout.headerLine == nil)
    #expect(export.statedPeriod == Period(first: november(19), last: november(20)))
  }

  /// One row for three days, dated the first, is no daily row.
  @Test func withoutADailyBreakdownTheFileIsRefused() throws {
    let text = Self.english.replacing("\n11/20/2026", with: "\n11/19/2026")
    let folder = try ExportFolder("a.csv", utf16(text))
    let failure = try #require(folder.failure(Self.source()))
    #expect(failure.kind == "no_daily_breakdown")
    #expect(failure.what.contains("2026-11-19 to 2026-11-20"))
    let said = Self.source { $0.hasDailyBreakdown = true }
    #expect(
      try folder.read(said).first?.told == [
        "11:ABM - Nordwind GmbH 2026-11-19 Nordwind GmbH 1207"
      ])
  }

  /// The words of the French preamble are not known; its days stand in their order.
  @Test func frenchPreamble() throws {
    let text = """
      Rapport de performance (en UTC)
      Début du rapport : 19 novembre 2026 00:00
      Fin du rapport : 20 novembre 2026 23:59
      Date de création : 21 novembre 2026 07:06

      Date de début (en UTC)\tNom de la campagne\tClics
      19/11/2026\tABM - Nordwind GmbH\t7
      20/11/2026\tABM - Nordwind GmbH\t1

      """
    let source = Self.source { $0.engagements = ["Clicks"] }
    let export = try read(text, source)
    #expect(export.layout.language == "fr")
    #expect(export.statedPeriod == Period(first: november(19), last: november(20)))
    #expect(export.generatedAt?.description == "2026-11-21T07:06")
    let sum = text.replacing("20/11/2026", with: "19/11/2026")
    #expect(try ExportFolder("a.csv", utf16(sum)).failure(source)?.kind == "no_daily_breakdown")
  }

  @Test func aMonthlyBreakdownIsRefused() throws {
    let text = Self.english.replacing("\n11/19/2026", with: "\n10/1/2026")
      .replacing("\n11/20/2026", with: "\n11/1/2026")
      .replacing("Report Start: November 19", with: "Report Start: October 1")
    let folder = try ExportFolder("a.csv", utf16(text))
    #expect(folder.failure(Self.source())?.kind == "monthly_breakdown")
    #expect(folder.failure(Self.source { $0.rowSpan = .month }) == nil)
  }

  /// Two downloads put together: what the first says of its days does not hold for the second.
  @Test func twoReportsInOneFileAreRefused() throws {
    let folder = try ExportFolder("a.csv", utf16(Self.english + Self.english))
    #expect(folder.failure(Self.source())?.kind == "several_reports")
  }

  /// A report of one day has nothing to break down.
  @Test func aReportOfOneDayIsDaily() throws {
    let text = Self.english.replacing("\n11/20/2026", with: "\n11/19/2026")
      .replacing("Report End: November 20", with: "Report End: November 19")
    #expect(try read(text, Self.source()).grain == .daily)
  }

  /// German: `Total Engagements` has no sourced name, so the source says what to count.
  @Test func germanWithKlicks() throws {
    let text = """
      Bericht zur Performance
      Startdatum des Berichts: 19. November 2026
      Enddatum des Berichts: 20. November 2026

      Startdatum (in UTC)\tName der Kampagne\tImpressions\tKlicks
      19.11.2026\tABM - Nordwind GmbH\t4197\t1.204
      20.11.2026\tABM - Nordwind GmbH\t12\t3

      """
    let source = Self.source {
      $0.accountText?.column = "Name der Kampagne"
      $0.engagements = ["Klicks"]
    }
    let export = try read(text, source)
    #expect(export.layout.language == "de")
    #expect(
      export.told == [
        "ABM - Nordwind GmbH 2026-11-19 Nordwind GmbH 1204",
        "ABM - Nordwind GmbH 2026-11-20 Nordwind GmbH 3",
      ])
    let folder = try ExportFolder("a.csv", utf16(text))
    #expect(
      folder.failure(Self.source { $0.accountText = source.accountText })?.kind
        == "columns_missing")
  }
}
