import AdModel

extension Platform {
  /// Google Campaign Manager 360, a report.
  ///
  /// ```
  /// Report Fields
  /// Date,Campaign,Placement,Impressions,Clicks
  /// 2026-11-19,ABM,ABM - Nordwind GmbH,"1,204",7
  /// Grand Total:,,,"1,204",7
  /// ```
  ///
  /// A free preamble of any length, the line `Report Fields`, the header, rows, a row of sums. Daily
  /// with the column `Date`. No company: `account` takes it out of a name.
  ///
  /// Source: public parsers' fixtures (shape, sums, columns); the words of the preamble are not
  /// known, so the days are those of a line `Date Range` or of the file's name.
  static let cm360 = Platform(
    name: "cm360",
    headers: [
      Header(
        columns: [.date: ["Date"], .campaign: ["Campaign"], .campaignID: ["Campaign ID"]],
        engagements: ["Clicks"], numbers: .commaGroups)
    ],
    signs: ["Report Fields", "Site (CM360)", "Grand Total:"],
    optionalColumns: [.date, .campaignID],
    labels: [
      Label(.period, "Date Range"), Label(.generated, "Date/Time Generated"),
      Label(.generated, "Report Time"),
    ],
    totals: .init(firstColumn: ["Grand Total:*", "Grand Total"]),
    namesCompanies: false)
}
