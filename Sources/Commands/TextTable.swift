/// Columns for people.
enum TextTable {
  /// Rows with their columns below each other: the first to the left; the others to the right in a
  /// table of figures, to the left in a list.
  ///
  /// - Parameters:
  ///   - indent: spaces before each row; with any, the rows are a list.
  ///   - texts: columns of a table of figures that hold none.
  static func lines(
    _ rows: [[String]], indent: Int = 0, texts: Set<Int> = [0]
  ) -> [String] {
    let columnCount = rows.map(\.count).max() ?? 0
    let widths = (0..<columnCount).map { column in
      rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
    }
    return rows.map { row in
      let cells = row.enumerated().map { column, text in
        let padding = String(repeating: " ", count: widths[column] - text.count)
        return texts.contains(column) || indent > 0 ? text + padding : padding + text
      }
      let line = String(repeating: " ", count: indent) + cells.joined(separator: "  ")
      return String(line.reversed().drop { $0 == " " }.reversed())
    }
  }
}
