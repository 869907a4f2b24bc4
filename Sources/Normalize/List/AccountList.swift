package import AdModel
internal import CSV

/// The accounts a pipeline knows of, as the account list states them.
package struct AccountList: Sendable {
  package let path: String
  /// In the order of the file, ids distinct and not blank.
  package let accounts: [Account]
  /// The line each account starts on, from 1.
  let lineNumbers: [Int]
  /// Places in `accounts`, by id.
  private(set) var places: [String: UInt32]

  /// Reads a CSV with a header line, one account a row.
  ///
  /// - Parameter columns: header names. A column that is not named here is the one that is called
  ///   like it (`id`, `name`, `domain`, `linkedin`, `country`, `parent`), if there is one; only the
  ///   id is required.
  /// - Throws: `RunFailure` for a missing column, a broken row, a blank id, an id twice or a list
  ///   without accounts; `FileFault` for a file that cannot be read.
  package static func read(path: String, columns: [AccountColumn: String]) throws -> AccountList {
    var accounts: [Account] = []
    var lineNumbers: [Int] = []
    var layout = AccountColumns()
    try readList(
      path: path,
      onHeader: { layout = try AccountColumns(columns, header: $0, path: path) },
      onRow: { row in
        try row.checkShape(width: layout.headerWidth, path: path)
        accounts.append(layout.account(in: row))
        lineNumbers.append(row.lineNumber)
      })
    return try AccountList(path: path, accounts: accounts, lineNumbers: lineNumbers)
  }

  /// - Throws: `RunFailure` for a blank id, an id twice or no account at all.
  init(path: String, accounts: [Account], lineNumbers: [Int]) throws {
    guard !accounts.isEmpty else { throw RunFailure.accountListEmpty(path: path) }
    self.path = path
    self.accounts = accounts
    self.lineNumbers = lineNumbers
    self.places = Dictionary(minimumCapacity: accounts.count)
    for (place, account) in accounts.enumerated() {
      guard !account.id.text.isEmpty else {
        throw RunFailure.accountIDBlank(path: path, lineNumber: lineNumbers[place])
      }
      if let first = places.updateValue(UInt32(place), forKey: account.id.text) {
        throw RunFailure.accountIDTwice(
          account.id, path: path, lineNumber: lineNumbers[place],
          firstLineNumber: lineNumbers[Int(first)])
      }
    }
  }
}
