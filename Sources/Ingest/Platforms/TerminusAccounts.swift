import AdModel

extension Platform {
  /// Terminus (DemandScience), Aggregate Account Report.
  ///
  /// ```
  /// Account,Ad Name,Ad Type,Reach,Impressions,First Impression,Clicks
  /// Nordwind GmbH,Decision,Display,4,"1,204",2026-11-02,7
  /// ```
  ///
  /// One row per account and ad for a range that its name has to state; `Ad Name` is the campaign
  /// (for legacy display ads the tactic), and `First Impression` is no day of an engagement.
  ///
  /// Source: support.terminus.com, article 22702708886291, for the columns up to `First
  /// Impression` and for a row per ad; that clicks stand in a column `Clicks` is unsourced.
  static let terminusAccounts = Platform(
    name: "terminus-accounts",
    headers: [
      Header(
        columns: [.accountName: ["Account", "Account Name"], .campaign: ["Ad Name"]],
        engagements: ["Clicks"],
        numbers: .commaGroups)
    ],
    signs: ["Ad Type", "First Impression"],
    totals: .init(firstColumn: ["Total", "Grand Total"], blank: [.campaign], needsBoth: true),
    isSourced: false)
}
