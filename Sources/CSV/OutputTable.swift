/// A CSV that a run leaves behind: its place, its header, and what writes its rows.
package struct OutputTable: Sendable {
  /// Relative to the run's folder.
  package let path: String
  package let header: [String]
  package let writeRows: @Sendable (CSVWriter) throws -> Void

  /// - Parameter writeRows: writes every row, in its final order.
  package init(
    path: String, header: [String], writeRows: @escaping @Sendable (CSVWriter) throws -> Void
  ) {
    self.path = path
    self.header = header
    self.writeRows = writeRows
  }
}
