package import AdModel
package import CSV

/// Which of an upload's files is meant.
package enum UploadFile: String, Sendable, CaseIterable {
  case whole
  /// Against the base's upload.
  case added
  case removed
}

/// How the files of one upload are written: a format with what the pipeline file sets of it.
package struct UploadForm: Sendable {
  package enum Rows: Sendable {
    /// A row for each account.
    case accounts(AccountRows)
    /// Rows that are told apart by what stands in them, whatever account they come from.
    case records(RecordRows)
  }

  /// The columns' names, also where the dialect has no header line.
  package var header: [String]
  package var dialect: OutputDialect
  package var limits: UploadLimits
  /// What stands between the header and the first row, with as many fields: in the first file, or in
  /// a further one where the rows are cut into several.
  package var lead: @Sendable (UploadFile, _ isFurther: Bool) -> [[String]]
  package var rows: Rows

  package init(
    header: [String], dialect: OutputDialect = .standard, limits: UploadLimits,
    lead: @escaping @Sendable (UploadFile, _ isFurther: Bool) -> [[String]] = { _, _ in [] },
    rows: Rows
  ) {
    self.header = header
    self.dialect = dialect
    self.limits = limits
    self.lead = lead
    self.rows = rows
  }

  /// The rows of files that were written in this form: without header line and what leads.
  ///
  /// - Parameter files: each with all its rows, none of them altered.
  /// - Returns: nil when a file has other columns.
  package func records(in files: [[[String]]]) -> [[String]]? {
    let leadCount = lead(.whole, false).count
    var records: [[String]] = []
    for file in files {
      var rows = file[...]
      if dialect.hasHeader {
        guard rows.first == header else { return nil }
        rows = rows.dropFirst()
      }
      // A file without any row has one without fields.
      records += rows.dropFirst(leadCount).filter { !$0.isEmpty }
    }
    return records.allSatisfy { $0.count == header.count } ? records : nil
  }

  /// How many rows files have whose columns may be others: without header line and what leads.
  package func rowCount(in files: [[[String]]]) -> Int {
    let leading = (dialect.hasHeader ? 1 : 0) + lead(.whole, false).count
    return files.reduce(0) { $0 + max(0, $1.filter { !$0.isEmpty }.count - leading) }
  }

  /// What an account must have for a row, and the row.
  package struct AccountRows: Sendable {
    package var need: AccountNeed
    /// What the platform tells accounts apart by, best first.
    package var keys: [AccountKey]
    /// Writes as many fields as the header has.
    package var fields: @Sendable (AccountRow) -> Void

    package init(
      need: AccountNeed, keys: [AccountKey], fields: @escaping @Sendable (AccountRow) -> Void
    ) {
      self.need = need
      self.keys = keys
      self.fields = fields
    }

    /// Writes the rows of the accounts at some places.
    func write(
      _ places: some Sequence<Int>, of accounts: AccountRecords, to writer: CSVWriter
    ) throws {
      var row = AccountRow(accounts, to: writer)
      for place in places {
        row.place = place
        fields(row)
        try writer.endRow()
      }
    }
  }

  /// Rows as texts.
  package struct RecordRows: Sendable {
    package enum Origin: Sendable {
      /// The row of an account that has what the platform needs.
      case accounts(need: AccountNeed, @Sendable (AccountRecords, _ place: Int) -> [String])
      /// The row of a contact of an account.
      case contacts(@Sendable (Contact, Account) -> ContactRow)
    }

    package var origin: Origin
    /// Columns that tell rows apart, the best ones first: of each row the first group counts whose
    /// fields are all there, and all of it when there is none.
    package var keys: [[Int]]
    /// A row of an earlier file as it is written now, where something in it is the file's and not
    /// the row's own.
    package var renewed: @Sendable ([String]) -> [String]

    package init(
      origin: Origin, keys: [[Int]],
      renewed: @escaping @Sendable ([String]) -> [String] = { $0 }
    ) {
      self.origin = origin
      self.keys = keys
      self.renewed = renewed
    }
  }
}

/// The row of a contact, and what of the contact could not be used for it.
package struct ContactRow: Sendable, Equatable {
  /// As many as the header has; nil when nothing in them would identify a person.
  package var fields: [String]?
  /// Columns that say something which is no address, no number, no country.
  package var unusable: [ContactColumn]

  package init(_ fields: [String]?, unusable: [ContactColumn] = []) {
    self.fields = fields
    self.unusable = unusable
  }
}
