import AdModel
import CSV

/// What of an export the rows do not say, because its name, its preamble or its source does.
struct RowConstants: Sendable {
  /// The campaign of every row; nil when the rows name it.
  var campaign: String?
  /// The period of every row; nil when the rows state it.
  var period: Period?
}

/// The hot path: records in, sums per identity, campaign and period out.
///
/// A row costs a look at its wanted fields only: its day and its campaign are most often those of
/// a row just before (kept in small caches), its identity is one probe of `ByteInterner`, its
/// count one step in `SeriesSums`. Nothing is allocated for a row that brings no new identity, campaign
/// or period. One counter serves all pieces of an export that one thread reads.
struct ExportCounter: ~Copyable {
  private let columns: TableColumns
  private let constants: RowConstants
  private let thousandsCommas: Bool
  private let identityColumns: [Int]

  private var identities = ByteInterner()
  /// What is wrong with an identity, by its number; nil when nothing is.
  private var identityFaults: [Reject.Reason?] = []
  private var campaigns = ByteInterner()
  private var campaignFaults: [Reject.Reason?] = []
  private var days = DayCache()
  /// Periods by number, and the numbers by first day << 32 | last day.
  private var periods: [Period] = []
  private var periodNumbers = SumTable()
  /// Series by number: campaign << 32 | period, and the numbers by that.
  private var seriesKeys: [UInt64] = []
  private var seriesNumbers = SumTable()
  private var seriesRowCounts: [Int] = []
  private var seriesSums: [Int64] = []
  /// By series and identity.
  var sums = SeriesSums()
  private var keyScratch = KeyScratch()
  private var lastSeries: (key: UInt64, number: Int) = (.max, 0)
  private var lastPeriod: (key: UInt64, number: Int) = (.max, 0)

  private(set) var log = RejectLog()
  private(set) var recordCount = 0
  private(set) var isTableEnded = false
  private let endsAtBlankLine: Bool

  init(
    columns: TableColumns, constants: RowConstants, thousandsCommas: Bool, endsAtBlankLine: Bool
  ) {
    self.columns = columns
    self.constants = constants
    self.thousandsCommas = thousandsCommas
    self.endsAtBlankLine = endsAtBlankLine
    self.identityColumns = columns.identity.compactMap(\.self)
  }

  /// Starts the numbers of records and the log anew, for the next piece of the same export.
  mutating func startPiece() {
    log = RejectLog()
    recordCount = 0
  }

  /// Counts the records of a reader's batch.
  mutating func count(_ reader: RecordReader) {
    let batch = reader.batch
    for record in 0..<batch.recordCount {
      if endsAtBlankLine, batch.followsBlankLine(record) {
        isTableEnded = true
        return
      }
      recordCount &+= 1
      if let fault = batch.fault(record) {
        reject(reader, record, RowFault(fault))
      } else if batch.fieldCount(record) != columns.header.count {
        reject(
          reader, record, RowFault(.fieldCount, found: batch.fieldCount(record)))
      } else if let fault = countRow(batch, record) {
        reject(reader, record, fault)
      }
    }
  }

  // MARK: - One row

  /// Adds a row to the sums, or says what is wrong with it.
  @inline(__always)
  private mutating func countRow(_ batch: RecordBatch, _ record: Int) -> RowFault? {
    var engagements: Int64 = 0
    for column in columns.engagements {
      switch unsafe CountText.read(batch.field(record, column), thousandsCommas: thousandsCommas) {
      case .count(let value): engagements &+= value
      case .invalid: return RowFault(.invalidCount, column: column)
      case .outOfRange: return RowFault(.countOutOfRange, column: column)
      }
    }
    let period: Int
    switch periodNumber(batch, record) {
    case .success(let number): period = number
    case .failure(let fault): return fault
    }
    let campaign = campaignNumber(batch, record)
    if let reason = campaignFaults[campaign] {
      return RowFault(reason, column: columns.campaign ?? columns.campaignID)
    }
    let identity = identityNumber(batch, record)
    if let reason = identityFaults[identity] {
      return RowFault(reason, column: identityColumns.first)
    }
    let series = seriesNumber(campaign: campaign, period: period)
    seriesRowCounts[series] &+= 1
    seriesSums[series] &+= engagements
    sums.add(
      engagements, series: series, identity: identity, identityCount: identityFaults.count)
    return nil
  }

  // MARK: - Period

  @inline(__always)
  private mutating func periodNumber(
    _ batch: RecordBatch, _ record: Int
  ) -> Result<Int, RowFault> {
    if let column = columns.date {
      guard let day = unsafe days.day(batch.field(record, column)) else {
        return .failure(RowFault(.invalidDate, column: column))
      }
      return .success(periodNumber(first: day, last: day))
    }
    if let period = constants.period {
      return .success(periodNumber(first: period.first, last: period.last))
    }
    guard let firstColumn = columns.firstDay, let lastColumn = columns.lastDay else {
      preconditionFailure("an export without days was refused before its rows are read")
    }
    guard let first = unsafe days.day(batch.field(record, firstColumn)) else {
      return .failure(RowFault(.invalidDate, column: firstColumn))
    }
    guard let last = unsafe days.day(batch.field(record, lastColumn)) else {
      return .failure(RowFault(.invalidDate, column: lastColumn))
    }
    guard first <= last else {
      return .failure(RowFault(.reversedPeriod, column: firstColumn))
    }
    return .success(periodNumber(first: first, last: last))
  }

  @inline(__always)
  private mutating func periodNumber(first: CalendarDay, last: CalendarDay) -> Int {
    let key =
      UInt64(UInt32(bitPattern: first.number)) << 32 | UInt64(UInt32(bitPattern: last.number))
    if key == lastPeriod.key { return lastPeriod.number }
    let number: Int
    if let known = periodNumbers.sum(of: key) {
      number = Int(known)
    } else {
      number = periods.count
      periodNumbers.add(Int64(number), to: key)
      periods.append(Period(first: first, last: last) ?? Period(day: first))
    }
    lastPeriod = (key, number)
    return number
  }

  @inline(__always)
  private mutating func seriesNumber(campaign: Int, period: Int) -> Int {
    let key = UInt64(campaign) << 32 | UInt64(period)
    if key == lastSeries.key { return lastSeries.number }
    let number: Int
    if let known = seriesNumbers.sum(of: key) {
      number = Int(known)
    } else {
      number = seriesKeys.count
      seriesNumbers.add(Int64(number), to: key)
      seriesKeys.append(key)
      seriesRowCounts.append(0)
      seriesSums.append(0)
      sums.appendSeries()
    }
    lastSeries = (key, number)
    return number
  }

  // MARK: - Campaign and identity

  @inline(__always)
  private mutating func campaignNumber(_ batch: RecordBatch, _ record: Int) -> Int {
    let number: Int
    if columns.campaign == nil, columns.campaignID == nil {
      if campaigns.count == 0 { internConstantCampaign() }
      return 0
    } else if let name = columns.campaign, columns.campaignID == nil {
      number = unsafe Int(campaigns.intern(batch.field(record, name)))
    } else {
      keyScratch.clear()
      if let id = columns.campaignID { unsafe keyScratch.append(batch.field(record, id)) }
      keyScratch.separate()
      if let name = columns.campaign { unsafe keyScratch.append(batch.field(record, name)) }
      number = unsafe Int(campaigns.intern(keyScratch.bytes))
    }
    if number == campaignFaults.count {
      let separators = columns.campaignID == nil ? 0 : 1
      unsafe campaignFaults.append(
        KeyCheck.fault(campaigns.key(number), separators: separators, blank: .blankCampaign))
    }
    return number
  }

  private mutating func internConstantCampaign() {
    var name = constants.campaign ?? ""
    name.withUTF8 { _ = unsafe campaigns.intern($0) }
    campaignFaults.append(nil)
  }

  @inline(__always)
  private mutating func identityNumber(_ batch: RecordBatch, _ record: Int) -> Int {
    let number: Int
    if identityColumns.count == 1 {
      number = unsafe Int(identities.intern(batch.field(record, identityColumns[0])))
    } else {
      keyScratch.clear()
      for (place, column) in identityColumns.enumerated() {
        if place > 0 { keyScratch.separate() }
        unsafe keyScratch.append(batch.field(record, column))
      }
      number = unsafe Int(identities.intern(keyScratch.bytes))
    }
    if number == identityFaults.count {
      // The country alone is no identity; it comes last when there is one.
      let counted = identityColumns.count - (columns.identity[4] == nil ? 0 : 1)
      unsafe identityFaults.append(
        KeyCheck.fault(
          identities.key(number), separators: identityColumns.count - 1, blank: .blankAccount,
          countedFields: counted))
    }
    return number
  }

  // MARK: - Rejects

  @inline(never)
  private mutating func reject(_ reader: RecordReader, _ record: Int, _ fault: RowFault) {
    let raw = unsafe reader.batch.rawBytes(record)
    guard log.admits(fault.reason, byteCount: raw.count) else { return }
    let column = fault.column.map { columns.header[$0] } ?? ""
    let found = fault.column.map { reader.batch.text(record, $0) } ?? ""
    log.keep(
      Reject(
        recordNumber: recordCount, lineNumber: reader.batch.lineNumber(record),
        byteOffset: reader.byteOffset(record), column: column, reason: fault.reason,
        message: fault.message(found: found, expectedFields: columns.header.count),
        text: unsafe String(decoding: raw.prefix(Reject.textLimitBytes), as: UTF8.self)))
  }

  // MARK: - Results

  /// The keys of its identities by number, nil for those that rows were rejected for.
  func identityKeys() -> [[UInt8]?] {
    (0..<identities.count).map { number in
      guard identityFaults[number] == nil else { return nil }
      return unsafe KeyCheck.canonicalIdentity(identities.key(number), columns.identity)
    }
  }

  /// Its series by number.
  func series() -> [ExportPartial.Series] {
    seriesKeys.indices.map { number in
      let key = seriesKeys[number]
      return ExportPartial.Series(
        campaign: campaign(Int(key >> 32)), period: periods[Int(key & 0xFFFF_FFFF)],
        rowCount: seriesRowCounts[number], engagements: seriesSums[number])
    }
  }

  private func campaign(_ number: Int) -> Campaign {
    let text = unsafe String(decoding: campaigns.key(number), as: UTF8.self)
    guard columns.campaignID != nil else {
      return Campaign(name: text.trimmingWhiteSpace())
    }
    let parts = text.split(separator: "\0", omittingEmptySubsequences: false)
    let name = parts.count > 1 ? String(parts[1]) : ""
    return Campaign(
      id: String(parts[0]).trimmingWhiteSpace(),
      name: name.isEmpty && columns.campaign == nil
        ? constants.campaign ?? "" : name.trimmingWhiteSpace())
  }
}
