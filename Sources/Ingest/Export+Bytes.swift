import AdModel
import CSV
import Files

/// An export as bytes that a later run reads back, all of it that its own bytes decide but for the
/// identities and rows of its partial (`ExportPartial.bytes`).
///
/// In this order, written as `PackedBytes` says: sizes and the way the file is written; what it
/// states as a whole; its counts of rows; its layout; its rejects; its series, each with its number
/// of companies; the number of identities. The index of its source, its path, its name's facts, its
/// digest and its size on the disk are left out, since who asks for it knows them.
extension Export {
  /// The version of this form and of everything that reading makes of a file; it goes up with
  /// every change of either that a build of the program could share with another.
  static let bytesVersion = 2

  var bytes: [UInt8] {
    var packed = PackedBytes()
    packFile(into: &packed)
    layout.pack(into: &packed)
    packed.append(rejects) { $1.pack(into: &$0) }
    packed.append(series) { $1.pack(into: &$0) }
    packed.append(copying: counts.companyCounts)
    packed.append(counts.identityCount)
    return packed.bytes
  }

  private func packFile(into packed: inout PackedBytes) {
    packed.append(textByteCount)
    packed.append(encoding.rawValue)
    packed.append(isCompressed)
    packed.append(delimiterName)
    packed.append(statedCampaign)
    packed.append(statedPeriod) { $0.append($1) }
    packed.append(generatedAt) { packed, stamp in
      packed.append(stamp.day)
      packed.append(stamp.minute)
    }
    packed.append(grain.rawValue)
    packed.append(recordCount)
    packed.append(rejectedCount)
    packed.append(rejectedByteCount)
  }

  /// Nil when the bytes are no export.
  ///
  /// - Parameters:
  ///   - range: where its bytes lie among those given.
  ///   - request: what it was asked for with.
  ///   - digest: of the file's bytes.
  ///   - byteCount: of the file on the disk.
  ///   - open: gives the partial that these series are of.
  init?(
    bytes: [UInt8], in range: Range<Int>, of request: ExportReading.Request, digest: String,
    byteCount: Int, open: @escaping @Sendable (ExportCounts.Outline) throws -> ExportPartial
  ) {
    do {
      var reader = PackedReader(bytes, in: range)
      try self.init(from: &reader, request, digest, byteCount, open)
      guard reader.isAtEnd else { return nil }
    } catch {
      return nil
    }
  }

  private init(
    from reader: inout PackedReader, _ request: ExportReading.Request, _ digest: String,
    _ byteCount: Int, _ open: @escaping @Sendable (ExportCounts.Outline) throws -> ExportPartial
  ) throws(PackedReader.Fault) {
    self.source = request.sourceIndex
    self.shownPath = request.match.shownPath
    self.facts = request.match.facts
    self.digest = digest
    self.byteCount = byteCount
    self.textByteCount = try reader.count()
    self.encoding = try reader.value()
    self.isCompressed = try reader.bool()
    self.delimiterName = try reader.text()
    self.statedCampaign = try reader.optional { (from) throws(PackedReader.Fault) in
      try from.text()
    }
    self.statedPeriod = try reader.optional { (from) throws(PackedReader.Fault) in
      try from.period()
    }
    self.generatedAt = try reader.optional { (from) throws(PackedReader.Fault) in
      try from.generatedStamp()
    }
    self.grain = try reader.value()
    self.recordCount = try reader.count()
    self.rejectedCount = try reader.count()
    self.rejectedByteCount = try reader.count()
    self.layout = try Layout(from: &reader)
    self.rejects = try reader.list { (from) throws(PackedReader.Fault) in try Reject(from: &from) }
    let outline = try ExportCounts.Outline(from: &reader)
    self.counts = ExportCounts(outline) { try open(outline) }
  }
}

extension Export.Layout {
  fileprivate func pack(into packed: inout PackedBytes) {
    packed.append(language)
    packed.append(dates.rawValue)
    packed.append(numbers.rawValue)
    packed.append(headerLine)
    packed.append(footerLineCount)
    packed.append(furtherTableLine)
    packed.append(leftOut.totals)
    packed.append(leftOut.repeatedHeaders)
    packed.append(leftOut.blankRows)
    packed.append(leftOut.withoutAccount)
    packed.append(repeatedNames) { $0.append($1) }
    packed.append(isMixedEncoding)
    packed.append(usesZones)
    packed.append(unusualQuotes)
  }

  fileprivate init(from reader: inout PackedReader) throws(PackedReader.Fault) {
    self.init()
    self.language = try reader.text()
    self.dates = try reader.value()
    self.numbers = try reader.value()
    self.headerLine = try reader.optionalCount()
    self.footerLineCount = try reader.count()
    self.furtherTableLine = try reader.optionalCount()
    self.leftOut.totals = try reader.count()
    self.leftOut.repeatedHeaders = try reader.count()
    self.leftOut.blankRows = try reader.count()
    self.leftOut.withoutAccount = try reader.count()
    self.repeatedNames = try reader.list { (from) throws(PackedReader.Fault) in try from.text() }
    self.isMixedEncoding = try reader.bool()
    self.usesZones = try reader.bool()
    self.unusualQuotes = try reader.optional { (from) throws(PackedReader.Fault) in
      try from.text()
    }
  }
}

extension Reject {
  fileprivate func pack(into packed: inout PackedBytes) {
    packed.append(recordNumber)
    packed.append(lineNumber)
    packed.append(byteOffset)
    packed.append(column)
    packed.append(reason.rawValue)
    packed.append(message)
    packed.append(text)
  }

  fileprivate init(from reader: inout PackedReader) throws(PackedReader.Fault) {
    self.init(
      recordNumber: try reader.count(), lineNumber: try reader.count(),
      byteOffset: try reader.count(), column: try reader.text(), reason: try reader.value(),
      message: try reader.text(), text: try reader.text())
  }
}

extension ExportPartial.Series {
  fileprivate func pack(into packed: inout PackedBytes) {
    packed.append(campaign.id)
    packed.append(campaign.name)
    packed.append(period)
    packed.append(rowCount)
    packed.append(Int(engagements))
  }

  fileprivate init(from reader: inout PackedReader) throws(PackedReader.Fault) {
    let campaign = Campaign(id: try reader.text(), name: try reader.text())
    let period = try reader.period()
    guard period.dayCount <= Period.longestDayCount else { throw PackedReader.Fault() }
    self.init(
      campaign: campaign, period: period, rowCount: try reader.count(),
      engagements: Int64(try reader.int()))
  }
}

extension ExportCounts.Outline {
  fileprivate init(from reader: inout PackedReader) throws(PackedReader.Fault) {
    self.series = try reader.list { (from) throws(PackedReader.Fault) in
      try ExportPartial.Series(from: &from)
    }
    self.companyCounts = try reader.copied(Int.self)
    self.identityCount = try reader.count()
    guard companyCounts.count == series.count,
      companyCounts.allSatisfy({ 0...identityCount ~= $0 }), isSorted
    else { throw PackedReader.Fault() }
  }

  /// Whether the series are in their order, each once.
  private var isSorted: Bool {
    zip(series, series.dropFirst()).allSatisfy { $0.precedes($1) }
  }
}

extension PackedBytes {
  mutating func append(_ day: CalendarDay) { append(Int(day.number)) }

  fileprivate mutating func append(_ period: Period) {
    append(period.first)
    append(period.last)
  }
}

extension PackedReader {
  /// A case by its raw value.
  fileprivate mutating func value<Value: RawRepresentable<String>>() throws(Fault) -> Value {
    guard let value = Value(rawValue: try text()) else { throw Fault() }
    return value
  }

  fileprivate mutating func optionalCount() throws(Fault) -> Int? {
    try optional { (from) throws(Fault) in try from.count() }
  }

  /// A day of a year of at most four digits, or near.
  private mutating func day() throws(Fault) -> CalendarDay {
    let number = try int()
    guard number.magnitude < 4_000_000 else { throw Fault() }
    return CalendarDay(number: Int32(number))
  }

  fileprivate mutating func period() throws(Fault) -> Period {
    guard let period = Period(first: try day(), last: try day()) else { throw Fault() }
    return period
  }

  fileprivate mutating func generatedStamp() throws(Fault) -> GeneratedStamp {
    let day = try day()
    let minute = try optionalCount()
    guard minute ?? 0 < 1440 else { throw Fault() }
    return GeneratedStamp(day: day, minute: minute)
  }
}
