import AdModel

/// Puts the rows of a partial in order, series by series, from sorted rows and from arrays.
struct RowJoin {
  private(set) var rows: [ExportPartial.Row] = []
  private let tableRows: [ExportPartial.Row]
  private var nextTableRow = 0
  /// The sums of the series at hand by identity, and which of them there are.
  private var sums: [Int64]
  private var isPresent: [Bool]

  /// - Parameters:
  ///   - tableRows: sorted by series, then identity.
  ///   - rowCount: how many rows there will be at most.
  init(tableRows: [ExportPartial.Row], identityCount: Int, rowCount: Int) {
    self.tableRows = tableRows
    self.sums = [Int64](repeating: 0, count: identityCount)
    rows.reserveCapacity(rowCount)
    self.isPresent = [Bool](repeating: false, count: identityCount)
  }

  /// Adds to a sum of the series that `appendArrayRows` ends.
  mutating func add(_ sum: Int64, identity: UInt32) {
    sums[Int(identity)] &+= sum
    isPresent[Int(identity)] = true
  }

  /// Appends the rows of a series that stands in sorted rows alone.
  ///
  /// - Parameter series: larger than those of the calls before, for both functions.
  mutating func appendTableRows(of series: UInt32) {
    while nextTableRow < tableRows.count, tableRows[nextTableRow].series == series {
      rows.append(tableRows[nextTableRow])
      nextTableRow += 1
    }
  }

  /// Appends what was added since the last call, and the sorted rows of the series with it.
  mutating func appendArrayRows(of series: UInt32) {
    while nextTableRow < tableRows.count, tableRows[nextTableRow].series == series {
      add(tableRows[nextTableRow].engagements, identity: tableRows[nextTableRow].identity)
      nextTableRow += 1
    }
    for identity in sums.indices where isPresent[identity] {
      rows.append(
        .init(series: series, identity: UInt32(identity), engagements: sums[identity]))
      sums[identity] = 0
      isPresent[identity] = false
    }
  }
}
