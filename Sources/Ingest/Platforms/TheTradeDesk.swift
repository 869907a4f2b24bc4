import AdModel

extension Platform {
  /// The Trade Desk, a performance report.
  ///
  /// ```
  /// Date,Advertiser,Campaign ID,Campaign,Ad Group,Impressions,Clicks
  /// 2026-11-19,Nordlicht,abm01,ABM,ABM - Nordwind GmbH,"1,204",7
  /// ```
  ///
  /// The header on the first line; days `YYYY-MM-DD` or `MM/DD/YYYY`; the last four weeks are not
  /// final, so the same days come again. No company: `account` takes it out of a name. Some
  /// accounts write decimal commas: say so with `numbers`.
  ///
  /// Source: public parsers and tests (columns, days, numbers).
  static let theTradeDesk = Platform(
    name: "the-trade-desk",
    headers: [
      Header(
        columns: [
          .date: ["Date", "Day"], .campaign: ["Campaign"], .campaignID: ["Campaign ID"],
        ],
        engagements: ["Clicks"], dates: .monthFirst, numbers: .commaGroups)
    ],
    signs: ["Advertiser Cost", "Partner Cost", "Player "],
    optionalColumns: [.date, .campaignID],
    namesCompanies: false)
}
