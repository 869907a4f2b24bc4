import AdModel
import CSV
import Normalize

/// One source's identities (or one segment file's) and what became of them.
struct ResolvedBatch: Sendable {
  /// A source's name, or `segment:` and a segment's id.
  var source: String
  var identities: [RawIdentity]
  var outcomes: [IdentityOutcome]
  /// Sum of standing engagements, one per identity; 0 in segment files.
  var engagements: [Int64]
}

/// The tables of `2-normalize/`.
enum NormalizeTables {
  /// `accounts.csv`: accounts with engagements or membership.
  ///
  /// - Parameter isUsed: one per account of the table.
  static func accounts(_ table: AccountTable, isUsed: [Bool]) -> OutputTable {
    OutputTable(
      path: "2-normalize/accounts.csv",
      header: ["account_id", "name", "domain", "linkedin", "country", "parent_id"]
    ) { writer in
      for (account, isUsed) in zip(table.accounts, isUsed) where isUsed {
        writer.field(account.id.text)
        writer.field(account.name)
        writer.field(account.domain)
        writer.field(account.linkedIn)
        writer.field(account.country)
        writer.field(account.parentID?.text ?? "")
        try writer.endRow()
      }
    }
  }

  /// `identities.csv`: identities that have an account.
  static func identities(_ batches: [ResolvedBatch], accounts: AccountTable) -> OutputTable {
    OutputTable(
      path: "2-normalize/identities.csv",
      header: identityHeader + ["account_id", "matched_by", "engagements"]
    ) { writer in
      for row in rows(batches, columns: { matchColumns($0, accounts) }) {
        try writer.row(row.texts)
      }
    }
  }

  /// The lines of `identities.csv` of one account.
  static func identityRows(
    _ batches: [ResolvedBatch], of account: AccountIndex, in table: AccountTable
  ) -> [[String]] {
    rows(batches) { outcome in
      guard case .matched(account, _) = outcome else { return nil }
      return matchColumns(outcome, table)
    }.map(\.texts)
  }

  private static func matchColumns(_ outcome: IdentityOutcome, _ table: AccountTable) -> [String]? {
    guard case .matched(let account, let by) = outcome else { return nil }
    return [table[account].id.text, by.text]
  }

  /// `unmatched.csv`: identities that have none, with the candidates when there are several.
  static func unmatched(_ batches: [ResolvedBatch]) -> OutputTable {
    OutputTable(
      path: "2-normalize/unmatched.csv",
      header: identityHeader + ["reason", "candidates", "engagements"]
    ) { writer in
      let rows = rows(batches) { outcome in
        guard case .unmatched(let reason, let candidates) = outcome else { return nil }
        return [reason.rawValue, candidates.map(\.text).joined(separator: " | ")]
      }
      for row in rows { try writer.row(row.texts) }
    }
  }

  private static let identityHeader = [
    "source", "account_key", "name", "domain", "linkedin", "country",
  ]

  /// One line of a table of identities.
  private struct IdentityRow: Equatable {
    var source: String
    var identity: RawIdentity
    /// What stands between the identity and its engagements.
    var columns: [String]
    var engagements: Int64

    var texts: [String] {
      [
        source, identity.listID, identity.name, identity.domain, identity.linkedIn,
        identity.country,
      ] + columns + [String(engagements)]
    }

    func precedes(_ other: IdentityRow) -> Bool {
      if source != other.source { return source.precedesInBytes(other.source) }
      let (own, others) = (identity, other.identity)
      if own.listID != others.listID { return own.listID.precedesInBytes(others.listID) }
      if own.name != others.name { return own.name.precedesInBytes(others.name) }
      if own.domain != others.domain { return own.domain.precedesInBytes(others.domain) }
      for (one, other) in zip(texts, other.texts) where one != other {
        return one.precedesInBytes(other)
      }
      return false
    }
  }

  /// The rows a column maker keeps, sorted by their own fields; equal identities of a segment file
  /// stand once.
  private static func rows(
    _ batches: [ResolvedBatch], columns: (IdentityOutcome) -> [String]?
  ) -> [IdentityRow] {
    var rows: [IdentityRow] = []
    for batch in batches {
      for (place, outcome) in batch.outcomes.enumerated() {
        guard let columns = columns(outcome) else { continue }
        rows.append(
          IdentityRow(
            source: batch.source, identity: batch.identities[place], columns: columns,
            engagements: batch.engagements[place]))
      }
    }
    rows.sort { $0.precedes($1) }
    return rows.enumerated().filter { $0 == 0 || rows[$0 - 1] != $1 }.map(\.element)
  }
}
