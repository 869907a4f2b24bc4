internal import Files

/// A CSV that a run leaves behind: its place, its header, and what writes its rows.
///
/// A long one is written in stretches, which several threads encode side by side: one behind the
/// other they are its rows.
package struct OutputTable: Sendable {
  /// How many rows make a stretch of a long table.
  package static let stretchLength = 4096

  /// Relative to the run's folder.
  package let path: String
  /// The columns' names, also where the dialect has no header line.
  package let header: [String]
  package let dialect: OutputDialect
  /// At least 1.
  package let stretchCount: Int
  private let writeStretch: @Sendable (Int, CSVWriter) throws -> Void

  /// - Parameter writeRows: writes every row, in its final order.
  package init(
    path: String, header: [String], dialect: OutputDialect = .standard,
    writeRows: @escaping @Sendable (CSVWriter) throws -> Void
  ) {
    self.path = path
    self.header = header
    self.dialect = dialect
    self.stretchCount = 1
    self.writeStretch = { _, writer in try writeRows(writer) }
  }

  /// - Parameters:
  ///   - stretches: what each stretch is of, in the order of the rows.
  ///   - writeRows: writes the rows of one of them, in their final order.
  package init<Stretch: Sendable>(
    path: String, header: [String], dialect: OutputDialect = .standard, stretches: [Stretch],
    writeRows: @escaping @Sendable (Stretch, CSVWriter) throws -> Void
  ) {
    self.path = path
    self.header = header
    self.dialect = dialect
    self.stretchCount = max(1, stretches.count)
    self.writeStretch = { place, writer in
      if place < stretches.count { try writeRows(stretches[place], writer) }
    }
  }

  /// Cuts the places of so many rows into stretches.
  package static func stretches(of rowCount: Int) -> [Range<Int>] {
    Parallel.stretches(of: rowCount, length: stretchLength)
  }

  /// Writes one stretch, the first one with what stands before the rows.
  ///
  /// - Parameter writer: begun with this table's dialect.
  package func write(stretch: Int, to writer: CSVWriter) throws {
    if stretch == 0 { try writer.opening(header) }
    try writeStretch(stretch, writer)
  }
}
