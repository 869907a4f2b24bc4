import AdModel

/// What is other in an upload of accounts than in an earlier one.
///
/// Whoever applies the two files in either order ends with what the whole file says: what is still in
/// the upload, under whatever account, is never told to be removed.
struct AccountDifference {
  /// Members whose row the earlier upload did not have as it is, sorted.
  private(set) var added: [AccountIndex] = []
  /// Earlier accounts, as they were uploaded, that something is left of which finds nothing in the
  /// upload; what still finds something is blank in them.
  private(set) var removed = AccountRecords()

  /// - Parameters:
  ///   - members: of the upload, sorted.
  ///   - accounts: the table of today.
  init(
    _ rows: UploadForm.AccountRows, _ members: [AccountIndex], _ accounts: AccountRecords,
    _ before: EarlierAccounts
  ) {
    // Both are sorted by the ids.
    var next = 0
    var other: [Int] = []
    for place in before.places {
      if let index = before.indices[place] {
        while next < members.count, members[next] < index {
          added.append(members[next])
          next += 1
        }
        if next < members.count, members[next] == index {
          next += 1
          if AccountDifference.isAlike(before.known, place, accounts, Int(index.number)) {
            continue
          }
          added.append(index)
        }
      }
      other.append(place)
    }
    added += members[next...]
    if !other.isEmpty { remove(other, of: before.known, rows, members, accounts) }
  }

  /// - Parameter places: of earlier accounts whose row is not in the upload as it was.
  private mutating func remove(
    _ places: [Int], of old: AccountRecords, _ rows: UploadForm.AccountRows,
    _ members: [AccountIndex], _ accounts: AccountRecords
  ) {
    let texts = rows.keys.map { key in
      (key: key, uses: KeyUses(key, of: places, old, in: members, accounts))
    }
    var gone = AccountRecordsBuilder()
    for (number, place) in places.enumerated()
    where texts.contains(where: { $0.uses[number] == .gone }) {
      let wanted = texts.filter { $0.uses[number] == .kept }.map(\.key)
      unsafe gone.append(AccountDifference.texts(of: old, place, without: wanted))
    }
    let all = gone.finished()
    removed = all.picked(
      all.indices.filter { rows.need.lack(all, AccountIndex(UInt32($0))) == nil })
  }

  /// The texts of an account, with some of what it is found by blank.
  private static func texts(
    of accounts: AccountRecords, _ place: Int, without keys: [AccountKey]
  ) -> AccountRecords.Texts {
    let none = unsafe UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    var texts = unsafe AccountRecords.Texts(repeating: none)
    for field in AccountRecords.Field.allCases {
      unsafe texts[field.rawValue] = accounts.bytes(field, of: place)
    }
    for key in keys {
      switch key {
      case .id: break
      case .host: unsafe texts[AccountRecords.Field.domain.rawValue] = none
      case .linkedIn: unsafe texts[AccountRecords.Field.linkedIn.rawValue] = none
      case .name: unsafe texts[AccountRecords.Field.name.rawValue] = none
      }
    }
    return unsafe texts
  }

  /// Whether a row of both would be the same.
  private static func isAlike(
    _ one: AccountRecords, _ place: Int, _ other: AccountRecords, _ otherPlace: Int
  ) -> Bool {
    for field in [AccountRecords.Field.name, .domain, .linkedIn, .country]
    where unsafe byteOrder(one.bytes(field, of: place), other.bytes(field, of: otherPlace)) != 0 {
      return false
    }
    return true
  }
}

extension UploadForm.RecordRows {
  /// Rows that an earlier upload did not have as they are.
  package func added(_ rows: [[String]], to old: [[String]]) -> [[String]] {
    if old.isEmpty { return rows }
    var known = RowSet(by: .all, of: old.lazy.map(renewed))
    return rows.filter { !known.contains($0) }
  }

  /// What of an earlier upload is in none of the rows now: what still identifies somebody in them is
  /// blank, and a row that has nothing else is none.
  package func removed(_ old: [[String]], without rows: [[String]]) -> [[String]] {
    if old.isEmpty { return [] }
    var there = keys.map { RowSet(by: .columns($0), of: rows) }
    let identifying = Set(keys.joined())
    var gone: [[String]] = []
    for row in old {
      var kept: [Int] = []
      for (place, columns) in keys.enumerated()
      where columns.allSatisfy({ !row[$0].isEmpty }) && !there[place].contains(row) {
        kept += columns
      }
      if kept.isEmpty { continue }
      let left = row.enumerated().map { column, text in
        identifying.contains(column) && !kept.contains(column) ? "" : text
      }
      gone.append(renewed(left))
    }
    return UploadSelection.sorted(gone)
  }

  /// How the rows of an upload moved, known by what tells them apart.
  ///
  /// - Returns: how many there were, how many came and how many there are; and the rows of those
  ///   that went.
  package func movement(
    from old: [[String]], to rows: [[String]]
  ) -> (before: Int, added: Int, gone: [[String]], after: Int) {
    var before = RowSet(by: toldBy)
    let distinct = old.filter { before.insert($0) }
    var after = RowSet(by: toldBy)
    let added = rows.count { after.insert($0) && !before.contains($0) }
    return (before.count, added, distinct.filter { !after.contains($0) }, after.count)
  }

  /// What a row is told from others by.
  package var toldBy: RowSet.Measure { .firstWhole(keys) }
}
