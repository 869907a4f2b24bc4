internal import AdModel
internal import CSV

/// Where an account list holds what it says of a company.
struct AccountColumns: Sendable {
  private(set) var headerWidth = 0
  /// By field of an account: its column, -1 for none.
  private var places = InlineArray<6, Int>(repeating: -1)

  init() {}

  /// - Throws: `RunFailure` when a named column, or that of the ids, is missing or there twice.
  init(_ names: [AccountColumn: String], header: [String], path: String) throws {
    headerWidth = header.count
    for column in AccountColumn.allCases {
      let isRequired = names[column] != nil || column == .id
      let name = names[column] ?? column.rawValue
      if let place = try columnPlace(of: name, in: header, path: path, isRequired: isRequired) {
        places[column.field.rawValue] = place
      }
    }
  }

  /// Appends the account that a row states; the row must be one without fault.
  func append(_ row: borrowing ListRow, to accounts: inout AccountRecordsBuilder) {
    var texts = unsafe AccountRecords.Texts(repeating: UnsafeBufferPointer(start: nil, count: 0))
    for field in places.indices where places[field] >= 0 {
      // Sound: the bytes are valid as long as the row, and copied before it goes.
      unsafe texts[field] = row.bytes(places[field])
    }
    unsafe accounts.append(texts)
  }
}

extension AccountColumn {
  fileprivate var field: AccountRecords.Field {
    switch self {
    case .id: .id
    case .name: .name
    case .domain: .domain
    case .linkedIn: .linkedIn
    case .country: .country
    case .parent: .parentID
    }
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
