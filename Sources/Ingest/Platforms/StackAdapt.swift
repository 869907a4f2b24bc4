import AdModel

extension Platform {
  /// StackAdapt, export of campaigns.
  ///
  /// ```
  /// Date,Campaign Name,Impressions,Clicks
  /// 2026-11-19,ABM - Nordwind GmbH,"1,204",7
  /// ```
  ///
  /// UTF-8, commas, the header on the first line, nothing around the table. Daily with a column of
  /// days, otherwise the file's name states the period (the flight dates are the campaign's, not
  /// the rows'). No company: `account` takes it out of a name, or `columns` maps a report by domain.
  ///
  /// Source: a public component (columns, shape); the name of the day's column and the report by
  /// domain are unsourced.
  static let stackAdapt = Platform(
    name: "stackadapt",
    headers: [
      Header(
        columns: [
          .date: ["Date", "Day", "Report Date"],
          .campaign: ["Campaign Name", "Campaign"],
          .campaignID: ["Campaign ID"],
        ],
        engagements: ["Clicks"], numbers: .commaGroups)
    ],
    signs: ["Flight Date", "Lifetime Budget", "Media Cost"],
    optionalColumns: [.date, .campaignID],
    namesCompanies: false)
}
