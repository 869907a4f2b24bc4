package import AdModel
package import CSV

/// What an earlier upload held, for files to be compared with.
package enum UploadBefore: Sendable {
  /// There was none.
  case none
  case accounts(EarlierAccounts)
  case records([[String]])
  /// There was one whose rows cannot be compared: they have other columns, or personal data stands
  /// in them in another way.
  case incomparable(rowCount: Int)
}

/// One file of an upload.
package struct UploadTable: Sendable {
  package let file: UploadFile
  package let table: OutputTable
  /// Header line and what leads not counted.
  package let rowCount: Int
}

/// The rows of an upload's files.
package struct UploadContent: Sendable {
  package let upload: Upload
  package let form: UploadForm
  package let whole: UploadRows
  package let added: UploadRows
  package let removed: UploadRows
  /// Nil for one that these rows can be compared with; else how many rows the earlier upload had:
  /// all rows count as added then, and none as removed.
  package let incomparableRowCount: Int?
  /// Of the earlier upload; empty for one that cannot be compared, or whose rows are accounts.
  package let recordsBefore: [[String]]

  /// Of the earlier upload; nil where there was none, or its rows are no accounts.
  package let accountsBefore: EarlierAccounts?

  /// - Parameter selection: of the same form.
  package init(
    _ upload: Upload, _ form: UploadForm, _ selection: UploadSelection?, accounts: AccountTable,
    before: UploadBefore
  ) {
    self.upload = upload
    self.form = form
    self.incomparableRowCount =
      if case .incomparable(let count) = before { count } else { nil }
    self.accountsBefore = if case .accounts(let accounts) = before { accounts } else { nil }
    self.recordsBefore = if case .records(let records) = before { records } else { [] }
    switch form.rows {
    case .records(let rows):
      let records = selection?.records ?? []
      self.whole = .records(records)
      self.added = .records(rows.added(records, to: recordsBefore))
      self.removed = .records(rows.removed(recordsBefore, without: records))
    case .accounts(let rows):
      let members = selection?.accounts ?? []
      self.whole = .members(members)
      guard let accountsBefore else {
        self.added = .members(members)
        self.removed = .accounts(AccountRecords())
        return
      }
      let difference = AccountDifference(rows, members, accounts.accounts, accountsBefore)
      self.added = .members(difference.added)
      self.removed = .accounts(difference.removed)
    }
  }

  package func rows(of file: UploadFile) -> UploadRows {
    switch file {
    case .whole: whole
    case .added: added
    case .removed: removed
    }
  }

  /// The tables of all its files; a file that would be longer than the platform takes is cut into
  /// `-1`, `-2`…
  ///
  /// - Parameter folder: that the uploads' own folders are in, with a slash at its end; blank for
  ///   none.
  package func tables(
    _ accounts: AccountTable, in folder: String = "uploads/",
    files: [UploadFile] = UploadFile.allCases
  ) throws -> [UploadTable] {
    try files.flatMap { file in
      let rows = rows(of: file)
      let lead = form.lead(file, false)
      let parts = try UploadParts.cut(
        rows.count, form, leadRowCount: lead.count, leadBytes: try openingSize(lead)
      ) { try sizes(of: rows, accounts) }
      let stem = "\(folder)\(upload.format)/\(upload.segment)\(file.suffix)"
      return parts.enumerated().map { number, part in
        let path = parts.count == 1 ? "\(stem).csv" : "\(stem)-\(number + 1).csv"
        return UploadTable(
          file: file, table: table(path, form.lead(file, number > 0), rows, part, accounts),
          rowCount: part.count)
      }
    }
  }

  private func table(
    _ path: String, _ lead: [[String]], _ rows: UploadRows, _ part: Range<Int>,
    _ accounts: AccountTable
  ) -> OutputTable {
    var stretches = OutputTable.stretches(of: part.count).map {
      $0.lowerBound + part.lowerBound..<$0.upperBound + part.lowerBound
    }
    if stretches.isEmpty { stretches = [part] }
    let form = form
    return OutputTable(
      path: path, header: form.header, dialect: form.dialect, stretches: stretches
    ) { stretch, writer in
      if stretch.lowerBound == part.lowerBound { try UploadContent.write(lead, to: writer) }
      try rows.write(stretch, form, accounts, to: writer)
    }
  }

  private static func write(_ lead: [[String]], to writer: CSVWriter) throws {
    for row in lead {
      for field in row { writer.field(field) }
      try writer.endRow()
    }
  }

  /// Bytes before the first row.
  private func openingSize(_ lead: [[String]]) throws -> Int {
    let writer = CSVWriter()
    writer.begin(NoSink(), columnCount: form.header.count, dialect: form.dialect)
    try writer.opening(form.header)
    try UploadContent.write(lead, to: writer)
    return writer.byteCount
  }

  /// Bytes of each row.
  private func sizes(of rows: UploadRows, _ accounts: AccountTable) throws -> [Int] {
    let writer = CSVWriter()
    writer.begin(NoSink(), columnCount: form.header.count, dialect: form.dialect)
    var before = 0
    return try (0..<rows.count).map { place in
      try rows.write(place..<place + 1, form, accounts, to: writer)
      defer { before = writer.byteCount }
      return writer.byteCount - before
    }
  }
}

extension UploadFile {
  /// What its name has behind the segment's id.
  package var suffix: String {
    switch self {
    case .whole: ""
    case .added: ".added"
    case .removed: ".removed"
    }
  }
}
