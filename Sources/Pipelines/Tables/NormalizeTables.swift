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
  static func accounts(_ table: AccountTable, used: Set<AccountIndex>) -> OutputTable {
    let indices = used.sorted()
    return OutputTable(
      path: "2-normalize/accounts.csv",
      header: ["account_id", "name", "domain", "linkedin", "country", "parent_id"]
    ) { writer in
      for index in indices {
        let account = table[index]
        try writer.row([
          account.id.text, account.name, account.domain, account.linkedIn, account.country,
          account.parentID?.text ?? "",
        ])
      }
    }
  }

  /// `identities.csv`: identities that have an account.
  static func identities(_ batches: [ResolvedBatch], accounts: AccountTable) -> OutputTable {
    OutputTable(
      path: "2-normalize/identities.csv",
      header: identityHeader + ["account_id", "matched_by", "engagements"],
      rows: rows(batches) { outcome in
        guard case .matched(let account, let by) = outcome else { return nil }
        return [accounts[account].id.text, by.text]
      })
  }

  /// The lines of `identities.csv` of one account.
  static func identityRows(
    _ batches: [ResolvedBatch], of account: AccountIndex, in table: AccountTable
  ) -> [[String]] {
    rows(batches) { outcome in
      guard case .matched(account, let by) = outcome else { return nil }
      return [table[account].id.text, by.text]
    }
  }

  /// `unmatched.csv`: identities that have none, with the candidates when there are several.
  static func unmatched(_ batches: [ResolvedBatch]) -> OutputTable {
    OutputTable(
      path: "2-normalize/unmatched.csv",
      header: identityHeader + ["reason", "candidates", "engagements"],
      rows: rows(batches) { outcome in
        guard case .unmatched(let reason, let candidates) = outcome else { return nil }
        return [reason.rawValue, candidates.map(\.text).joined(separator: " | ")]
      })
  }

  private static let identityHeader = [
    "source", "account_key", "name", "domain", "linkedin", "country",
  ]

  /// The rows a column maker keeps, sorted by their own fields; equal identities of a segment file
  /// stand once.
  private static func rows(
    _ batches: [ResolvedBatch], columns: (IdentityOutcome) -> [String]?
  ) -> [[String]] {
    var rows: [[String]] = []
    for batch in batches {
      for (place, outcome) in batch.outcomes.enumerated() {
        guard let columns = columns(outcome) else { continue }
        let identity = batch.identities[place]
        rows.append(
          [
            batch.source, identity.listID, identity.name, identity.domain, identity.linkedIn,
            identity.country,
          ] + columns + [String(batch.engagements[place])])
      }
    }
    let sorted = rows.sorted { left, right in
      for (one, other) in zip(left, right) where one != other { return one.precedesInBytes(other) }
      return false
    }
    return sorted.enumerated().filter { $0 == 0 || sorted[$0 - 1] != $1 }.map(\.element)
  }
}
