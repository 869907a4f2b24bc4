package import AdModel
import CSV
import Files
import Synchronization

/// Reads the exports of all sources side by side.
///
/// Small files are tasks of their own, open no longer than they are read; a large one is cut into
/// pieces where a record seems to begin (`PieceCutter`), or is one piece when it must be unpacked or
/// transcoded, and its digest is a task beside them. Threads take tasks in a fixed order and
/// count into counters of their own, one per file, which are merged at the end. A piece that turns
/// out to start inside a record makes its file be read again in one go. The result does not depend
/// on who read what.
package enum ExportReading {
  /// Files of fewer bytes are read in one go.
  package static let pieceSizeBytes = 16 << 20
  /// Pieces of one file among few are no smaller.
  private static let leastPieceSizeBytes = 1 << 20
  /// How many large files are open at once.
  private static let openFileLimit = 64
  /// After how many small files the memory they no longer need is given back.
  private static let filesPerTrim = 1000

  /// One export file to read.
  package struct Request: Sendable {
    /// Index into the pipeline's sources.
    package var sourceIndex: Int
    package var source: Source
    package var match: FilePattern.Match
    /// Where the file lies.
    package var path: String
    /// How its times of day are put on days.
    package var zones: DayZones

    package init(
      sourceIndex: Int, source: Source, match: FilePattern.Match, path: String,
      zones: DayZones = DayZones()
    ) {
      self.sourceIndex = sourceIndex
      self.source = source
      self.match = match
      self.path = path
      self.zones = zones
    }
  }

  /// The exports in the order of the requests.
  ///
  /// - Parameters:
  ///   - jobs: number of threads, at least 1.
  ///   - pieceSizeBytes: about how large the pieces are that larger files are cut into.
  ///   - store: where exports that were read before are found and those read now are kept, when
  ///     all could be read; it has no say in what is found. What is found opens its rows when they
  ///     are asked for, and reads the file again where those were not kept whole.
  ///   - progress: called after each file or piece with the bytes read; from any thread.
  /// - Throws: the `FileFault` or `RunFailure` of the first request, in order, that has one.
  package static func read(
    _ requests: [Request], jobs: Int, pieceSizeBytes: Int = ExportReading.pieceSizeBytes,
    store: (any ExportStore)? = nil, progress: @escaping @Sendable (Int) -> Void = { _ in }
  ) throws -> [Export] {
    guard let store else {
      let read = try readFiles(requests, jobs: jobs, pieceSizeBytes: pieceSizeBytes, progress)
      try checkGrains(read.map(\.export), requests)
      return read.map(\.export)
    }
    let readings = Request.readings(requests)
    var exports = try kept(of: requests, readings, in: store, jobs: jobs, progress)
    let unread = requests.indices.filter { exports[$0] == nil }
    let read = try readFiles(
      unread.map { requests[$0] }, jobs: jobs, pieceSizeBytes: pieceSizeBytes, progress)
    for (place, read) in zip(unread, read) { exports[place] = read.export }
    try checkGrains(exports.compactMap(\.self), requests)
    let new = try keep(read, unread.map { readings[$0] }, in: store, jobs: jobs)
    for (place, export) in zip(unread, new) { exports[place] = export }
    return exports.compactMap(\.self)
  }

  private static func readFiles(
    _ requests: [Request], jobs: Int, pieceSizeBytes: Int,
    _ progress: @escaping @Sendable (Int) -> Void
  ) throws -> [ReadExport] {
    let smallFileCount = Atomic(0)
    let pieceSizeBytes = sharedPieceSize(requests, jobs: jobs, pieceSizeBytes: pieceSizeBytes)
    // What fails is told of the first request that does, however large it is.
    let small = Parallel.map(requests, jobs: jobs) { request in
      Result { () throws -> ReadExport? in
        let file = try InputFile(path: request.path)
        let export = try OpenedExport(request, file, pieceSizeBytes: pieceSizeBytes)
        if export.isLarge { return nil }
        let whole = try export.readWhole(progress)
        if smallFileCount.add(1, ordering: .relaxed).newValue % filesPerTrim == 0 {
          FreedMemory.giveBack()
        }
        return try ReadExport(whole, of: file)
      }
    }
    let end =
      small.firstIndex { result in
        if case .failure = result { true } else { false }
      } ?? small.endIndex
    var exports = try small[..<end].map { try $0.get() }
    let large = exports.indices.filter { exports[$0] == nil }
    for start in stride(from: 0, to: large.count, by: openFileLimit) {
      let places = large[start..<min(start + openFileLimit, large.count)]
      let cut = try places.map {
        try OpenedExport(
          requests[$0], try InputFile(path: requests[$0].path), pieceSizeBytes: pieceSizeBytes)
      }
      for (place, export) in zip(places, try readCut(cut, jobs: jobs, progress)) {
        exports[place] = export
      }
    }
    if end < small.endIndex { _ = try small[end].get() }
    return exports.compactMap(\.self)
  }

  /// Smaller pieces for fewer files than threads, so that a night's one new file is read by all.
  private static func sharedPieceSize(
    _ requests: [Request], jobs: Int, pieceSizeBytes: Int
  ) -> Int {
    guard requests.count < jobs else { return pieceSizeBytes }
    let byteCount = requests.reduce(0) { $0 + ((try? InputFile(path: $1.path))?.size ?? 0) }
    return min(pieceSizeBytes, max(leastPieceSizeBytes, byteCount / (2 * jobs) + 1))
  }

  private static func readCut(
    _ cut: [OpenedExport], jobs: Int, _ progress: @escaping @Sendable (Int) -> Void
  ) throws -> [ReadExport] {
    let tasks = cut.indices.flatMap { place in
      [PieceTask.digest(cut[place])]
        + cut[place].pieces.indices.map { PieceTask.piece(cut[place], $0) }
    }
    let results = try Parallel.map(tasks, jobs: jobs) { task, thread in
      Result { try task.perform(thread: thread, progress) }
    }
    let starts = cut.reduce(into: [0]) { starts, export in
      starts.append(starts[starts.count - 1] + 1 + export.pieces.count)
    }
    return try Parallel.map(Array(cut.indices), jobs: jobs) { place, _ in
      let export = cut[place]
      for result in results[starts[place]..<starts[place + 1]] { try result.get() }
      let finished = try OpenedExport.unpacking(export.file) {
        try export.finish(jobs: max(1, jobs / cut.count))
      }
      return try ReadExport(finished, of: export.file)
    }
  }

  /// A source has one grain; empty exports have none.
  ///
  /// - Throws: for the first export whose grain is not that of its source's first.
  package static func checkGrains(
    _ exports: [Export], _ requests: [Request]
  ) throws(RunFailure) {
    var firsts: [Int: Export] = [:]
    for (export, request) in zip(exports, requests) where export.recordCount > 0 {
      guard let first = firsts[export.source] else {
        firsts[export.source] = export
        continue
      }
      guard first.grain == export.grain else {
        throw .mixedGrains(first, export, source: request.source.name)
      }
    }
  }

  private enum PieceTask: Sendable {
    case digest(OpenedExport)
    case piece(OpenedExport, Int)

    func perform(thread: Int, _ progress: @Sendable (Int) -> Void) throws {
      switch self {
      case .digest(let export): try export.takeDigest()
      case .piece(let export, let index):
        try OpenedExport.unpacking(export.file) { try export.readPiece(index, thread: thread) }
        progress(export.isCut ? export.pieces[index].count : export.file.size)
      }
    }
  }
}

/// One export between its opening and its result.
final class OpenedExport: Sendable {
  let request: ExportReading.Request
  private let platform: Platform
  let file: InputFile
  let table: LocatedTable
  let constants: RowConstants
  private let grain: Export.Grain
  /// Byte ranges of the pieces; one that holds everything when the file is not cut.
  let pieces: [Range<Int>]
  private let state = Mutex(State())

  private struct State {
    var digest: Digest?
    var results: [Int: PieceResult] = [:]
    /// One per thread that read a piece.
    var counters: [Int: CounterBox] = [:]
  }

  struct PieceResult {
    var recordCount: Int
    var lineCount: Int
    var stoppedAt: Int
    var log: RejectLog
    var leftOut: LeftOut
    var furtherHeaderLine: Int?
  }

  var isCut: Bool { pieces.count > 1 }
  /// Whether its digest and its pieces are tasks of their own.
  let isLarge: Bool

  init(_ request: ExportReading.Request, _ file: InputFile, pieceSizeBytes: Int) throws {
    guard let platform = Platform.named(request.source.platform) else {
      preconditionFailure("the pipeline file was checked for unknown platforms")
    }
    self.request = request
    self.platform = platform
    self.file = file
    self.table = try OpenedExport.unpacking(file) {
      try TableLocator(
        file: file, shownPath: request.match.shownPath, source: request.source, platform: platform
      ).locate()
    }
    let span = try OpenedExport.rowSpan(request, table)
    self.constants = try OpenedExport.constants(request, platform, table, span)
    self.grain = OpenedExport.grain(platform, table, span)
    self.pieces = try OpenedExport.pieces(file, table, sizeBytes: pieceSizeBytes)
    self.isLarge = pieces.count > 1 || file.size > pieceSizeBytes
  }

  private static func pieces(
    _ file: InputFile, _ table: LocatedTable, sizeBytes: Int
  ) throws -> [Range<Int>] {
    let start = table.start.byteOffset
    guard let columns = table.columns, !table.encoding.isTranscoded, !table.isCompressed
    else { return [start..<max(file.size, start)] }
    return try PieceCutter(
      file: file, dialect: table.dialect, fieldCount: columns.header.count
    ).pieces(from: start, to: table.end?.byteOffset ?? file.size, sizeBytes: sizeBytes)
  }

  /// Does what may unpack the file: one that grows or is cut meanwhile looks broken, and is to be
  /// read again later.
  static func unpacking<Result>(
    _ file: InputFile, _ body: () throws -> Result
  ) throws -> Result {
    do {
      return try body()
    } catch let fault as FileFault where fault.kind == .brokenCompression {
      try file.checkUnchanged()
      throw fault
    }
  }

  // MARK: - What holds for every row

  /// An empty report without a header is taken for what its kind most often is.
  private static func grain(
    _ platform: Platform, _ table: LocatedTable, _ span: RowSpan
  ) -> Export.Grain {
    guard let columns = table.columns else {
      return platform.headers[0].columns[.date] == nil ? .period : .daily
    }
    return columns.date != nil && span == .day ? .daily : .period
  }

  private static func rowSpan(
    _ request: ExportReading.Request, _ table: LocatedTable
  ) throws -> RowSpan {
    if let span = request.source.rowSpan { return span }
    guard let columns = table.columns, let date = columns.date else { return .day }
    switch columns.header[date] {
    case "WeekStartDate": return .week
    case "MonthStartDate": return .month
    default: break
    }
    guard let aggregation = table.facts.aggregation else { return .day }
    switch FoldedText(aggregation).text {
    case "daily", "hourly": return .day
    case "weekly": return .week
    case "monthly": return .month
    default:
      throw RunFailure.aggregationUnknown(
        request.match.shownPath, aggregation, source: request.source.name)
    }
  }

  private static func constants(
    _ request: ExportReading.Request, _ platform: Platform, _ table: LocatedTable, _ span: RowSpan
  ) throws -> RowConstants {
    let path = request.match.shownPath
    let source = request.source
    var constants = RowConstants()
    constants.span = span
    constants.dates = source.reading.dates ?? table.header.dates
    constants.numbers = source.reading.numbers ?? table.header.numbers
    constants.zones = request.zones
    constants.totals = source.reading.totals ?? platform.totals
    constants.accountText = source.accountText
    let columns = table.columns
    if columns?.campaign == nil {
      constants.campaign = request.match.facts.campaign ?? source.campaign
      if let columns, constants.campaign == nil, columns.campaignID == nil {
        throw RunFailure.campaignUnknown(path, source: source.name)
      }
    }
    constants.period = try statedPeriod(request, table.facts)
    if columns?.firstDay != nil { constants.period = nil }
    if columns?.date == nil, columns?.firstDay == nil, constants.period == nil {
      throw RunFailure.periodUnknown(path, source: source.name)
    }
    return constants
  }

  /// The days the report, the name, or the source's `period` states for the whole file.
  private static func statedPeriod(
    _ request: ExportReading.Request, _ report: ReportFacts
  ) throws -> Period? {
    let facts = request.match.facts
    if report.period == nil, let days = report.reversed {
      throw RunFailure.reversedPeriod(
        request.match.shownPath, first: days[0], last: days[1], said: "report")
    }
    if let period = report.period {
      guard period.dayCount <= Period.longestDayCount else {
        throw RunFailure.periodTooLong(request.match.shownPath, period, said: "report")
      }
      return period
    }
    if let first = facts.firstDay, let last = facts.lastDay {
      guard let period = Period(first: first, last: last) else {
        throw RunFailure.reversedPeriod(
          request.match.shownPath, first: first, last: last, said: "name")
      }
      guard period.dayCount <= Period.longestDayCount else {
        throw RunFailure.periodTooLong(request.match.shownPath, period, said: "name")
      }
      return period
    }
    if let days = request.source.periodDaysBeforeGenerated, let last = facts.generated {
      return Period(first: last.advanced(by: 1 - days), last: last)
    }
    return nil
  }

  // MARK: - Reading

  func takeDigest() throws {
    let digest = try Digest(of: file)
    state.withLock { $0.digest = digest }
  }

  /// Reads and finishes a file in one go.
  func readWhole(_ progress: @Sendable (Int) -> Void) throws -> Export {
    try takeDigest()
    return try OpenedExport.unpacking(file) {
      try readPiece(0, thread: 0)
      progress(file.size)
      return try finish(jobs: 1)
    }
  }

  func readPiece(_ index: Int, thread: Int) throws {
    guard let columns = table.columns else { return }
    let box = state.withLock { state -> CounterBox in
      if let box = state.counters[thread] { return box }
      let box = CounterBox(
        ExportCounter(columns: columns, constants: constants, dialect: table.dialect))
      state.counters[thread] = box
      return box
    }
    var untraced = Untraced()
    let result = try read(
      pieces[index], isFirst: index == 0, isLast: index == pieces.count - 1, box,
      encoding: table.encoding, tracer: &untraced)
    state.withLock { $0.results[index] = result }
  }

  private func read(
    _ piece: Range<Int>, isFirst: Bool, isLast: Bool, _ box: CounterBox, encoding: TextEncoding,
    tracer: inout some RowTracer
  ) throws -> PieceResult {
    // Lines are counted from 0 in a piece; those before it are added when pieces are joined.
    let firstLine = isFirst ? table.start.lineNumber : 0
    let reader = try RecordReader(
      file, dialect: table.dialect, encoding: encoding,
      start: .init(byteOffset: piece.lowerBound, lineNumber: firstLine),
      pieceEnd: isLast && (table.end == nil || !isCut) ? .max : piece.upperBound)
    let endLine = isCut ? .max : table.end?.lineNumber ?? .max
    box.counter.startPiece()
    while !box.counter.isTableEnded, try reader.next() {
      box.counter.count(reader, endLine: endLine, tracer: &tracer)
    }
    var log = box.counter.log
    log.count(moreBytes: reader.skippedByteCount)
    return PieceResult(
      recordCount: box.counter.recordCount, lineCount: reader.lineNumber,
      stoppedAt: reader.stoppedAt, log: log, leftOut: box.counter.leftOut,
      furtherHeaderLine: box.counter.furtherHeaderLine)
  }

  // MARK: - Result

  /// What was read of the file, joined.
  private struct Reading {
    var encoding: TextEncoding
    var textByteCount: Int
    var recordCount = 0
    var log = RejectLog()
    var leftOut = LeftOut()
    var partial = ExportPartial(identities: IdentityList(), series: [], rows: [])
    var isMixedEncoding = false
    var furtherHeaderLine: Int?
    var usesZones = false
  }

  /// - Parameter jobs: number of threads, at least 1.
  func finish(jobs: Int) throws -> Export {
    guard let digest = state.withLock({ $0.digest }) else {
      preconditionFailure("the digest was taken")
    }
    var reading = try joined(jobs: jobs)
    if table.encoding == .utf8, request.source.reading.encoding == nil,
      reading.log.countByReason[.invalidEncoding] != nil
    {
      let evidence = try EncodingEvidence(scanning: file)
      if evidence.isWindows1252 {
        reading = try readAgain(encoding: .windows1252, jobs: jobs)
      } else {
        // A NUL alone is no other encoding.
        reading.isMixedEncoding = evidence.invalidCount > 0
      }
    }
    try file.checkUnchanged()
    let export = export(digest, reading)
    try check(export, furtherHeaderLine: reading.furtherHeaderLine)
    return export
  }

  private func joined(jobs: Int) throws -> Reading {
    guard table.columns != nil else {
      return Reading(encoding: table.encoding, textByteCount: file.size)
    }
    let (results, counters) = state.withLock { state in
      (
        state.results.sorted { $0.key < $1.key }.map(\.value),
        state.counters.sorted { $0.key < $1.key }.map(\.value)
      )
    }
    guard isCutRight(results) else { return try readAgain(encoding: table.encoding, jobs: jobs) }
    var reading = Reading(
      encoding: table.encoding,
      textByteCount: table.isCompressed ? results[0].stoppedAt : file.size)
    var lineCount = 0
    for result in results {
      reading.log.append(
        result.log, recordsBefore: reading.recordCount, linesBefore: lineCount)
      reading.leftOut += result.leftOut
      reading.recordCount += result.recordCount
      reading.furtherHeaderLine =
        reading.furtherHeaderLine ?? result.furtherHeaderLine.map { $0 + lineCount }
      lineCount += result.lineCount
    }
    reading.usesZones = counters.contains { $0.counter.usesZones }
    reading.partial = try CounterJoin.partial(of: counters, jobs: jobs)
    return reading
  }

  /// The whole file in one go.
  private func readAgain(encoding: TextEncoding, jobs: Int) throws -> Reading {
    guard let columns = table.columns else { preconditionFailure("there is a table") }
    let box = CounterBox(
      ExportCounter(columns: columns, constants: constants, dialect: table.dialect))
    var untraced = Untraced()
    let result = try readInOneGo(box, encoding: encoding, tracer: &untraced)
    return Reading(
      encoding: encoding,
      textByteCount: table.isCompressed ? result.stoppedAt : file.size,
      recordCount: result.recordCount, log: result.log, leftOut: result.leftOut,
      partial: try CounterJoin.partial(of: [box], jobs: jobs),
      furtherHeaderLine: result.furtherHeaderLine,
      usesZones: box.counter.usesZones)
  }

  /// Counts all rows of the table into a box.
  func readInOneGo(
    _ box: CounterBox, encoding: TextEncoding, tracer: inout some RowTracer
  ) throws -> PieceResult {
    let start = table.start.byteOffset
    let end = isCut ? table.end?.byteOffset : nil
    // What unpacks may begin further in than the packed file is long.
    return try read(
      start..<max(end ?? file.size, start), isFirst: true, isLast: true, box,
      encoding: encoding, tracer: &tracer)
  }

  /// Whether each piece ended where the next one began.
  private func isCutRight(_ results: [PieceResult]) -> Bool {
    zip(results.dropLast(), pieces.dropFirst()).allSatisfy { $0.stoppedAt == $1.lowerBound }
  }

  private func export(_ digest: Digest, _ reading: Reading) -> Export {
    let facts = request.match.facts
    var export = Export(
      source: request.sourceIndex, shownPath: request.match.shownPath, digest: digest.hex,
      byteCount: file.size, textByteCount: reading.textByteCount, encoding: reading.encoding,
      isCompressed: table.isCompressed,
      delimiterName: table.dialect.delimiterName, facts: facts,
      statedCampaign: constants.campaign, statedPeriod: statedPeriod,
      generatedAt: table.facts.generatedAt ?? facts.generated.map { GeneratedStamp(day: $0) },
      grain: grain, recordCount: reading.recordCount - reading.leftOut.nonRows,
      rejectedCount: reading.log.count, rejectedByteCount: reading.log.byteCount,
      rejects: reading.log.rejects, counts: ExportCounts(reading.partial))
    export.layout = Export.Layout(
      language: table.header.language, dates: constants.dates, numbers: constants.numbers,
      headerLine: table.headerLine,
      footerLineCount: table.footerLineCount, furtherTableLine: table.furtherTableLine,
      leftOut: reading.leftOut,
      repeatedNames: table.columns?.repeatedNames ?? [],
      isMixedEncoding: reading.isMixedEncoding, usesZones: reading.usesZones,
      unusualQuotes: unusualQuotes)
    return export
  }

  private var unusualQuotes: String? {
    let dialect = table.dialect
    guard !request.source.reading.saysQuotes,
      dialect.quote != UInt8(ascii: "\"") || dialect.escape != nil
    else { return nil }
    let escape = dialect.escape.map { "'escape: \(CSVDialect.name(of: $0))'" }
    let quote =
      dialect.quote == UInt8(ascii: "\"")
      ? nil : "'quote: \(dialect.quote.map(CSVDialect.name) ?? "none")'"
    return [quote, escape].compactMap(\.self).joined(separator: " and ")
  }

  private var statedPeriod: Period? {
    try? OpenedExport.statedPeriod(request, table.facts)
  }

  // MARK: - What a report says of itself

  private func check(_ export: Export, furtherHeaderLine: Int?) throws(RunFailure) {
    if let line = furtherHeaderLine { throw .furtherHeader(export.shownPath, line: line) }
    // What one report says of its days does not hold for the next.
    if export.layout.leftOut.repeatedHeaders > 0, table.facts.period != nil {
      throw .severalReports(export.shownPath)
    }
    // A row of sums may be counted or not: no vendor says.
    if let stated = table.facts.statedRows, stated != export.recordCount,
      stated != export.recordCount + export.layout.leftOut.totals
    {
      throw .rowCountDiffers(export.shownPath, stated: stated, found: export.recordCount)
    }
    guard platform.datesSumsWithFirstDay, grain == .daily, !request.source.hasDailyBreakdown else {
      return
    }
    if let period = export.statedPeriod, export.isAllOnFirstDay(of: period) {
      throw .noDailyBreakdown(export.shownPath, period, source: request.source.name)
    }
    let days = Set(export.series.map(\.period.first))
    if days.count > 1, days.allSatisfy({ $0.components.day == 1 }) {
      throw .monthlyBreakdown(export.shownPath, source: request.source.name)
    }
  }
}
