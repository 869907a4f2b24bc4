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
/// A row costs a look at its wanted fields only: its day and its campaign are most often remembered,
/// its identity is one probe of `ByteInterner`, its count one step in `SeriesSums`. What must come
/// from far memory is asked for ahead: a batch is gone over once for the hashes of its identities,
/// once for where they stand, once for everything else, and once to add up. Nothing is allocated for
/// a row that brings no new identity, campaign or period. One counter serves all pieces of an export
/// that one thread reads.
///
/// Unsafe, and why it is sound: the places of columns and what is kept by record stand in memory
/// that the counter owns, with room for the largest batch; a field is asked for only when its record
/// has as many fields as the header.
@safe struct ExportCounter: ~Copyable {
  private let plan: RowPlan
  // What of the plan every row needs; -1 for a column that is not read so.
  private let columnCount: Int
  private let dateColumn: Int
  private let isOfOneDay: Bool
  /// The campaign's, when it is the name alone.
  private let campaignColumn: Int
  /// The identity's, when it is one field.
  private let identityColumn: Int
  private let hasTotals: Bool
  /// The columns that are counted.
  private let countColumns: UnsafeMutableBufferPointer<Int>
  /// By record of a batch: the hash of its identity, where that is one field.
  private let hashes: UnsafeMutableBufferPointer<UInt64>
  private let candidates: UnsafeMutableBufferPointer<ByteInterner.Candidate>
  /// What the rows of a batch add to which sums.
  private let steps: UnsafeMutableBufferPointer<Step>
  private var stepCount = 0

  private struct Step {
    var series: UInt32
    var identity: UInt32
    var engagements: Int64
  }

  private var identities = ByteInterner()
  /// What is to be said of an identity, by its number; nil when its rows count.
  private var identityFaults: [IdentityFault?] = []
  private var hasIdentityFaults = false

  private enum IdentityFault {
    case broken(Reject.Reason)
    /// No account stands in its text.
    case withoutAccount
  }

  private var campaigns = ByteInterner()
  /// Numbers of campaigns whose name is one field.
  private let knownCampaigns = ShortTextCache()
  private var campaignFaults: [Reject.Reason?] = []
  private var hasCampaignFaults = false
  private var days: DayReader
  /// Periods by number, and the numbers by first day << 32 | last day.
  private var periods: [Period] = []
  private var periodNumbers = SumTable()
  /// Series by number: campaign << 32 | period, and the numbers by that.
  private var seriesKeys: [UInt64] = []
  private var seriesNumbers = SumTable()
  /// By series and identity.
  var sums = SeriesSums()
  private var keyScratch = KeyScratch()
  /// The series of the period of the last row: by campaign, -1 where it is not known.
  private let recentSeries: UnsafeMutableBufferPointer<Int>
  private var recentPeriod = -1
  private static let recentCampaignCount = 64
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
    let plan = RowPlan(columns, constants, dialect)
    self.plan = plan
    self.columnCount = columns.header.count
    self.dateColumn = columns.date ?? -1
    self.isOfOneDay = constants.span == .day
    self.campaignColumn = columns.campaignID == nil ? columns.campaign ?? -1 : -1
    self.identityColumn = plan.identityColumns.count == 1 ? plan.identityColumns[0] : -1
    self.hasTotals = plan.totals.isActive
    self.days = DayReader(order: constants.dates, zones: constants.zones)
    unsafe self.countColumns = .allocate(capacity: columns.engagements.count)
    _ = unsafe countColumns.initialize(from: columns.engagements)
    unsafe self.hashes = .allocate(capacity: RecordBatch.largestRecordCount)
    unsafe self.candidates = .allocate(capacity: RecordBatch.largestRecordCount)
    unsafe self.steps = .allocate(capacity: RecordBatch.largestRecordCount)
    unsafe self.recentSeries = .allocate(capacity: ExportCounter.recentCampaignCount)
    unsafe recentSeries.initialize(repeating: -1)
  }

  deinit {
    unsafe countColumns.deallocate()
    unsafe hashes.deallocate()
    unsafe candidates.deallocate()
    unsafe steps.deallocate()
    unsafe recentSeries.deallocate()
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
    if identityColumn >= 0 { findIdentities(batch) }
    for record in 0..<batch.recordCount {
      if batch.lineNumber(record) >= endLine {
        isTableEnded = true
        break
      }
      recordCount &+= 1
      if let fault = batch.fault(record) {
        reject(reader, record, RowFault(fault))
      } else if mayBeSeveralLines(batch, record), plan.holdsRows(batch, record) {
        reject(reader, record, RowFault(.swallowedRows))
      } else if batch.fieldCount(record) != columnCount, !isPadded(batch, record) {
        reject(
          reader, record, RowFault(.fieldCount, found: batch.fieldCount(record)))
      } else if hasTotals, plan.totals.matches(batch, record) {
        leftOut.totals &+= 1
      } else {
        countRow(reader, record, &tracer)
      }
    }
    takeSteps()
  }

  /// Finds where the identities of a batch's records most likely stand.
  private mutating func findIdentities(_ batch: RecordBatch) {
    for record in 0..<batch.recordCount {
      let hash =
        batch.fieldCount(record) > identityColumn
        ? unsafe ByteInterner.hash(padded: batch.field(record, identityColumn)) : 0
      unsafe hashes[record] = hash
      identities.prefetch(hash: hash)
    }
    for record in 0..<batch.recordCount {
      unsafe candidates[record] = identities.candidate(hash: hashes[record])
    }
  }

  /// Adds up what the rows of a batch came to.
  private mutating func takeSteps() {
    let identityCount = identities.count
    for place in 0..<stepCount {
      let step = unsafe steps[place]
      sums.add(
        step.engagements, series: Int(step.series), identity: Int(step.identity),
        identityCount: identityCount)
    }
    stepCount = 0
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
    guard count > columnCount else { return false }
    return (columnCount..<count).allSatisfy { unsafe batch.field(record, $0).isEmpty }
  }

  // MARK: - One row

  /// Adds a row to the sums, or sets it aside.
  @inline(__always)
  private mutating func countRow<Tracer: RowTracer>(
    _ reader: RecordReader, _ record: Int, _ tracer: inout Tracer
  ) {
    let batch = reader.batch
    let fields = unsafe batch.fields(record)
    var engagements: Int64 = 0
    for place in 0..<(unsafe countColumns.count) {
      let column = unsafe countColumns[place]
      let field = unsafe fields[column]
      if let value = unsafe CountText.plainDigits(field) {
        engagements &+= value
      } else {
        switch unsafe plan.count(field) {
        case .count(let value): engagements &+= value
        case .invalid: return reject(reader, record, RowFault(.invalidCount, column: column))
        case .outOfRange:
          return reject(reader, record, RowFault(.countOutOfRange, column: column))
        }
      }
    }
    let period = unsafe periodNumber(reader, record, fields)
    guard period >= 0 else { return }
    let campaign = unsafe campaignNumber(batch, record, fields)
    if hasCampaignFaults, let fault = campaignFault(campaign) {
      return reject(reader, record, fault)
    }
    let identity = unsafe identityNumber(batch, record, fields)
    if hasIdentityFaults, let fault = identityFaults[identity] {
      guard case .broken(let reason) = fault else {
        // Nobody's, but the report does speak for the campaign's day.
        leftOut.withoutAccount &+= 1
        return sums.addRow(series: seriesNumber(campaign: campaign, period: period))
      }
      return reject(
        reader, record, RowFault(reason, column: plan.columnAtFault(batch, record, reason)))
    }
    let series = seriesNumber(campaign: campaign, period: period)
    unsafe steps[stepCount] = Step(
      series: UInt32(truncatingIfNeeded: series), identity: UInt32(truncatingIfNeeded: identity),
      engagements: engagements)
    stepCount &+= 1
    if Tracer.isTracing {
      trace(
        CountedRow(
          identity: identity, series: series, line: batch.lineNumber(record),
          engagements: engagements), &tracer)
    }
  }

  /// Tells a tracer of a row, and before that of the identities that are new to it.
  private func trace(_ row: CountedRow, _ tracer: inout some RowTracer) {
    while tracer.identityCount <= row.identity {
      var key: [UInt8] = []
      appendIdentityKey(tracer.identityCount, to: &key)
      tracer.addIdentity(key: key.isEmpty ? nil : key)
    }
    tracer.add(row)
  }

  // MARK: - Period

  /// The number of a row's period; -1 when it has none and was set aside.
  @inline(__always)
  private mutating func periodNumber(
    _ reader: RecordReader, _ record: Int, _ fields: RecordBatch.Fields
  ) -> Int {
    guard dateColumn >= 0, isOfOneDay else { return longPeriodNumber(reader, record) }
    guard let day = unsafe days.day(fields[dateColumn]) else {
      reject(reader, record, RowFault(.invalidDate, column: dateColumn))
      return -1
    }
    return periodNumber(first: day, last: day)
  }

  @inline(never)
  private mutating func longPeriodNumber(_ reader: RecordReader, _ record: Int) -> Int {
    do throws(RowFault) {
      let (first, last) = try period(reader.batch, record)
      return periodNumber(first: first, last: last)
    } catch {
      reject(reader, record, error)
      return -1
    }
  }

  private mutating func period(
    _ batch: RecordBatch, _ record: Int
  ) throws(RowFault) -> (first: CalendarDay, last: CalendarDay) {
    let columns = plan.columns
    if let column = columns.date {
      let day = try day(batch, record, column)
      return (day, plan.constants.span.last(from: day))
    }
    if let period = plan.constants.period { return (period.first, period.last) }
    guard let firstColumn = columns.firstDay, let lastColumn = columns.lastDay else {
      preconditionFailure("an export without days was refused before its rows are read")
    }
    let first = try day(batch, record, firstColumn)
    let last = try day(batch, record, lastColumn)
    guard first <= last else { throw RowFault(.reversedPeriod, column: firstColumn) }
    guard first.distance(to: last) < Period.longestDayCount else {
      throw RowFault(.periodTooLong, column: firstColumn)
    }
    return (first, last)
  }

  private mutating func day(
    _ batch: RecordBatch, _ record: Int, _ column: Int
  ) throws(RowFault) -> CalendarDay {
    guard let day = unsafe days.day(batch.field(record, column)) else {
      throw RowFault(.invalidDate, column: column)
    }
    return day
  }

  @inline(__always)
  private mutating func periodNumber(first: CalendarDay, last: CalendarDay) -> Int {
    let key =
      UInt64(UInt32(bitPattern: first.number)) << 32 | UInt64(UInt32(bitPattern: last.number))
    if key == lastPeriod.key { return lastPeriod.number }
    return findPeriod(key, first: first, last: last)
  }

  @inline(never)
  private mutating func findPeriod(_ key: UInt64, first: CalendarDay, last: CalendarDay) -> Int {
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
    if period == recentPeriod, campaign < ExportCounter.recentCampaignCount {
      let number = unsafe recentSeries[campaign]
      if number >= 0 { return number }
    }
    return findSeries(campaign: campaign, period: period)
  }

  @inline(never)
  private mutating func findSeries(campaign: Int, period: Int) -> Int {
    let key = UInt64(campaign) << 32 | UInt64(period)
    let number: Int
    if let known = seriesNumbers.sum(of: key) {
      number = Int(known)
    } else {
      number = seriesKeys.count
      seriesNumbers.add(Int64(number), to: key)
      seriesKeys.append(key)
      sums.appendSeries()
    }
    if period != recentPeriod {
      unsafe recentSeries.update(repeating: -1)
      recentPeriod = period
    }
    if campaign < ExportCounter.recentCampaignCount { unsafe recentSeries[campaign] = number }
    return number
  }

  // MARK: - Campaign and identity

  @inline(__always)
  private mutating func campaignNumber(
    _ batch: RecordBatch, _ record: Int, _ fields: RecordBatch.Fields
  ) -> Int {
    guard campaignColumn >= 0 else { return joinedCampaignNumber(batch, record) }
    let name = unsafe fields[campaignColumn]
    let key = unsafe ShortTextCache.key(name)
    if let key, let number = knownCampaigns.value(key) { return number }
    let number = unsafe noted(campaigns.intern(padded: name))
    if let key { knownCampaigns.remember(number, for: key) }
    return number
  }

  /// The number of a campaign, which is looked at when it is new.
  @inline(__always)
  private mutating func noted(_ campaign: UInt32) -> Int {
    if Int(campaign) == campaignFaults.count { noteCampaign(Int(campaign)) }
    return Int(campaign)
  }

  /// The number of a campaign of an id, or of one and a name, or of the whole file.
  @inline(never)
  private mutating func joinedCampaignNumber(_ batch: RecordBatch, _ record: Int) -> Int {
    let columns = plan.columns
    guard let id = columns.campaignID else {
      if campaigns.count == 0 { internConstantCampaign() }
      return 0
    }
    keyScratch.clear()
    unsafe keyScratch.append(batch.field(record, id))
    keyScratch.separate()
    if let name = columns.campaign { unsafe keyScratch.append(batch.field(record, name)) }
    return unsafe noted(campaigns.intern(padded: keyScratch.bytes))
  }

  @inline(never)
  private mutating func noteCampaign(_ number: Int) {
    let separators = plan.columns.campaignID == nil ? 0 : 1
    let fault = unsafe KeyCheck.fault(
      campaigns.key(number), separators: separators, blank: .blankCampaign)
    campaignFaults.append(fault ?? (hasRoundedID(number) ? .invalidID : nil))
    if campaignFaults[number] != nil { hasCampaignFaults = true }
  }

  private func campaignFault(_ number: Int) -> RowFault? {
    guard let reason = campaignFaults[number] else { return nil }
    let columns = plan.columns
    return RowFault(
      reason,
      column: reason == .invalidID ? columns.campaignID : columns.campaign ?? columns.campaignID)
  }

  private func hasRoundedID(_ campaign: Int) -> Bool {
    guard plan.columns.campaignID != nil else { return false }
    let text = unsafe String(decoding: campaigns.key(campaign), as: UTF8.self)
    return KeyCheck.isRoundedID(text.prefix { $0 != "\0" })
  }

  private mutating func internConstantCampaign() {
    var name = plan.constants.campaign ?? ""
    name.withUTF8 { _ = unsafe campaigns.intern($0) }
    campaignFaults.append(nil)
  }

  @inline(__always)
  private mutating func identityNumber(
    _ batch: RecordBatch, _ record: Int, _ fields: RecordBatch.Fields
  ) -> Int {
    let number =
      identityColumn >= 0
      ? unsafe Int(
        identities.intern(
          padded: fields[identityColumn], hash: hashes[record],
          candidate: candidates[record]))
      : joinedIdentityNumber(batch, record)
    if number == identityFaults.count { noteIdentity(number) }
    return number
  }

  /// The number of an identity of several fields.
  @inline(never)
  private mutating func joinedIdentityNumber(_ batch: RecordBatch, _ record: Int) -> Int {
    keyScratch.clear()
    for (place, column) in plan.identityColumns.enumerated() {
      if place > 0 { keyScratch.separate() }
      unsafe keyScratch.append(batch.field(record, column))
    }
    return unsafe Int(identities.intern(padded: keyScratch.bytes))
  }

  @inline(never)
  private mutating func noteIdentity(_ number: Int) {
    let fault = identityFault(number)
    identityFaults.append(fault)
    if fault != nil { hasIdentityFaults = true }
  }

  private func identityFault(_ number: Int) -> IdentityFault? {
    let columns = plan.columns
    let columnCount = plan.identityColumns.count
    // The country alone is no identity; it comes last when there is one.
    let hasCountry = plan.accountText == nil && columns.identity[4] != nil
    let fault = unsafe KeyCheck.fault(
      identities.key(number), separators: columnCount - 1, blank: .blankAccount,
      countedFields: columnCount - (hasCountry ? 1 : 0))
    // A blank text names nobody, as one without the pattern does.
    if let fault, plan.accountText == nil || fault != .blankAccount { return .broken(fault) }
    if columns.identity[0] != nil, KeyCheck.isRoundedID(text(number).prefix { $0 != "\0" }) {
      return .broken(.invalidID)
    }
    guard let accountText = plan.accountText else { return nil }
    return accountText.key(in: text(number)) == nil ? .withoutAccount : nil
  }

  private func text(_ identity: Int) -> String {
    unsafe String(decoding: identities.key(identity), as: UTF8.self)
  }

  // MARK: - Rejects

  @inline(never)
  private mutating func reject(_ reader: RecordReader, _ record: Int, _ fault: RowFault) {
    if plan.shape.isHeader(reader.batch, record) {
      leftOut.repeatedHeaders &+= 1
      return
    }
    if RowShape.isBlank(reader.batch, record) {
      leftOut.blankRows &+= 1
      return
    }
    if furtherHeaderLine == nil, plan.shape.isOtherHeader(reader.batch, record) {
      furtherHeaderLine = reader.batch.lineNumber(record)
    }
    let raw = unsafe reader.batch.rawBytes(record)
    guard log.admits(fault.reason, byteCount: raw.count) else { return }
    let column = fault.column.map { plan.columns.header[$0] } ?? ""
    let found = fault.column.map { reader.batch.text(record, $0) } ?? ""
    log.keep(
      Reject(
        recordNumber: recordCount, lineNumber: reader.batch.lineNumber(record),
        byteOffset: reader.byteOffset(record), column: column, reason: fault.reason,
        message: fault.message(
          found: found, expectedFields: columnCount, dates: plan.constants.dates),
        text: unsafe String(decoding: raw.prefix(Reject.textLimitBytes), as: UTF8.self)))
  }

  // MARK: - Results

  var identityCount: Int { identities.count }

  /// Appends the key of an identity, all five fields of it; nothing for one that rows were rejected
  /// for.
  func appendIdentityKey(_ number: Int, to bytes: inout [UInt8]) {
    guard identityFaults[number] == nil else { return }
    if let accountText = plan.accountText {
      bytes += accountText.key(in: text(number)) ?? []
    } else {
      unsafe KeyCheck.appendCanonicalIdentity(
        identities.key(number), plan.columns.identity, to: &bytes)
    }
  }

  /// Its series by number.
  func series() -> [ExportPartial.Series] {
    seriesKeys.indices.map { number in
      let key = seriesKeys[number]
      let total = sums.total(number)
      return ExportPartial.Series(
        campaign: campaign(Int(key >> 32)), period: periods[Int(key & 0xFFFF_FFFF)],
        rowCount: total.rowCount, engagements: total.engagements)
    }
  }

  private func campaign(_ number: Int) -> Campaign {
    let text = unsafe String(decoding: campaigns.key(number), as: UTF8.self)
    guard plan.columns.campaignID != nil else {
      return Campaign(name: text.trimmingWhiteSpace())
    }
    let parts = text.split(separator: "\0", omittingEmptySubsequences: false).map(KeyCheck.said)
    let name = parts.count > 1 ? parts[1] : ""
    return Campaign(
      id: parts[0],
      name: name.isEmpty && plan.columns.campaign == nil ? plan.constants.campaign ?? "" : name)
  }
}
