internal import AdModel
internal import CSV

/// Where an account list holds what it says of a company.
struct AccountColumns: Sendable {
  private(set) var headerWidth = 0
  private var places: [AccountColumn: Int] = [:]

  init() {}

  /// - Throws: `RunFailure` when a named column, or that of the ids, is missing or there twice.
  init(_ names: [AccountColumn: String], header: [String], path: String) throws {
    headerWidth = header.count
    for column in AccountColumn.allCases {
      let isRequired = names[column] != nil || column == .id
      let name = names[column] ?? column.rawValue
      if let place = try columnPlace(of: name, in: header, path: path, isRequired: isRequired) {
        places[column] = place
      }
    }
  }

  /// The account a row states.
  func account(in row: borrowing ListRow) -> Account {
    let parent = text(.parent, in: row)
    return Account(
      id: AccountID(text(.id, in: row)), name: text(.name, in: row),
      domain: text(.domain, in: row), linkedIn: text(.linkedIn, in: row),
      country: text(.country, in: row), parentID: parent.isEmpty ? nil : AccountID(parent))
  }

  private func text(_ column: AccountColumn, in row: borrowing ListRow) -> String {
    guard let place = places[column] else { return "" }
    return row.text(place)
  }
}

/// The place of a column with this very name.
///
/// - Throws: `RunFailure` when it is required and missing, or when there are two.
func columnPlace(
  of name: String, in header: [String], path: String, isRequired: Bool
) throws -> Int? {
  guard let place = header.firstIndex(of: name) else {
    guard isRequired else { return nil }
    throw RunFailure.columnMissing(name, header: header, path: path)
  }
  guard header.lastIndex(of: name) == place else {
    throw RunFailure.columnTwice(name, path: path)
  }
  return place
}

extension ListRow {
  /// - Throws: `RunFailure` for a row that cannot be read or is longer or shorter than the header.
  func checkShape(width: Int, path: String) throws {
    if let fault {
      throw RunFailure.listRowUnreadable(fault, path: path, lineNumber: lineNumber)
    }
    guard fieldCount == width else {
      throw RunFailure.listRowOfOtherWidth(
        fieldCount, headerWidth: width, path: path, lineNumber: lineNumber)
    }
  }
}
