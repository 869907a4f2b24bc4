import AdModel

/// What is other in an upload of accounts than in an earlier one.
///
/// Whoever applies the two files in either order ends with what the whole file says: what is still in
/// the upload, under whatever account, is never told to be removed.
struct AccountDifference {
  /// Members whose row the earlier upload did not have as it is, sorted.
  private(set) var added: [AccountIndex] = []
  /// Places of earlier accounts, as they were uploaded, that nothing in the upload is found by.
  private(set) var removed: [Int] = []

  /// - Parameters:
  ///   - members: of the upload, sorted.
  ///   - ids: the accounts of the earlier upload.
  ///   - old: what was known of them then.
  init(
    _ rows: UploadForm.AccountRows, _ members: [AccountIndex], _ accounts: AccountTable,
    _ ids: Set<AccountID>, _ old: AccountRecords
  ) {
    var isMember = [Bool](repeating: false, count: accounts.count)
    for member in members { isMember[Int(member.number)] = true }
    // What is not taken out of these below was uploaded as it is.
    var isNew = isMember
    var other: [Int] = []
    for (place, index) in accounts.indices(of: old, 0..<old.count).enumerated()
    where ids.contains(old.id(of: place)) {
      if let index, isMember[Int(index.number)],
        AccountDifference.isAlike(old, place, accounts.accounts, Int(index.number))
      {
        isNew[Int(index.number)] = false
      } else {
        other.append(place)
      }
    }
    self.added = members.filter { isNew[Int($0.number)] }
    if other.isEmpty { return }
    let keys = other.map { AccountKey.first(of: rows.keys, old, $0) }
    var gone = Set(keys.compactMap(\.self))
    for member in members {
      if let key = AccountKey.first(of: rows.keys, accounts.accounts, Int(member.number)) {
        gone.remove(key)
      }
    }
    self.removed = zip(other, keys).filter { _, key in key.map(gone.contains) ?? false }
      .map(\.0)
      .filter { rows.need.lack(old, AccountIndex(UInt32($0))) == nil }
  }

  /// Whether a row of both would be the same.
  private static func isAlike(
    _ one: AccountRecords, _ place: Int, _ other: AccountRecords, _ otherPlace: Int
  ) -> Bool {
    let fields: [AccountRecords.Field] = [.name, .domain, .linkedIn, .country]
    return fields.allSatisfy {
      unsafe byteOrder(one.bytes($0, of: place), other.bytes($0, of: otherPlace)) == 0
    }
  }
}

extension UploadForm.RecordRows {
  /// Rows that an earlier upload did not have as they are.
  package func added(_ rows: [[String]], to old: [[String]]) -> [[String]] {
    if old.isEmpty { return rows }
    let known = Set(old.map(renewed))
    return rows.filter { !known.contains($0) }
  }

  /// What of an earlier upload is in none of the rows now: what still identifies somebody in them is
  /// blank, and a row that has nothing else is none.
  package func removed(_ old: [[String]], without rows: [[String]]) -> [[String]] {
    if old.isEmpty { return [] }
    let there = keys.map { columns in Set(rows.map { row in columns.map { row[$0] } }) }
    let identifying = Set(keys.joined())
    let gone = old.compactMap { row -> [String]? in
      var kept: Set<Int> = []
      for (columns, known) in zip(keys, there) {
        let values = columns.map { row[$0] }
        if values.allSatisfy({ !$0.isEmpty }), !known.contains(values) {
          kept.formUnion(columns)
        }
      }
      if kept.isEmpty { return nil }
      return row.enumerated().map { column, text in
        identifying.contains(column) && !kept.contains(column) ? "" : text
      }
    }
    return UploadSelection.sorted(gone.map(renewed))
  }

  /// What a row is told from others by: all of it when it has none of the keys.
  package func told(_ row: [String]) -> [String] {
    let key = key(of: row)
    return key.isEmpty ? ["row"] + row : key
  }
}
