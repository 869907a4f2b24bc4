import AdModel
import Normalize

/// The `accounts` section: the account list and how strictly it is used.
extension PipelineReader {
  private enum AccountsKey: String, CaseIterable {
    case file, columns, aliases, unmatched
    case rollUp = "roll_up"
    case sharedDomains = "shared_domains"
  }

  func accounts(_ cursor: Cursor) -> AccountListSettings? {
    guard let fields = cursor.fields(AccountsKey.self) else { return nil }
    let hasFile = fields.isStated(.file)
    let columnsCursor = hasFile ? fields.required(.columns) : fields.optional(.columns)
    let columns = columnsCursor?.fields(AccountColumn.self)
    if !hasFile { columnsCursor?.report(.columnsWithoutFile) }
    if hasFile, let columns { _ = columns.required(.id) }
    return AccountListSettings(
      file: fields.optional(.file)?.text(),
      columns: columns.map { headers($0, of: AccountColumn.allCases) } ?? [:],
      aliases: fields.optional(.aliases)?.text(),
      unmatched: fields.optional(.unmatched)?.choice() ?? (hasFile ? .report : .create),
      rollUp: fields.optional(.rollUp).flatMap {
        rollUp($0, hasParent: columns?.isStated(.parent) ?? hasFile)
      },
      sharedDomains: sharedDomains(fields.optional(.sharedDomains)))
  }

  /// Domains as they were written, each one that a host can have.
  private func sharedDomains(_ cursor: Cursor?) -> [String] {
    (cursor?.texts() ?? []).map { domain in
      if HostName(domain.value) == nil {
        cursor?.faults.add(.noDomain(domain.value), at: domain.place)
      }
      return domain.value
    }
  }

  private func rollUp(_ cursor: Cursor, hasParent: Bool) -> AccountListSettings.RollUp? {
    if !hasParent { cursor.report(.rollUpWithoutParent) }
    return cursor.choice()
  }

  /// The header names that a `columns` mapping gives.
  func headers<Column>(_ fields: Fields<Column>, of columns: [Column]) -> [Column: String] {
    var headers: [Column: String] = [:]
    for column in columns {
      headers[column] = fields.optional(column)?.text()
    }
    return headers
  }
}
