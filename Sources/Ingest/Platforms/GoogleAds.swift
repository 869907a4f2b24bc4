import AdModel

extension Platform {
  /// Google Ads, a report or the download of a table, as `.csv` or `Excel .csv`.
  ///
  /// ```
  /// Day,Campaign,Ad group,Clicks,Impr.
  /// 2026-11-19,ABM,ABM - Nordwind GmbH,7,"1,204"
  /// ```
  ///
  /// UTF-8 with commas, or UTF-16 with tabs. Two lines stand above the header, the title and the
  /// range (`July 18, 2026 - August 16, 2026`), or below the table, alone in their fields. Daily
  /// with the column `Day`; otherwise a row stands for the range. Rows of sums say `Total: Account`
  /// and the like in their first field, or the first that is not `--`; a campaign may be called
  /// `Total Store`, so the colon counts. No company: `account` takes it out of a name.
  ///
  /// Clicks alone are counted: interactions hold clicks. A segment by device splits rows, which add
  /// up; one by conversion action repeats them, so leave it out.
  ///
  /// Source: public tests and tools with real data for English, French, Spanish and parts of German
  /// and Dutch, fixtures for the rest; `Día`, `Dag` and Dutch `Campagne` are unsourced. Spanish
  /// files of Latin America write `1,134.00`: say so with `numbers`.
  static let googleAds = Platform(
    name: "google-ads",
    headers: [
      Header(
        columns: [.date: ["Day"], .campaign: ["Campaign"], .campaignID: ["Campaign ID"]],
        engagements: ["Clicks"], numbers: .commaGroups),
      Header(
        language: "de",
        columns: [.date: ["Tag"], .campaign: ["Kampagne"], .campaignID: ["Kampagnen-ID"]],
        engagements: ["Klicks"], dates: .dayFirst, numbers: .pointGroups),
      Header(
        language: "fr",
        columns: [.date: ["Jour"], .campaign: ["Campagne"], .campaignID: ["ID de campagne"]],
        engagements: ["Clics"], dates: .dayFirst, numbers: .spaceGroups),
      Header(
        language: "es",
        columns: [.date: ["Día"], .campaign: ["Campaña"], .campaignID: ["ID de campaña"]],
        engagements: ["Clics"], dates: .dayFirst, numbers: .pointGroups),
      Header(
        language: "nl",
        columns: [.date: ["Dag"], .campaign: ["Campagne"], .campaignID: ["Campagne-ID"]],
        engagements: ["Klikken"], dates: .dayFirst, numbers: .pointGroups),
      Header(
        language: "pt",
        columns: [.date: ["Dia"], .campaign: ["Campanha"], .campaignID: ["ID da campanha"]],
        engagements: ["Cliques"], dates: .dayFirst, numbers: .pointGroups),
    ],
    signs: [
      "Impr.", "Impressionen", "Vertoningen", "Currency code", "Campaign status", "Kampagnenstatus",
      "État de la campagne", "Estado de la campaña", "Status da campanha", "Avg. CPC", "Total: ",
      "Gesamt: ",
    ],
    synonyms: [
      ["Campaign", "Kampagne", "Campagne", "Campaña", "Campanha"],
      ["Clicks", "Klicks", "Clics", "Klikken", "Cliques"],
      ["Interactions", "Interaktionen", "Interacciones", "Interacties", "Interações"],
    ],
    optionalColumns: [.date, .campaignID],
    labels: [Label(.period, "")],
    ending: .titleAndRange,
    totals: .init(
      firstColumn: ["Total", "Summe"]
        + ["Total", "Gesamt", "Totaal"].flatMap { word in
          ["", " ", "\u{A0}", "\u{202F}"].map { "\(word)\($0):*" }
        },
      standsAlone: true),
    namesCompanies: false)
}
