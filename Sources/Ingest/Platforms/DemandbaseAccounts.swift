import AdModel

extension Platform {
  /// Demandbase advertising, accounts of a campaign.
  ///
  /// ```
  /// Account Name,Account Domain,Impressions,Clicks
  /// Nordwind GmbH,nordwind.example,"1,204",7
  /// ```
  ///
  /// A row per account for a range that the file's name has to state. Engagement minutes are a
  /// weighted score of many activities (support.demandbase.com, article 360050118432) and are not
  /// counted.
  ///
  /// Source: `Account Name` and `Account Domain` are the words of Demandbase's own lists
  /// (support.demandbase.com); the header of this export is unsourced, to be mapped in the pipeline
  /// file.
  static let demandbaseAccounts = Platform(
    name: "demandbase-accounts",
    headers: [
      Header(
        columns: [
          .accountName: ["Account Name", "Account"],
          .accountDomain: ["Account Domain", "Domain", "Website"],
          .campaign: ["Campaign Name", "Campaign"],
        ],
        engagements: ["Clicks"],
        dates: .monthFirst, numbers: .commaGroups)
    ],
    signs: ["Account Domain"],
    optionalColumns: [.accountDomain, .campaign],
    isSourced: false)
}
