import AdModel

/// Sorts rows by series, then identity, in two passes of counting, and adds up equal ones.
///
/// Needs room for the rows twice.
enum RowSort {
  static func sort(_ rows: inout [ExportPartial.Row], identityCount: Int, seriesCount: Int) {
    var other = rows
    pass(from: rows, to: &other, bucketCount: identityCount) { Int($0.identity) }
    pass(from: other, to: &rows, bucketCount: seriesCount) { Int($0.series) }
    unite(&rows)
  }

  /// A stable sort by a small number, into an array of the same size.
  private static func pass(
    from rows: [ExportPartial.Row], to sorted: inout [ExportPartial.Row], bucketCount: Int,
    bucket: (ExportPartial.Row) -> Int
  ) {
    var starts = [Int](repeating: 0, count: bucketCount + 1)
    for row in rows { starts[bucket(row) + 1] += 1 }
    for place in 0..<bucketCount { starts[place + 1] += starts[place] }
    for row in rows {
      sorted[starts[bucket(row)]] = row
      starts[bucket(row)] += 1
    }
  }

  /// Adds up neighbours that are alike.
  private static func unite(_ rows: inout [ExportPartial.Row]) {
    guard !rows.isEmpty else { return }
    var last = 0
    for place in 1..<rows.count {
      let row = rows[place]
      if rows[last].series == row.series, rows[last].identity == row.identity {
        rows[last].engagements &+= row.engagements
      } else {
        last += 1
        if last != place { rows[last] = row }
      }
    }
    rows.removeLast(rows.count - last - 1)
  }
}
