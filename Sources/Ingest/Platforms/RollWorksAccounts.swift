import AdModel

extension Platform {
  /// RollWorks (AdRoll ABM), report "Account-based Engagement & Advertising".
  ///
  /// ```
  /// Account,Company Domain,Impressions,Clicks
  /// Nordwind GmbH,nordwind.example,"1,204",7
  /// ```
  ///
  /// One row per account and domain for a range that the download was made for, which its name has
  /// to state. Days are UTC; the last 48 hours are not final, so the same days come again.
  ///
  /// Source: help.rollworks.com, article 360057222451, and help.adroll.com, article 115000353151,
  /// say what a row is and when it is final. The header is unsourced, since people choose its
  /// columns: these names are a guess, to be mapped in the pipeline file.
  static let rollWorksAccounts = Platform(
    name: "rollworks-accounts",
    headers: [
      Header(
        columns: [
          .accountName: ["Account", "Account Name", "Company Name", "Company"],
          .accountDomain: ["Company Domain", "Account Domain", "Domain"],
          .campaign: ["Campaign", "Campaign Name"],
        ],
        engagements: ["Clicks"],
        numbers: .commaGroups)
    ],
    signs: ["Company Domain"],
    optionalColumns: [.accountName, .campaign],
    totals: .init(firstColumn: ["Total", "Grand Total"], blank: [.accountDomain], needsBoth: true),
    isSourced: false)
}
