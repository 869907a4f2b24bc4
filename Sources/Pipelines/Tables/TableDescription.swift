import CSV
import Runs

/// What a table of a run holds, column by column; `datapackage.json` is made of it.
struct TableDescription {
  let about: String
  let columns: [DataPackage.Field]
  /// Columns that are never blank and together the same in no two rows; empty for none.
  let key: [String]
  /// Whether a blank field says that nothing is known.
  let hasMissingValues: Bool

  init(
    _ about: String, key: [String] = [], hasMissingValues: Bool = true,
    _ columns: [DataPackage.Field]
  ) {
    self.about = about
    self.columns = columns
    self.key = key
    self.hasMissingValues = hasMissingValues
  }

  /// The description of a table as runs write it.
  init(of table: OutputTable) {
    if let stageTable = TableDescription.ofStages[table.path] {
      self = stageTable
    } else if table.path.hasPrefix("segments/") {
      self = .segment
    } else {
      precondition(table.path.hasPrefix("uploads/"), "every table is described")
      self = .upload(table)
    }
    precondition(
      columns.map(\.name) == table.header, "the description of \(table.path) names its columns")
  }

  var schema: DataPackage.Schema {
    DataPackage.Schema(
      fields: columns, missingValues: hasMissingValues ? [""] : [],
      primaryKey: key.isEmpty ? nil : key)
  }

  /// `segments/<id>.csv`.
  private static let segment = TableDescription(
    "Who is in the segment after the run. Text that a spreadsheet would run as a formula has an "
      + "apostrophe in front", key: ["account_id"],
    [
      .init("account_id", .string, "The account"),
      .init("name", .string, "Its name"),
      .init("domain", .string, "Its domain"),
      .init("linkedin", .string, "Its LinkedIn page"),
      .init("country", .string, "Its country"),
      .init("since", .date, "The day its membership began"),
      .init("workflow", .string, "The workflow of that day; blank for initial members"),
    ])

  /// `uploads/<format>/<id>.csv` and the changes beside it: a header of the platform's own, and
  /// texts alone, blank ones included.
  private static func upload(_ table: OutputTable) -> TableDescription {
    let about =
      if table.path.contains(/\.added(-[0-9]+)?\.csv$/) {
        "Rows of the upload that the upload of the base run did not have"
      } else if table.path.contains(/\.removed(-[0-9]+)?\.csv$/) {
        "Rows of the base run's upload that are no longer in the upload"
      } else {
        "Ready to upload: members of the segment that are not held back"
      }
    return TableDescription(
      about, hasMissingValues: false, table.header.map { .init($0, .string) })
  }
}

extension DataPackage {
  /// The package of a run whose tables are written.
  ///
  /// A file without a header line that has no rows is left out: readers of packages refuse a file
  /// without any byte, or with a byte order mark alone.
  ///
  /// - Parameter files: one for each table.
  init(titled title: String, of tables: [OutputTable], files: [Manifest.Output]) {
    let fileOfPath = Dictionary(files.map { ($0.path, $0) }, uniquingKeysWith: { $1 })
    self.init(
      titled: title,
      of: tables.compactMap { table in
        guard let file = fileOfPath[table.path] else {
          preconditionFailure("\(table.path) was written")
        }
        let emptySize = table.dialect.hasByteOrderMark ? 3 : 0
        guard table.dialect.hasHeader || file.bytes > emptySize else { return nil }
        let description = TableDescription(of: table)
        return Table(
          description: description.about, schema: description.schema, dialect: table.dialect,
          file: file)
      })
  }
}
