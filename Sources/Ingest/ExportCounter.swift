import AdModel
import CSV

/// What of an export the rows do not say, because its name, its preamble or its source does.
struct RowConstants: Sendable {
  /// The campaign of every row; nil when the rows name it.
  var campaign: String?
  /// The period of every row; nil when the rows state it.
  var period: Period?
  /// How many days a row with one day stands for.
  var span = RowSpan.day
  var dates = DateOrder.yearFirst
  var numbers = NumberFormat.plain
  var zones = DayZones()
  var totals = Source.Totals()
  var accountText: Source.AccountText?
}

/// Records that are no rows, counted by why.
package struct LeftOut: Sendable, Equatable {
  /// Sums of other rows.
  package var totals = 0
  /// Header lines inside the table.
  package var repeatedHeaders = 0
  /// Rows of nothing but delimiters, as spreadsheets leave below a table.
  package var blankRows = 0
  /// Rows in whose text no account stands.
  package var withoutAccount = 0

  /// Those that are no data of the report's.
  package var nonRows: Int { totals + repeatedHeaders + blankRows }

  package init() {}

  static func += (left: inout LeftOut, right: LeftOut) {
    left.totals += right.totals
    left.repeatedHeaders += right.repeatedHeaders
    left.blankRows += right.blankRows
    left.withoutAccount += right.withoutAccount
  }
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
  private let numbers: NumberFormat
  private let totals: TotalsTest
  private let shape: RowShape
  private let accountText: AccountTextReader?
  private let identityColumns: [Int]

  private var identities = ByteInterner()
  /// What is to be said of an identity, by its number; nil when its rows count.
  private var identityFaults: [IdentityFault?] = []

  private enum IdentityFault {
    case broken(Reject.Reason)
    /// No account stands in its text.
    case withoutAccount
  }

  private var campaigns = ByteInterner()
  private var campaignFaults: [Reject.Reason?] = []
  private var days: DayReader
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
  private(set) var leftOut = LeftOut()
  /// Records read, those left out included.
  private(set) var recordCount = 0
  private(set) var isTableEnded = false
  /// The line, counted as the piece counts, of the first record that is the header of other columns.
  private(set) var furtherHeaderLine: Int?
  /// Whether a time zone had a say in the day of some row.
  var usesZones: Bool { days.usesZones }

  init(columns: TableColumns, constants: RowConstants, dialect: CSVDialect) {
    self.columns = columns
    self.constants = constants
    self.numbers = constants.numbers
    self.totals = TotalsTest(constants.totals, columns)
    self.days = DayReader(order: constants.dates, zones: constants.zones)
    self.shape = RowShape(columns, constants, dialect)
    self.accountText = constants.accountText.map(AccountTextReader.init)
    self.identityColumns =
      columns.accountText.map { [$0] } ?? columns.identity.compactMap(\.self)
  }

  /// Starts the numbers of records and the log anew, for the next piece of the same export.
  mutating func startPiece() {
    log = RejectLog()
    leftOut = LeftOut()
    furtherHeaderLine = nil
    recordCount = 0
  }

  /// Counts the records of a reader's batch.
  ///
  /// - Parameters:
  ///   - endLine: the line at which the table ends.
  ///   - tracer: is told of every row that is counted; `Untraced` costs nothing.
  mutating func count(_ reader: RecordReader, endLine: Int, tracer: inout some RowTracer) {
    let batch = reader.batch
    for record in 0..<batch.recordCount {
      if batch.lineNumber(record) >= endLine {
        isTableEnded = true
        return
      }
      recordCount &+= 1
      if let fault = batch.fault(record) {
        reject(reader, record, RowFault(fault))
      } else if mayBeSeveralLines(batch, record), unsafe shape.holdsRows(batch.rawBytes(record)) {
        reject(reader, record, RowFault(.swallowedRows))
      } else if batch.fieldCount(record) != columns.header.count, !isPadded(batch, record) {
        reject(
          reader, record, RowFault(.fieldCount, found: batch.fieldCount(record)))
      } else if totals.isActive, totals.matches(batch, record) {
        leftOut.totals &+= 1
      } else if let fault = countRow(batch, record, &tracer) {
        reject(reader, record, fault)
      }
    }
  }

  /// Whether the next record starts further down than on the next line, or is not there to tell.
  @inline(__always)
  private func mayBeSeveralLines(_ batch: RecordBatch, _ record: Int) -> Bool {
    record + 1 == batch.recordCount
      || batch.lineNumber(record + 1) &- batch.lineNumber(record) > 1
  }

  /// Whether a record that is longer than the header has nothing in its last fields.
  @inline(never)
  private func isPadded(_ batch: RecordBatch, _ record: Int) -> Bool {
    let count = batch.fieldCount(record)
    guard count > columns.header.count else { return false }
    return (columns.header.count..<count).allSatisfy { unsafe batch.field(record, $0).isEmpty }
  }

  // MARK: - One row

  /// Adds a row to the sums, or says what is wrong with it.
  @inline(__always)
  private mutating func countRow<Tracer: RowTracer>(
    _ batch: RecordBatch, _ record: Int, _ tracer: inout Tracer
  ) -> RowFault? {
    var engagements: Int64 = 0
    for column in columns.engagements {
      switch unsafe CountText.read(batch.field(record, column), format: numbers) {
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
      return RowFault(
        reason,
        column: reason == .invalidID ? columns.campaignID : columns.campaign ?? columns.campaignID)
    }
    let identity = identityNumber(batch, record)
    if let fault = identityFaults[identity] {
      guard case .broken(let reason) = fault else {
        // Nobody's, but the report does speak for the campaign's day.
        leftOut.withoutAccount &+= 1
        seriesRowCounts[seriesNumber(campaign: campaign, period: period)] &+= 1
        return nil
      }
      return RowFault(reason, column: columnAtFault(batch, record, reason))
    }
    let series = seriesNumber(campaign: campaign, period: period)
    seriesRowCounts[series] &+= 1
    seriesSums[series] &+= engagements
    sums.add(
      engagements, series: series, identity: identity, identityCount: identityFaults.count)
    if Tracer.isTracing {
      trace(
        CountedRow(
          identity: identity, series: series, line: batch.lineNumber(record),
          engagements: engagements), &tracer)
    }
    return nil
  }

  /// Tells a tracer of a row, and before that of the identities that are new to it.
  private func trace(_ row: CountedRow, _ tracer: inout some RowTracer) {
    while tracer.identityCount <= row.identity {
      tracer.addIdentity(key: identityKey(tracer.identityCount))
    }
    tracer.add(row)
  }

  /// The first column of the identity whose text is broken, or its first column.
  @inline(never)
  private func columnAtFault(
    _ batch: RecordBatch, _ record: Int, _ reason: Reject.Reason
  ) -> Int? {
    let broken = identityColumns.first { column in
      let field = unsafe batch.field(record, column)
      return unsafe KeyCheck.fault(field, separators: 0, blank: reason) == .invalidEncoding
    }
    return broken ?? identityColumns.first
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
      return .success(
        periodNumber(
          first: day, last: constants.span == .day ? day : constants.span.last(from: day)))
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
    guard first.distance(to: last) < Period.longestDayCount else {
      return .failure(RowFault(.periodTooLong, column: firstColumn))
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
      let fault = unsafe KeyCheck.fault(
        campaigns.key(number), separators: separators, blank: .blankCampaign)
      campaignFaults.append(fault ?? (hasRoundedID(number) ? .invalidID : nil))
    }
    return number
  }

  private func hasRoundedID(_ campaign: Int) -> Bool {
    guard columns.campaignID != nil else { return false }
    let text = unsafe String(decoding: campaigns.key(campaign), as: UTF8.self)
    return KeyCheck.isRoundedID(text.prefix { $0 != "\0" })
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
    if number == identityFaults.count { identityFaults.append(identityFault(number)) }
    return number
  }

  @inline(never)
  private func identityFault(_ number: Int) -> IdentityFault? {
    // The country alone is no identity; it comes last when there is one.
    let hasCountry = accountText == nil && columns.identity[4] != nil
    let fault = unsafe KeyCheck.fault(
      identities.key(number), separators: identityColumns.count - 1, blank: .blankAccount,
      countedFields: identityColumns.count - (hasCountry ? 1 : 0))
    // A blank text names nobody, as one without the pattern does.
    if let fault, accountText == nil || fault != .blankAccount { return .broken(fault) }
    if columns.identity[0] != nil, KeyCheck.isRoundedID(text(number).prefix { $0 != "\0" }) {
      return .broken(.invalidID)
    }
    guard let accountText else { return nil }
    return accountText.key(in: text(number)) == nil ? .withoutAccount : nil
  }

  private func text(_ identity: Int) -> String {
    unsafe String(decoding: identities.key(identity), as: UTF8.self)
  }

  // MARK: - Rejects

  @inline(never)
  private mutating func reject(_ reader: RecordReader, _ record: Int, _ fault: RowFault) {
    if shape.isHeader(reader.batch, record) {
      leftOut.repeatedHeaders &+= 1
      return
    }
    if RowShape.isBlank(reader.batch, record) {
      leftOut.blankRows &+= 1
      return
    }
    if furtherHeaderLine == nil, shape.isOtherHeader(reader.batch, record) {
      furtherHeaderLine = reader.batch.lineNumber(record)
    }
    let raw = unsafe reader.batch.rawBytes(record)
    guard log.admits(fault.reason, byteCount: raw.count) else { return }
    let column = fault.column.map { columns.header[$0] } ?? ""
    let found = fault.column.map { reader.batch.text(record, $0) } ?? ""
    log.keep(
      Reject(
        recordNumber: recordCount, lineNumber: reader.batch.lineNumber(record),
        byteOffset: reader.byteOffset(record), column: column, reason: fault.reason,
        message: fault.message(
          found: found, expectedFields: columns.header.count, dates: constants.dates),
        text: unsafe String(decoding: raw.prefix(Reject.textLimitBytes), as: UTF8.self)))
  }

  // MARK: - Results

  /// The keys of its identities by number, nil for those that rows were rejected for.
  func identityKeys() -> [[UInt8]?] {
    (0..<identities.count).map { identityKey($0) }
  }

  private func identityKey(_ number: Int) -> [UInt8]? {
    guard identityFaults[number] == nil else { return nil }
    if let accountText { return accountText.key(in: text(number)) }
    return unsafe KeyCheck.canonicalIdentity(identities.key(number), columns.identity)
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
    let parts = text.split(separator: "\0", omittingEmptySubsequences: false).map(KeyCheck.said)
    let name = parts.count > 1 ? parts[1] : ""
    return Campaign(
      id: parts[0], name: name.isEmpty && columns.campaign == nil ? constants.campaign ?? "" : name)
  }
}
