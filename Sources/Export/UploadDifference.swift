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
    let kept = AccountDifference.texts(rows.keys, of: other, old, thatFind: members, accounts)
    let gone = AccountRecords(
      other.compactMap { place -> Account? in
        let wanted = zip(rows.keys, kept).filter { key, texts in
          texts.contains(key.text(old, place))
        }.map(\.0)
        let left = rows.keys.filter { !$0.text(old, place).isEmpty && !wanted.contains($0) }
        return left.isEmpty ? nil : old[place].without(wanted)
      })
    let findable = gone.indices.filter {
      rows.need.lack(gone, AccountIndex(UInt32($0))) == nil
    }
    self.removed = gone.picked(findable)
  }

  /// Of each key the texts of some earlier accounts that a member of the upload has too.
  private static func texts(
    _ keys: [AccountKey], of places: [Int], _ old: AccountRecords, thatFind members: [AccountIndex],
    _ accounts: AccountTable
  ) -> [Set<String>] {
    keys.map { key in
      let sought = Set(places.map { key.text(old, $0) }).subtracting([""])
      if sought.isEmpty { return [] }
      return Set(
        members.lazy.map { key.text(accounts.accounts, Int($0.number)) }.filter(sought.contains))
    }
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

extension Account {
  /// The same with some of what it is found by blank.
  fileprivate func without(_ keys: [AccountKey]) -> Account {
    Account(
      id: id, name: keys.contains(.name) ? "" : name, domain: keys.contains(.host) ? "" : domain,
      linkedIn: keys.contains(.linkedIn) ? "" : linkedIn, country: country, parentID: parentID)
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
