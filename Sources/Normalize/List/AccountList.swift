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
  init(path: String, accounts: consuming [Account], lineNumbers: [Int]) throws {
    guard !accounts.isEmpty else { throw RunFailure.accountListEmpty(path: path) }
    let places = accounts.map(\.id.text).placesInByteOrder()
    accounts.reorder(places)
    let lines = places.map { lineNumbers[$0] }
    try AccountList.checkIDs(accounts, lineNumbers: lines, path: path)
    self.path = path
    self.table = AccountTable(
      sorted: accounts, isActive: Array(repeating: true, count: places.count))
    self.lineNumbers = lines
  }

  private static func checkIDs(_ accounts: [Account], lineNumbers: [Int], path: String) throws {
    if accounts[0].id.text.isEmpty {
      throw RunFailure.accountIDBlank(path: path, lineNumber: lineNumbers[0])
    }
    for place in 1..<accounts.count where accounts[place].id == accounts[place - 1].id {
      throw RunFailure.accountIDTwice(
        accounts[place].id, path: path, lineNumber: lineNumbers[place],
        firstLineNumber: lineNumbers[place - 1])
    }
  }
}

extension Array {
  /// Puts at each index what stood at the place given for it. Elements are moved, not copied: a
  /// copy of a million accounts counts references of five million texts.
  fileprivate mutating func reorder(_ places: [Int]) {
    var places = places
    // An array's own `swapAt` copies.
    var elements = mutableSpan
    for start in places.indices {
      var index = start
      while places[index] != start {
        let next = places[index]
        elements.swapAt(index, next)
        places[index] = index
        index = next
      }
      places[index] = index
    }
  }
}
