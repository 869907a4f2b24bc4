package import AdModel
internal import CSV

/// One more name, domain, LinkedIn page or id that an account goes by.
package struct AccountAlias: Hashable, Sendable {
  package enum Kind: String, Sendable, CaseIterable {
    case name
    case domain
    case linkedIn = "linkedin"
    /// The value is an id, of a merged or a created account, that now means `account`.
    case id
  }

  package let account: AccountID
  package let kind: Kind
  package let value: String
  /// The line of the file it stands on, from 1.
  package let lineNumber: Int

  package init(account: AccountID, kind: Kind, value: String, lineNumber: Int) {
    self.account = account
    self.kind = kind
    self.value = value
    self.lineNumber = lineNumber
  }
}

/// The lines of an alias file.
package struct AccountAliases: Sendable {
  package let path: String
  package private(set) var entries: [AccountAlias]

  package init(path: String, entries: [AccountAlias] = []) {
    self.path = path
    self.entries = entries
  }

  /// Reads a CSV with the columns `account_id`, `kind` and `value`, in any order:
  ///
  ///     account_id,kind,value
  ///     # A line that starts like this is for people.
  ///     A-1002,name,Muellersgrund Foerdertechnik
  ///
  /// - Throws: `RunFailure` for a missing column, a broken row, a blank field or an unknown kind;
  ///   `FileFault` for a file that cannot be read. That the accounts are known is not checked.
  package static func read(path: String) throws -> AccountAliases {
    var aliases = AccountAliases(path: path)
    var places: [Int] = []
    var width = 0
    try readList(
      path: path,
      onHeader: { header in
        places = try ["account_id", "kind", "value"].compactMap {
          try columnPlace(of: $0, in: header, path: path, isRequired: true)
        }
        width = header.count
      },
      onRow: { row in
        if row.rawText.hasPrefix("# ") { return }
        try row.checkShape(width: width, path: path)
        try aliases.append(
          account: row.text(places[0]), kind: row.text(places[1]), value: row.text(places[2]),
          lineNumber: row.lineNumber)
      })
    return aliases
  }

  private mutating func append(
    account: String, kind: String, value: String, lineNumber: Int
  ) throws {
    for (name, text) in [("account_id", account), ("value", value)] where text.isEmpty {
      throw RunFailure.aliasFieldBlank(name, path: path, lineNumber: lineNumber)
    }
    guard let known = AccountAlias.Kind(rawValue: FoldedText(kind).text) else {
      throw RunFailure.aliasKindUnknown(kind, path: path, lineNumber: lineNumber)
    }
    entries.append(
      AccountAlias(
        account: AccountID(account), kind: known, value: value, lineNumber: lineNumber))
  }
}
