import AdModel
import CSV
import Ingest
import Normalize

/// The rows of the file with contacts: who they are, and which companies they belong to.
///
/// What stands in it is personal: nothing of a row reaches a message or a reject.
struct ContactFile {
  /// As the pipeline file writes it.
  let shownPath: String
  /// Of the companies, each once, in the order of the file.
  private(set) var identities: [RawIdentity] = []
  /// In the order of the file, each with its company's place among the identities.
  private(set) var contacts: [(identity: Int, contact: Contact)] = []
  private(set) var rejects: [Reject] = []
  private(set) var rejectedCount = 0
  private(set) var rowCount = 0
  /// Whether there is no such file, which the pipeline file allows.
  private(set) var isMissing = false

  /// - Throws: `FileFault`; `RunFailure` when columns are missing, or there is no file or no row
  ///   though the pipeline file does not allow it.
  init(_ settings: ContactSettings, _ inputs: RunInputs) throws {
    self.shownPath = settings.file
    if settings.mayBeEmpty, !inputs.isThere(settings.file, .contacts) {
      self.isMissing = true
      return
    }
    var columns: Columns?
    try readList(path: try inputs.path(of: settings.file, .contacts)) { header in
      columns = try Columns(header, settings)
      repeatedColumns = Columns.repeated(header, settings)
    } onRow: { row in
      if let columns { take(row, columns) }
    }
    guard rowCount > 0 || settings.mayBeEmpty else {
      throw RunFailure.contactsEmpty(settings.file)
    }
  }

  private var identityPlaces: [RawIdentity: Int] = [:]
  /// Columns that are asked for and stand several times; the first counts.
  private(set) var repeatedColumns: [String] = []

  private mutating func take(_ row: borrowing ListRow, _ columns: Columns) {
    rowCount += 1
    guard row.fault == nil, row.fieldCount == columns.count else {
      let fault = row.fault.map { Reject.Reason($0) } ?? .fieldCount
      return reject(row, fault, "the row does not fit the header")
    }
    for condition in columns.conditions
    where !condition.values.contains(row.text(condition.column)) {
      return
    }
    func text(_ column: ContactColumn) -> String {
      columns.places[column].map { row.text($0) } ?? ""
    }
    let identity = RawIdentity(
      listID: text(.accountID), domain: text(.accountDomain), linkedIn: text(.accountLinkedIn),
      name: text(.accountName), country: text(.accountCountry))
    guard identity != RawIdentity(country: identity.country) else {
      return reject(row, .blankAccount, "no column says which company this is")
    }
    var contact = Contact()
    contact.email = text(.email)
    contact.phone = text(.phone)
    contact.firstName = text(.firstName)
    contact.lastName = text(.lastName)
    contact.jobTitle = text(.jobTitle)
    contact.city = text(.city)
    contact.state = text(.state)
    contact.zip = text(.zip)
    contact.country = text(.country)
    contact.idfa = text(.idfa)
    contact.aaid = text(.aaid)
    let place = identityPlaces[identity] ?? identities.count
    if place == identities.count {
      identities.append(identity)
      identityPlaces[identity] = place
    }
    contacts.append((place, contact))
  }

  /// The row's own text is left out.
  private mutating func reject(
    _ row: borrowing ListRow, _ reason: Reject.Reason, _ message: String
  ) {
    rejectedCount += 1
    guard rejectedCount <= Reject.shownPerReason else { return }
    rejects.append(
      Reject(
        recordNumber: rowCount, lineNumber: row.lineNumber, byteOffset: row.byteOffset,
        column: "", reason: reason, message: message, text: ""))
  }

  /// The contacts of each account; those of unknown companies are nobody's.
  func book(_ resolver: AccountResolver, _ resolution: AccountResolution) -> ContactBook {
    let accounts = resolver.accounts(identities, in: resolution)
    var book: [AccountIndex: [Contact]] = [:]
    for (identity, contact) in contacts {
      if let account = accounts[identity] { book[account, default: []].append(contact) }
    }
    return ContactBook(book)
  }

  /// Where the columns stand.
  private struct Columns {
    let count: Int
    var places: [ContactColumn: Int] = [:]
    var conditions: [(column: Int, values: [String])] = []

    /// The columns that are asked for and that the header names several times.
    static func repeated(_ header: [String], _ settings: ContactSettings) -> [String] {
      let wanted =
        ContactColumn.allCases.compactMap { settings.columns[$0] }
        + settings.conditions.map(\.column)
      return header.enumerated().filter { place, name in
        header.firstIndex(of: name) == place && wanted.contains(name)
          && header.lastIndex(of: name) != place
      }.map(\.element)
    }

    init(_ header: [String], _ settings: ContactSettings) throws {
      let mend = "correct 'contacts', or export the file with its header line"
      if header.isEmpty { throw RunFailure.emptyFile(settings.file, mend: mend) }
      let wanted =
        ContactColumn.allCases.compactMap { settings.columns[$0] }
        + settings.conditions.map(\.column)
      let missing = wanted.filter { !header.contains($0) }
      guard missing.isEmpty else {
        // What stands there may be a person: it is not told.
        throw RunFailure.contactColumnsMissing(settings.file, missing)
      }
      self.count = header.count
      for (column, name) in settings.columns { places[column] = header.firstIndex(of: name) }
      for condition in settings.conditions {
        if let place = header.firstIndex(of: condition.column) {
          conditions.append((place, condition.values))
        }
      }
    }
  }
}

extension RunFailure {
  fileprivate static func contactColumnsMissing(
    _ path: String, _ missing: [String]
  ) -> RunFailure {
    let names = missing.map { "'\($0)'" }.joined(separator: ", ")
    return RunFailure(
      kind: "columns_missing", place: "\(path):1",
      what: "the header line has no column\(missing.count == 1 ? "" : "s") \(names)",
      mend: "correct 'contacts', or export the file with its header line")
  }

  fileprivate static func contactsEmpty(_ path: String) -> RunFailure {
    RunFailure(
      kind: "contacts_empty", place: path,
      what: "uploads of people are made from this file, and it has no rows",
      mend: "export it again; if it may really be empty, say 'may_be_empty: true' in 'contacts'")
  }
}
