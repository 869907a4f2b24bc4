import AdModel

extension Platform {
  /// 6sense advertising, campaign screen, export "Reached Accounts".
  ///
  /// ```
  /// 6sense Company Name,6sense Country,6sense Domain,Impressions,Clicks,Spend,…
  /// Nordwind GmbH,Germany,nordwind.example,"1,204",7,$18.20,…
  /// ```
  ///
  /// Neither campaign nor day stands in the rows (`Latest Impression` is no day of an engagement):
  /// the file name states both. Some files have a few short lines above the header.
  ///
  /// Source: a public tool written against real exports. `Website Engagement` and `Influenced Form
  /// Fills` are 6sense's attribution, not something done with an ad; clicks alone are counted.
  static let sixSenseReachedAccounts = Platform(
    name: "6sense-reached-accounts",
    headers: [
      Header(
        columns: [
          .accountName: ["6sense Company Name"],
          .accountDomain: ["6sense Domain"],
          .country: ["6sense Country"],
        ],
        engagements: ["Clicks"],
        numbers: .commaGroups)
    ],
    signs: ["6sense Domain", "6sense Company Name"])
}
