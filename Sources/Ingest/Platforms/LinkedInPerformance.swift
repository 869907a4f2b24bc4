import AdModel

extension Platform {
  /// LinkedIn Campaign Manager, performance report of campaigns, ad sets or ads.
  ///
  /// ```
  /// Start Date (in UTC)<tab>Campaign ID<tab>Campaign Name<tab>…<tab>Clicks<tab>Total Engagements
  /// 11/19/2026<tab>1224430733<tab>ABM - Nordwind GmbH<tab>…<tab>7<tab>9
  /// ```
  ///
  /// UTF-16 with a byte order mark, tabs; a preamble of four lines (`Ad Performance Report (in
  /// UTC)`, `Report Start: …`) and a blank one. Daily when the time breakdown was daily; without
  /// it a row of several days is dated with the first of them, which is refused. An empty report is
  /// its preamble and no header. The interface's language sets header, dates and numbers, and may
  /// change between two downloads of one account. No company: `account` takes it out of a name.
  ///
  /// Total Engagements holds clicks, social actions and the rest, each once
  /// (linkedin.com/help/lms/answer/a422348), so it is counted alone. Since 2026 `Campaign` is what
  /// was `Campaign Group`, and `Ad Set` what was `Campaign`.
  ///
  /// Source: English and Dutch header, preamble and rows from a public test that quotes real
  /// exports of September 2026; German and Portuguese columns from public parsers of real exports,
  /// French ids likewise. `Total Engagements` in German, French, Spanish and Portuguese, and all of
  /// Spanish, are unsourced. A sum row `Total` stands in public fixtures; `-` for a name marks a
  /// sum of a group in an older Portuguese export.
  static let linkedInPerformance = Platform(
    name: "linkedin-performance",
    delimiter: UInt8(ascii: "\t"),
    headers: [
      Header(
        columns: [
          .date: ["Start Date (in UTC)", "Start Date"],
          .campaign: ["Campaign Name"],
          .campaignID: ["Campaign ID"],
        ],
        engagements: ["Total Engagements"],
        dates: .monthFirst, numbers: .commaGroups),
      Header(
        language: "nl",
        columns: [
          .date: ["Begindatum (in UTC)"],
          .campaign: ["Campagnenaam"],
          .campaignID: ["Campagne-ID"],
        ],
        engagements: ["Aantal interacties"],
        dates: .dayFirst, numbers: .pointGroups),
      Header(
        language: "de",
        columns: [
          .date: ["Startdatum (in UTC)"],
          .campaign: ["Name der Kampagne"],
          .campaignID: ["Kampagnen-ID"],
        ],
        engagements: ["Interaktionen insgesamt"],
        dates: .dayFirst, numbers: .pointGroups),
      Header(
        language: "fr",
        columns: [
          .date: ["Date de début (en UTC)"],
          .campaign: ["Nom de la campagne"],
          .campaignID: ["ID de la campagne"],
        ],
        engagements: ["Total des interactions"],
        dates: .dayFirst, numbers: .spaceGroups),
      Header(
        language: "es",
        columns: [
          .date: ["Fecha de inicio (en UTC)"],
          .campaign: ["Nombre de la campaña"],
          .campaignID: ["ID de la campaña"],
        ],
        engagements: ["Interacciones totales"],
        dates: .dayFirst, numbers: .pointGroups),
      Header(
        language: "pt",
        columns: [
          .date: ["Data de início (em UTC)"],
          .campaign: ["Nome da campanha"],
          .campaignID: ["ID da campanha"],
        ],
        engagements: ["Total de engajamentos"],
        dates: .dayFirst, numbers: .pointGroups),
    ],
    signs: [
      "Start Date (in UTC)", "Begindatum (in UTC)", "Startdatum (in UTC)",
      "Data de início (em UTC)", "Total Spent", "Totaal besteed", "Performance Report",
      "Rapport met advertentieprestaties", "Ad Set", "Advertentieset",
    ],
    synonyms: linkedInSynonyms,
    optionalColumns: [.campaignID],
    labels: linkedInLabels,
    hasFactsInOrder: true,
    totals: .init(firstColumn: ["Total", "Totals", "Grand Total"], standsAlone: true),
    datesSumsWithFirstDay: true,
    namesCompanies: false)

  /// Columns of Campaign Manager's reports in their languages; grades as above.
  static let linkedInSynonyms = [
    ["Clicks", "Klikken", "Klicks", "Clics", "Cliques"],
    [
      "Total Engagements", "Aantal interacties", "Interaktionen insgesamt",
      "Total des interactions", "Interacciones totales", "Total de engajamentos",
    ],
    ["Conversions", "Conversies"],
    ["Ad Set Name", "Naam van advertentieset", "Name der Anzeigengruppe"],
    [
      "Campaign Name", "Campagnenaam", "Name der Kampagne", "Nom de la campagne",
      "Nombre de la campaña", "Nome da campanha",
    ],
  ]
}
