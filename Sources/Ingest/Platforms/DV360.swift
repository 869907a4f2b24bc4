import AdModel

extension Platform {
  /// Google Display & Video 360, an offline report.
  ///
  /// ```
  /// Date,Campaign,Line Item,Impressions,Clicks
  /// 2026/11/19,ABM,ABM - Nordwind GmbH,"1,204",7
  /// ```
  ///
  /// The header on the first line; a row of sums with blank dimensions ends the table; after a blank
  /// line come `Report Time:,2026/11/20 14:14 GMT`, `Date Range:,2026/11/01 to 2026/11/19`, filters
  /// and a disclaimer, any of which may have as many fields as a row. Daily with the column `Date`.
  /// No company: `account` takes it out of a name.
  ///
  /// Clicks alone are counted; how `Engagements` overlap with them is not documented.
  ///
  /// Source: a public component with a real report (shape, footer, days), public tools (columns).
  static let dv360 = Platform(
    name: "dv360",
    headers: [
      Header(
        columns: [
          .date: ["Date"],
          .campaign: ["Campaign", "Insertion Order"],
          .campaignID: ["Campaign ID", "Insertion Order ID"],
        ],
        engagements: ["Clicks"], numbers: .commaGroups)
    ],
    signs: [
      "Insertion Order", "Line Item", "Advertiser ID", "Group By:", "MRC Accredited Metrics",
    ],
    optionalColumns: [.date, .campaignID],
    labels: [Label(.period, "Date Range:"), Label(.generated, "Report Time:")],
    ending: .blankLine,
    footerWords: ["Report Time:"],
    totals: .init(blank: [.date, .campaign, .accountName]),
    namesCompanies: false)
}
