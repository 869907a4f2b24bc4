package import AdModel
import Files

/// Who of a segment's members goes into one upload, and the rows where those are texts.
package struct UploadSelection: Sendable, Equatable {
  /// Sorted.
  package private(set) var accounts: [AccountIndex] = []
  /// Rows of texts, sorted by their bytes, each once; nil for a form whose rows are accounts.
  package private(set) var records: [[String]]?
  /// Members that the platform cannot use, and why: `no_domain`. By account.
  package private(set) var lacks: [(account: AccountIndex, what: String)] = []
  /// Contacts in whose rows nothing would identify a person.
  package private(set) var uselessContactCount = 0
  /// Contacts that also belong to an account that is kept out, and are left out for that.
  package private(set) var keptOutContactCount = 0
  /// By column of the contacts: how many fields say something that is none.
  package private(set) var unusable: [ContactColumn: Int] = [:]

  /// - Parameters:
  ///   - members: sorted.
  ///   - keptOut: accounts that no upload of the segment may reach, members or not, in whatever
  ///     company they are: rows that are theirs too are left out.
  ///   - contacts: nil when they were not read: then every member counts as one with contacts, and
  ///     there are no rows of theirs.
  ///   - jobs: number of threads, at least 1.
  package init(
    _ form: UploadForm, members: [AccountIndex], keptOut: [AccountIndex] = [],
    accounts: AccountTable, contacts: ContactBook?, jobs: Int = 1
  ) {
    switch form.rows {
    case .accounts(let rows):
      select(members, rows.need, accounts)
    case .records(let rows):
      switch rows.origin {
      case .accounts(let need, let row):
        select(members, need, accounts)
        var foreign = RowSet(
          by: rows.toldBy,
          of: keptOut.lazy.filter { need.lack(accounts.accounts, $0) == nil }
            .map { row(accounts.accounts, Int($0.number)) })
        let made = self.accounts.map { row(accounts.accounts, Int($0.number)) }
        if foreign.count == 0 {
          records = UploadSelection.sorted(made)
        } else {
          leaveOut(made, where: { foreign.contains($0) })
        }
      case .contacts(let row):
        guard let contacts else {
          self.accounts = members
          records = []
          return
        }
        var foreign = rows.keys.map { RowSet(by: .columns($0)) }
        for account in keptOut {
          for contact in contacts[account] {
            guard let fields = row(contact, accounts[account]).fields else { continue }
            for place in foreign.indices { foreign[place].insert(fields) }
          }
        }
        select(members, contacts, accounts, jobs: jobs, row) { fields in
          rows.keys.enumerated().contains { place, columns in
            columns.allSatisfy { !fields[$0].isEmpty } && foreign[place].contains(fields)
          }
        }
      }
    }
  }

  /// Rows that were published already.
  package init(records: [[String]]) {
    self.records = records
  }

  private mutating func select(
    _ members: [AccountIndex], _ need: AccountNeed, _ table: AccountTable
  ) {
    for account in members {
      if let what = need.lack(table.accounts, account) { lacks.append((account, what)) }
    }
    accounts = members
    guard !lacks.isEmpty else { return }
    let lacking = Set(lacks.map(\.account))
    accounts.removeAll(where: lacking.contains)
  }

  private mutating func select(
    _ members: [AccountIndex], _ contacts: ContactBook, _ table: AccountTable, jobs: Int,
    _ row: @Sendable (Contact, Account) -> ContactRow, isKeptOut: ([String]) -> Bool
  ) {
    let made = Parallel.map(upTo: members.count, jobs: jobs) { place -> [ContactRow] in
      let own = contacts[members[place]]
      if own.isEmpty { return [] }
      let company = table[members[place]]
      return own.map { row($0, company) }
    }
    var rows: [[String]] = []
    for (account, made) in zip(members, made) {
      let before = rows.count
      for contact in made {
        for column in contact.unusable { unusable[column, default: 0] += 1 }
        guard let fields = contact.fields else {
          uselessContactCount += 1
          continue
        }
        if isKeptOut(fields) { keptOutContactCount += 1 } else { rows.append(fields) }
      }
      if rows.count > before {
        accounts.append(account)
      } else {
        lacks.append(
          (account, made.isEmpty ? HoldReason.noContact : HoldReason.noUsableContact))
      }
    }
    records = UploadSelection.sorted(rows)
  }

  /// Leaves accounts out whose row is somebody else's too.
  private mutating func leaveOut(_ rows: [[String]], where isForeign: ([String]) -> Bool) {
    var kept: [[String]] = []
    var own: [AccountIndex] = []
    for (account, row) in zip(accounts, rows) {
      if isForeign(row) {
        lacks.append((account, HoldReason.noOwnDomain))
      } else {
        own.append(account)
        kept.append(row)
      }
    }
    accounts = own
    lacks.sort { $0.account < $1.account }
    records = UploadSelection.sorted(kept)
  }

  /// Sorted by bytes, field after field, each row once.
  static func sorted(_ rows: [[String]]) -> [[String]] {
    // The first texts nearly always settle it.
    let heads = rows.enumerated().map { place, row in
      (head: TextHead(row.first ?? ""), place: place)
    }
    let sorted = heads.sorted { left, right in
      left.head == right.head
        ? precedes(rows[left.place], rows[right.place]) : left.head < right.head
    }
    var kept: [[String]] = []
    kept.reserveCapacity(rows.count)
    for (_, place) in sorted where kept.last.map({ precedes($0, rows[place]) }) ?? true {
      kept.append(rows[place])
    }
    return kept
  }

  private static func precedes(_ left: [String], _ right: [String]) -> Bool {
    for (one, other) in zip(left, right) {
      if one.precedesInBytes(other) { return true }
      if other.precedesInBytes(one) { return false }
    }
    return left.count < right.count
  }

  package static func == (left: UploadSelection, right: UploadSelection) -> Bool {
    left.accounts == right.accounts && left.records == right.records
      && left.lacks.elementsEqual(right.lacks, by: ==)
      && left.uselessContactCount == right.uselessContactCount
      && left.keptOutContactCount == right.keptOutContactCount && left.unusable == right.unusable
  }
}
