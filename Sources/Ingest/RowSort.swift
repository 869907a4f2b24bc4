import AdModel

/// Sorts rows by series, then identity, in two passes of counting, and adds up equal ones.
enum RowSort {
  static func sorted(
    _ rows: [ExportPartial.Row], identityCount: Int, seriesCount: Int
  ) -> [ExportPartial.Row] {
    let byIdentity = pass(rows, bucketCount: identityCount) { Int($0.identity) }
    let bySeries = pass(byIdentity, bucketCount: seriesCount) { Int($0.series) }
    return united(bySeries)
  }

  /// A stable sort by a small number.
  private static func pass(
    _ rows: [ExportPartial.Row], bucketCount: Int, bucket: (ExportPartial.Row) -> Int
  ) -> [ExportPartial.Row] {
    var starts = [Int](repeating: 0, count: bucketCount + 1)
    for row in rows { starts[bucket(row) + 1] += 1 }
    for place in 0..<bucketCount { starts[place + 1] += starts[place] }
    var sorted = rows
    for row in rows {
      sorted[starts[bucket(row)]] = row
      starts[bucket(row)] += 1
    }
    return sorted
  }

  private static func united(_ rows: [ExportPartial.Row]) -> [ExportPartial.Row] {
    var united: [ExportPartial.Row] = []
    united.reserveCapacity(rows.count)
    for row in rows {
      if let last = united.last, last.series == row.series, last.identity == row.identity {
        united[united.count - 1].engagements += row.engagements
      } else {
        united.append(row)
      }
    }
    return united
  }
}
