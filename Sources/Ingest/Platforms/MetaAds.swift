import AdModel

extension Platform {
  /// Meta Ads Manager, a table of campaigns, ad sets or ads.
  ///
  /// ```
  /// "Reporting starts","Reporting ends","Campaign name","Link clicks"
  /// 2026-11-01,2026-11-14,"ABM - Nordwind GmbH",7
  /// ```
  ///
  /// UTF-8, commas, the header on the first line. Daily with the column `Day` (breakdown by time);
  /// otherwise each row states the range of the report. A row of sums has a blank name, first or
  /// last. No company: `account` takes it out of a name. Ids that a spreadsheet turned into
  /// `1.20253E+17` are no ids, so names are read.
  ///
  /// Link clicks alone are counted: clicks (all) hold them, post engagements overlap with both, and
  /// results mean something else from row to row.
  ///
  /// Source: public tests with real exports for English, French, Spanish, Portuguese (Brazil) and
  /// Dutch, a public list checked against real exports for German; `Tag`, `Berichtsende`, `Fin del
  /// informe` and Dutch link clicks are unsourced.
  static let metaAds = Platform(
    name: "meta-ads",
    headers: [
      Header(
        columns: [
          .date: ["Day"], .firstDay: ["Reporting starts"], .lastDay: ["Reporting ends"],
          .campaign: ["Campaign name", "Ad set name", "Ad name"],
        ],
        engagements: ["Link clicks"], numbers: .commaGroups),
      Header(
        language: "de",
        columns: [
          .date: ["Tag"], .firstDay: ["Berichtsstart"], .lastDay: ["Berichtsende"],
          .campaign: ["Name der Kampagne", "Kampagnenname", "Anzeigengruppenname"],
        ],
        engagements: ["Link-Klicks"], dates: .dayFirst, numbers: .pointGroups),
      Header(
        language: "fr",
        columns: [
          .date: ["Jour"], .firstDay: ["Début des rapports"], .lastDay: ["Fin des rapports"],
          .campaign: [
            "Nom de la campagne", "Nom de l'ensemble de publicités", "Nom de la publicité",
          ],
        ],
        engagements: ["Clics sur un lien"], dates: .dayFirst, numbers: .spaceGroups),
      Header(
        language: "es",
        columns: [
          .date: ["Día"], .firstDay: ["Inicio del informe"], .lastDay: ["Fin del informe"],
          .campaign: [
            "Nombre de la campaña", "Nombre del conjunto de anuncios", "Nombre del anuncio",
          ],
        ],
        engagements: ["Clics en el enlace"], dates: .dayFirst, numbers: .pointGroups),
      Header(
        language: "nl",
        columns: [
          .date: ["Dag"], .firstDay: ["Start rapportage"], .lastDay: ["Einde rapportage"],
          .campaign: ["Campagnenaam", "Naam advertentieset", "Naam advertentie"],
        ],
        engagements: ["Klikken op links"], dates: .dayFirst, numbers: .pointGroups),
      Header(
        language: "pt",
        columns: [
          .date: ["Dia"], .firstDay: ["Início dos relatórios"],
          .lastDay: ["Término dos relatórios", "Encerramento dos relatórios"],
          .campaign: ["Nome da campanha", "Nome do conjunto de anúncios", "Nome do anúncio"],
        ],
        engagements: ["Cliques no link"], dates: .dayFirst, numbers: .pointGroups),
    ],
    signs: [
      "Reporting starts", "Berichtsstart", "Début des rapports", "Inicio del informe",
      "Start rapportage", "Início dos relatórios", "Result indicator", "Campaign delivery",
      "Amount spent (",
    ],
    synonyms: [
      [
        "Campaign name", "Name der Kampagne", "Kampagnenname", "Nom de la campagne",
        "Nombre de la campaña", "Campagnenaam", "Nome da campanha",
      ],
      [
        "Ad set name", "Anzeigengruppenname", "Nom de l'ensemble de publicités",
        "Nombre del conjunto de anuncios", "Naam advertentieset", "Nome do conjunto de anúncios",
      ],
      [
        "Ad name", "Nom de la publicité", "Nombre del anuncio", "Naam advertentie",
        "Nome do anúncio",
      ],
      [
        "Link clicks", "Link-Klicks", "Clics sur un lien", "Clics en el enlace",
        "Klikken op links", "Cliques no link",
      ],
      [
        "Clicks (all)", "Klicks (alle)", "Clics (tous)", "Clics (todos)", "Klikken (alle)",
        "Cliques (todos)",
      ],
    ],
    optionalColumns: [.date, .firstDay, .lastDay],
    totals: .init(blank: [.campaign, .accountName]),
    namesCompanies: false)
}
