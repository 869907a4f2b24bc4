import AdModel
import CSV
import Files

/// The rows of an export that made the counts of some of its identities.
///
/// Found by a second reading of the file, with the same code that counted it, so the rows of an
/// identity, campaign and period always add up to the sum in the partial.
package struct RowTrace: Sendable {
  package struct Row: Sendable, Equatable {
    /// Index into the series of the export's partial.
    package var series: Int
    /// Index into the identities of the export's partial.
    package var identity: Int
    /// The line its record starts on, from 1.
    package var line: Int
    package var engagements: Int64
  }

  /// More than any file has, so that it is read in one go.
  private static let wholeFileBytes = 1 << 62

  /// In the order of the file.
  package let rows: [Row]

  /// - Parameters:
  ///   - export: as it was read of this request.
  ///   - identities: indices into the identities of the export's partial.
  /// - Throws: `FileFault` when the file cannot be read or is no longer what was read.
  package init(
    of identities: some Sequence<Int>, in export: Export, _ request: ExportReading.Request
  ) throws {
    var wanted: [[UInt8]: Int] = [:]
    let keys = try export.counts.partial().identities
    for identity in identities { wanted[Array(keys.key(identity))] = identity }
    let opened = try OpenedExport(
      request, try InputFile(path: request.path), pieceSizeBytes: RowTrace.wholeFileBytes)
    try opened.checkUnchanged(since: export)
    var tracer = IdentityTracer(wanted: wanted)
    let series = try OpenedExport.unpacking(opened.file) {
      try opened.trace(&tracer, encoding: export.encoding)
    }
    try opened.file.checkUnchanged()
    var places: [Int: Int] = [:]
    self.rows = tracer.rows.map { row in
      let place = places[row.series] ?? RowTrace.place(of: series[row.series], in: export.series)
      places[row.series] = place
      guard let identity = tracer.places[row.identity] else {
        preconditionFailure("only rows of wanted identities are kept")
      }
      return Row(series: place, identity: identity, line: row.line, engagements: row.engagements)
    }
  }

  /// The place of a series among the sorted ones of a partial that has it, by halving.
  private static func place(
    of series: ExportPartial.Series, in all: [ExportPartial.Series]
  ) -> Int {
    var low = 0
    var high = all.count
    while low < high {
      let middle = (low + high) / 2
      if all[middle].precedes(series) { low = middle + 1 } else { high = middle }
    }
    precondition(
      low < all.count && all[low].isSame(as: series),
      "the same bytes were read in the same way")
    return low
  }
}

extension RowTrace {
  /// Reads several exports side by side.
  ///
  /// - Parameter wanted: each with the indices of its identities.
  /// - Returns: one trace per export.
  package static func read(
    _ wanted: [(export: Export, request: ExportReading.Request, identities: [Int])], jobs: Int
  ) throws -> [RowTrace] {
    try Parallel.map(wanted, jobs: jobs) { entry, _ in
      try RowTrace(of: entry.identities, in: entry.export, entry.request)
    }
  }
}

extension OpenedExport {
  fileprivate func checkUnchanged(since export: Export) throws {
    guard try Digest(of: file).hex == export.digest else {
      throw FileFault(.changedWhileRead, path: request.path)
    }
  }

  /// Tells a tracer of all rows; gives the series by the counter's numbers.
  fileprivate func trace(
    _ tracer: inout IdentityTracer, encoding: TextEncoding
  ) throws -> [ExportPartial.Series] {
    guard let columns = table.columns else { return [] }
    let box = CounterBox(
      ExportCounter(columns: columns, constants: constants, dialect: table.dialect))
    _ = try readInOneGo(box, encoding: encoding, tracer: &tracer)
    return box.counter.series()
  }
}
