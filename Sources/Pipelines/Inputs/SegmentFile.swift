import AdModel
import CSV
import Files
import Ingest

/// The rows of a CRM export that make a `from:` segment.
struct SegmentFile {
  let shownPath: String
  /// Those whose conditions hold, as the file lists them.
  private(set) var identities = IdentityStretch([])
  /// One per identity: the last as-of day on which its row counts; nil without a date.
  private(set) var lastDays: [CalendarDay?] = []
  private(set) var rejects: [Reject] = []
  /// Rows set aside, those that are not kept included.
  private(set) var rejectedCount = 0
  private(set) var rowCount = 0
  /// Whether there is no such file, which the segment allows.
  private(set) var isMissing = false

  /// - Throws: `FileFault`; `RunFailure` when columns are missing, or there is no file or no row
  ///   though the segment may not be empty.
  init(
    _ segment: Segment, _ origin: Segment.Origin, _ inputs: RunInputs, asOf: CalendarDay
  ) throws {
    let found = try SegmentFile.newest(origin, inputs, asOf: asOf)
    self.shownPath = found ?? origin.file
    guard found != nil else {
      guard origin.mayBeEmpty else {
        throw RunFailure.segmentFileMissing(origin.file, segment: segment.id, asOf: asOf)
      }
      self.isMissing = true
      return
    }
    var columns: Columns?
    var rows = Rows(origin: origin, asOf: asOf)
    let shownPath = self.shownPath
    try readList(path: try inputs.path(of: shownPath, .segment)) { header in
      columns = try Columns(header, origin, shownPath)
      rows.header = header
    } onRow: { row in
      if let columns { rows.take(row, columns) }
    }
    guard rows.count > 0 || origin.mayBeEmpty else {
      throw RunFailure.segmentFileEmpty(shownPath, segment: segment.id)
    }
    self.identities = IdentityStretch(rows.identities)
    self.lastDays = rows.lastDays
    self.rejects = rows.rejects
    self.rejectedCount = rows.rejectedCount
    self.rowCount = rows.count
  }

  /// The file of the newest `{last_day}` up to the as-of day, or the one file of a plain pattern; nil
  /// when there is none. Of files that a run recorded the newest is the one that it read.
  private static func newest(
    _ origin: Segment.Origin, _ inputs: RunInputs, asOf: CalendarDay
  ) throws -> String? {
    let matches = try inputs.matches(Ingest.FilePattern(origin.file), .segment)
      .filter { match in inputs.isRecorded || match.facts.lastDay.map { $0 <= asOf } ?? true }
    let newest = matches.max { left, right in
      let (one, other) = (left.facts.lastDay, right.facts.lastDay)
      if let one, let other, one != other { return one < other }
      return left.shownPath.precedesInBytes(right.shownPath)
    }
    guard let path = newest?.shownPath else { return nil }
    return inputs.isThere(path, .segment) || !origin.mayBeEmpty ? path : nil
  }

  /// Warnings about rows that were set aside, and about conditions that no row meets.
  func warnings(_ segment: SegmentID) -> [RunWarning] {
    let place = "segment '\(segment)'"
    if isMissing {
      return [
        RunWarning(
          kind: "segment_file_missing", place: place,
          message: "no file \(shownPath) is there, so it is empty")
      ]
    }
    if rejectedCount > 0 {
      return [
        RunWarning(
          kind: "segment_rows_rejected", place: place,
          message: "\(rejectedCount) of \(rowCount) rows of \(shownPath) were rejected; their "
            + "companies are not in it")
      ]
    }
    guard identities.isEmpty, rowCount > 0 else { return [] }
    return [
      RunWarning(
        kind: "segment_empty", place: place,
        message: "no row of \(shownPath) meets its conditions")
    ]
  }

  /// Where the columns a segment needs stand.
  private struct Columns {
    var account: [AccountColumn: Int] = [:]
    var conditions: [(column: Int, values: [String])] = []
    var date: Int?

    init(_ header: [String], _ origin: Segment.Origin, _ path: String) throws {
      let mend = "correct the segment's 'from', or export the file with its header line"
      if header.isEmpty { throw RunFailure.emptyFile(path, mend: mend) }
      let wanted =
        AccountColumn.allCases.compactMap { origin.columns[$0] }
        + origin.conditions.map(\.column) + [origin.dateColumn].compactMap(\.self)
      let missing = wanted.filter { !header.contains($0) }
      guard missing.isEmpty else {
        throw RunFailure.columnsMissing(
          path, line: 1, missing: missing, present: header, mend: mend)
      }
      for (column, name) in origin.columns { account[column] = header.firstIndex(of: name) }
      for condition in origin.conditions {
        if let place = header.firstIndex(of: condition.column) {
          conditions.append((place, condition.values))
        }
      }
      self.date = origin.dateColumn.flatMap { header.firstIndex(of: $0) }
    }
  }

  private struct Rows {
    let origin: Segment.Origin
    let asOf: CalendarDay
    var header: [String] = []
    var identities: [RawIdentity] = []
    var lastDays: [CalendarDay?] = []
    var rejects: [Reject] = []
    var rejectedCount = 0
    var count = 0

    mutating func take(_ row: borrowing ListRow, _ columns: Columns) {
      count += 1
      guard row.fault == nil, row.fieldCount == header.count else {
        let fault = row.fault.map { Reject.Reason($0) } ?? .fieldCount
        return reject(row, fault, column: "", "the row does not fit the header")
      }
      for condition in columns.conditions
      where !condition.values.contains(row.text(condition.column)) {
        return
      }
      var lastDay: CalendarDay?
      if let column = columns.date, let within = origin.withinDays {
        guard let day = CalendarDay(row.text(column)) else {
          return reject(
            row, .invalidDate, column: header[column], "'\(row.text(column))' is not a day")
        }
        guard asOf.advanced(by: -within) <= day, day <= asOf else { return }
        lastDay = day.advanced(by: within)
      }
      func text(_ column: AccountColumn) -> String {
        columns.account[column].map { row.text($0) } ?? ""
      }
      let identity = RawIdentity(
        listID: text(.id), domain: text(.domain), linkedIn: text(.linkedIn), name: text(.name),
        country: text(.country))
      guard identity != RawIdentity(country: identity.country) else {
        return reject(row, .blankAccount, column: "", "no column says which company this is")
      }
      identities.append(identity)
      lastDays.append(lastDay)
    }

    private mutating func reject(
      _ row: borrowing ListRow, _ reason: Reject.Reason, column: String, _ message: String
    ) {
      rejectedCount += 1
      guard rejectedCount <= Reject.shownPerReason else { return }
      rejects.append(
        Reject(
          recordNumber: count, lineNumber: row.lineNumber, byteOffset: row.byteOffset,
          column: column, reason: reason, message: message, text: row.rawText))
    }
  }
}

extension Reject.Reason {
  init(_ fault: RecordFault) {
    self =
      switch fault {
      case .strayQuote: .strayQuote
      case .unclosedQuote: .unclosedQuote
      case .tooLong: .recordTooLong
      case .notText: .invalidEncoding
      }
  }
}
