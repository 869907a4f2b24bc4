package import AdModel
import CSV
import Files

/// The rows of one kind of file of an upload, in their order.
package enum UploadRows: Sendable {
  /// Of the run's table.
  case members([AccountIndex])
  /// Accounts some of which the run no longer knows.
  case accounts(AccountRecords)
  case records([[String]])

  package var count: Int {
    switch self {
    case .members(let members): members.count
    case .accounts(let accounts): accounts.count
    case .records(let records): records.count
    }
  }

  /// Writes some rows, lead rows not among them.
  func write(
    _ places: Range<Int>, _ form: UploadForm, _ table: AccountTable, to writer: CSVWriter
  ) throws {
    switch (self, form.rows) {
    case (.members(let members), .accounts(let rows)):
      try rows.write(
        members[places].lazy.map { Int($0.number) }, of: table.accounts, to: writer)
    case (.accounts(let accounts), .accounts(let rows)):
      try rows.write(places, of: accounts, to: writer)
    case (.records(let records), .records):
      for place in places {
        for field in records[place] { writer.field(field) }
        try writer.endRow()
      }
    default:
      preconditionFailure("rows are of the kind that the form has")
    }
  }
}

/// How the rows of an upload are cut into files, where a platform takes no more in one.
enum UploadParts {
  /// The rows of each file, all files about as long: a rest of a few rows would be less than what
  /// some platforms need. One file without rows when there are none.
  ///
  /// A row that is too long by itself stands in a file all the same.
  ///
  /// - Parameter sizes: bytes of each row; looked at only when the form limits bytes.
  static func cut(
    _ count: Int, _ form: UploadForm, leadRowCount: Int, leadBytes: Int, sizes: () throws -> [Int]
  ) rethrows -> [Range<Int>] {
    var partCount = 1
    if let limit = form.limits.maximumRows.map({ max(1, $0 - leadRowCount) }), count > limit {
      partCount = (count + limit - 1) / limit
    }
    guard let byteLimit = form.limits.maximumBytes else { return even(count, partCount) }
    // Where the bytes before each row end.
    var ends = [0]
    ends.reserveCapacity(count + 1)
    for size in try sizes() { ends.append(ends[ends.count - 1] + size) }
    let room = max(1, byteLimit - leadBytes)
    partCount = max(partCount, min(max(1, count), (ends[count] + room - 1) / room))
    while true {
      let parts = even(count, partCount)
      let isFine = parts.allSatisfy {
        $0.count <= 1 || ends[$0.upperBound] - ends[$0.lowerBound] <= room
      }
      if isFine || partCount >= count { return parts }
      partCount += 1
    }
  }

  /// So many ranges whose lengths differ by one at most.
  private static func even(_ count: Int, _ partCount: Int) -> [Range<Int>] {
    (0..<partCount).map { part in
      part * count / partCount..<(part + 1) * count / partCount
    }
  }
}

/// Takes bytes and keeps none, for a writer that is asked for sizes alone.
final class NoSink: ByteSink {
  func write(_ bytes: UnsafeRawBufferPointer) {}
}
