package import AdModel
internal import CSV

/// The accounts a pipeline knows of, as the account list states them.
package struct AccountList: Sendable {
  package let path: String
  /// All of them active.
  package let table: AccountTable
  /// The line each account of the table starts on, from 1.
  let lineNumbers: [Int]

  /// Reads a CSV with a header line, one account a row.
  ///
  /// - Parameter columns: header names. A column that is not named here is the one that is called
  ///   like it (`id`, `name`, `domain`, `linkedin`, `country`, `parent`), if there is one; only the
  ///   id is required.
  /// - Throws: `RunFailure` for a missing column, a broken row, a blank id, an id twice or a list
  ///   without accounts; `FileFault` for a file that cannot be read.
  package static func read(path: String, columns: [AccountColumn: String]) throws -> AccountList {
    var accounts = AccountRecordsBuilder()
    var lineNumbers: [Int] = []
    var layout = AccountColumns()
    try readList(
      path: path,
      onHeader: { layout = try AccountColumns(columns, header: $0, path: path) },
      onRow: { row in
        try row.checkShape(width: layout.headerWidth, path: path)
        layout.append(row, to: &accounts)
        lineNumbers.append(row.lineNumber)
      })
    return try AccountList(
      path: path, accounts: accounts.finished(), lineNumbers: lineNumbers)
  }

  /// - Throws: `RunFailure` for a blank id, an id twice or no account at all.
  init(path: String, accounts: AccountRecords, lineNumbers: [Int]) throws {
    guard !accounts.isEmpty else { throw RunFailure.accountListEmpty(path: path) }
    let places = accounts.placesByID()
    let sorted = places.map(accounts.picked) ?? accounts
    let lines = places.map { places in places.map { lineNumbers[$0] } } ?? lineNumbers
    try AccountList.checkIDs(sorted, lineNumbers: lines, path: path)
    self.path = path
    self.table = AccountTable(
      sorted: sorted, isActive: Array(repeating: true, count: sorted.count))
    self.lineNumbers = lines
  }

  private static func checkIDs(
    _ accounts: AccountRecords, lineNumbers: [Int], path: String
  ) throws {
    if unsafe accounts.bytes(.id, of: 0).isEmpty {
      throw RunFailure.accountIDBlank(path: path, lineNumber: lineNumbers[0])
    }
    for place in accounts.indices.dropFirst() where accounts.hasSameID(place - 1, place) {
      throw RunFailure.accountIDTwice(
        accounts.id(of: place), path: path, lineNumber: lineNumbers[place],
        firstLineNumber: lineNumbers[place - 1])
    }
  }
}

extension AccountRecords {
  /// Whether two ids are the same to a reader: equal bytes, or one text in two ways to write it.
  fileprivate func hasSameID(_ one: Int, _ other: Int) -> Bool {
    if order(one, self, other) == 0 { return true }
    let isPlain = unsafe bytes(.id, of: other).allSatisfy { $0 < 0x80 }
    return isPlain ? false : id(of: one) == id(of: other)
  }
}
