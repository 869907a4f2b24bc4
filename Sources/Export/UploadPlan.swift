package import AdModel

/// Who of each segment goes into its uploads, and who is left out and why.
package struct UploadPlan: Sendable, Equatable {
  /// One line of `uploads/held.csv`.
  package struct Hold: Sendable, Equatable {
    package var segment: SegmentID
    package var account: AccountIndex
    /// `excluded:<segment>`, `not_in_account_list`, `banned`, several joined.
    package var reason: String
  }

  /// By segment of an upload: its accounts, sorted.
  package private(set) var members: [SegmentID: [AccountIndex]] = [:]
  /// By segment id, then account.
  package private(set) var holds: [Hold] = []

  /// - Parameters:
  ///   - exclusions: for every account some excluding segment holds, those segments in the order
  ///     of the pipeline file.
  ///   - bans: accounts with a ban in force, by segment. A ban keeps an account from being a
  ///     member at all; the line says why it is not in the upload.
  package init(
    _ pipeline: Pipeline, memberships: [Membership], accounts: AccountTable,
    exclusions: [AccountIndex: [SegmentID]], bans: [SegmentID: Set<AccountIndex>]
  ) {
    let segments = Set(pipeline.exports.map(\.segment)).sorted {
      $0.text.precedesInBytes($1.text)
    }
    let accountsBySegment = memberships.accountsBySegment
    for segment in segments {
      let own = accountsBySegment[segment] ?? []
      let banned = bans[segment] ?? []
      let isExcluding = pipeline.exclude.contains(segment)
      for account in banned.isEmpty ? own : banned.union(own).sorted() {
        var reasons = isExcluding ? [] : (exclusions[account] ?? []).map { "excluded:\($0)" }
        if !accounts.isActive(account) { reasons.append("not_in_account_list") }
        if banned.contains(account) { reasons.append("banned") }
        if reasons.isEmpty {
          members[segment, default: []].append(account)
        } else {
          holds.append(
            Hold(
              segment: segment, account: account, reason: reasons.joined(separator: " | ")))
        }
      }
      if members[segment] == nil { members[segment] = [] }
    }
  }
}
