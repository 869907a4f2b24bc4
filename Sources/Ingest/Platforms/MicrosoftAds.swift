import AdModel

extension Platform {
  /// Microsoft Advertising, a performance report.
  ///
  /// ```
  /// "TimePeriod","CampaignName","CampaignId","AdGroupName","Clicks"
  /// "2026-11-19","ABM","421337","ABM - Nordwind GmbH","7"
  /// ```
  ///
  /// A preamble of about nine lines (`"Report Time: 11/1/2026, 11/14/2026"`, `"Report Aggregation:
  /// Daily"`, `"Rows: 5"`) and a blank one; a blank line and a line with the copyright may follow
  /// the table. `Rows` is held against the rows read. Daily and hourly reports are daily; the day
  /// of a weekly report is the Sunday its week begins with, that of a monthly one the month's
  /// first; a summary stands for the report's range. Rows with clicks and no impression are right.
  /// No company: `account` takes it out of a name.
  ///
  /// Source: MicrosoftDocs/BingAds-docs, guides/reports.md (preamble, footer, dates, numbers, rows)
  /// and the reporting service's column lists; Spanish header and its row `Total,-,-` from a public
  /// test with a real download. Other languages of the interface are unsourced.
  static let microsoftAds = Platform(
    name: "microsoft-ads",
    headers: [
      Header(
        columns: [
          .date: [
            "TimePeriod", "GregorianDate", "WeekStartDate", "MonthStartDate", "Gregorian date",
            "Day",
          ],
          .campaign: ["CampaignName", "Campaign name", "Campaign"],
          .campaignID: ["CampaignId", "Campaign ID"],
        ],
        engagements: ["Clicks"], dates: .monthFirst, numbers: .commaGroups),
      Header(
        language: "es",
        columns: [
          .date: ["Día", "Fecha gregoriana"],
          .campaign: ["Nombre de la campaña", "Campaña"],
          .campaignID: ["Id. de la campaña"],
        ],
        engagements: ["Clics"], dates: .dayFirst, numbers: .pointGroups),
    ],
    signs: [
      "Report Aggregation:", "Potential Incomplete Data:", "Last Completed Available", "TimePeriod",
      "CampaignName", "AdGroupName", "\u{A9}20",
    ],
    synonyms: [
      ["Clicks", "Clics"],
      ["CampaignName", "Campaign name", "Campaign", "Nombre de la campaña", "Campaña"],
    ],
    optionalColumns: [.date, .campaignID],
    labels: [
      Label(.period, "Report Time:"), Label(.aggregation, "Report Aggregation:"),
      Label(.rowCount, "Rows:"),
    ],
    ending: .blankLine,
    footerWords: ["©", "@20"],
    totals: .init(firstColumn: ["Total"], standsAlone: true),
    namesCompanies: false)
}
