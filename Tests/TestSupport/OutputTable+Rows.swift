package import CSV

extension OutputTable {
  /// A table of texts alone.
  package init(path: String, header: [String], rows: [[String]]) {
    self.init(path: path, header: header) { writer in
      for row in rows { try writer.row(row) }
    }
  }
}

extension CSVWriter {
  /// Writes a row of texts.
  package func row(_ fields: [String]) throws {
    for text in fields { field(text) }
    try endRow()
  }
}
