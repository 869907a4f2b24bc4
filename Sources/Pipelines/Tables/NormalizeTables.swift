import AdModel
import CSV
import Normalize

/// One source's identities (or one segment file's) and what became of them.
struct ResolvedBatch: Sendable {
  /// A source's name, or `segment:` and a segment's id.
  var source: String
  var identities: IdentityStretch
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
      for place in table.accounts.indices where isUsed[place] {
        for field in AccountRecords.Field.allCases {
          unsafe writer.field(table.accounts.bytes(field, of: place))
        }
        try writer.endRow()
      }
    }
  }

  /// `identities.csv`: identities that have an account.
  ///
  /// - Parameter ids: the account table's ids, by index.
  static func identities(_ batches: [ResolvedBatch], ids: FieldTable) -> OutputTable {
    OutputTable(
      path: "2-normalize/identities.csv",
      header: identityHeader + ["account_id", "matched_by", "engagements"]
    ) { writer in
      let entries = entries(batches) { if case .matched = $0 { true } else { false } }
      for entry in entries {
        guard case .matched(let account, let by) = batches[entry.batch].outcomes[entry.place] else {
          continue
        }
        writeIdentity(entry, batches, to: writer)
        writer.fields(Int(account.number), of: ids)
        writer.field(by.text)
        writer.field(Int(batches[entry.batch].engagements[entry.place]))
        try writer.endRow()
      }
    }
  }

  /// The lines of `identities.csv` of one account.
  static func identityRows(
    _ batches: [ResolvedBatch], of account: AccountIndex, in table: AccountTable
  ) -> [[String]] {
    let entries = entries(batches) { if case .matched(account, _) = $0 { true } else { false } }
    return entries.map { entry in
      let batch = batches[entry.batch]
      let identity = batch.identities[entry.place]
      guard case .matched(_, let by) = batch.outcomes[entry.place] else { return [] }
      return [
        batch.source, identity.listID, identity.name, identity.domain, identity.linkedIn,
        identity.country, table[account].id.text, by.text,
        String(batch.engagements[entry.place]),
      ]
    }
  }

  /// `unmatched.csv`: identities that have none, with the candidates when there are several, and the
  /// nearest accounts of the list when there is none.
  static func unmatched(_ accounts: AccountStage) -> OutputTable {
    OutputTable(
      path: "2-normalize/unmatched.csv",
      header: identityHeader + [
        "reason", "candidates", "engagements", "nearest_accounts", "nearest_scores",
      ]
    ) { writer in
      let batches = accounts.batches
      let nearest = accounts.nearest()
      for entry in entries(batches, where: { if case .unmatched = $0 { true } else { false } }) {
        guard
          case .unmatched(let reason, let candidates) =
            batches[entry.batch].outcomes[entry.place]
        else { continue }
        writeIdentity(entry, batches, to: writer)
        writer.field(reason.rawValue)
        writer.field(candidates.map(\.text).joined(separator: " | "))
        writer.field(Int(batches[entry.batch].engagements[entry.place]))
        let near = nearest[batches[entry.batch].identities[entry.place]] ?? []
        writer.field(near.map { accounts.table[$0.account].id.text }.joined(separator: " | "))
        writer.field(near.map(\.score.asScore).joined(separator: " | "))
        try writer.endRow()
      }
    }
  }

  private static let identityHeader = [
    "source", "account_key", "name", "domain", "linkedin", "country",
  ]

  private static func writeIdentity(
    _ entry: Entry, _ batches: [ResolvedBatch], to writer: CSVWriter
  ) {
    let identity = batches[entry.batch].identities.fields(of: entry.place)
    writer.field(batches[entry.batch].source)
    unsafe writer.field(identity.listID)
    unsafe writer.field(identity.name)
    unsafe writer.field(identity.domain)
    unsafe writer.field(identity.linkedIn)
    unsafe writer.field(identity.country)
  }

  /// Where an identity stands: a batch, and its place there.
  private struct Entry {
    var batch: Int
    var place: Int
  }

  /// The identities with a wanted outcome, sorted by what they say; equal ones of a segment file,
  /// which have one outcome, stand once.
  private static func entries(
    _ batches: [ResolvedBatch], where isWanted: (IdentityOutcome) -> Bool
  ) -> [Entry] {
    var entries: [Entry] = []
    for (batch, content) in batches.enumerated() {
      for place in content.outcomes.indices where isWanted(content.outcomes[place]) {
        entries.append(Entry(batch: batch, place: place))
      }
    }
    entries.sort { precedes($0, $1, batches) }
    var distinct: [Entry] = []
    distinct.reserveCapacity(entries.count)
    for entry in entries {
      if let last = distinct.last, !precedes(last, entry, batches) { continue }
      distinct.append(entry)
    }
    return distinct
  }

  private static func precedes(_ left: Entry, _ right: Entry, _ batches: [ResolvedBatch]) -> Bool {
    let sources = (batches[left.batch].source, batches[right.batch].source)
    if left.batch != right.batch, !sources.0.hasBytes(of: sources.1) {
      return sources.0.precedesInBytes(sources.1)
    }
    let identity = batches[left.batch].identities.fields(of: left.place)
    return identity.order(batches[right.batch].identities.fields(of: right.place)) < 0
  }
}
