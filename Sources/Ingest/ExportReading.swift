package import AdModel
import CSV
import Files
import Synchronization

/// Reads the exports of all sources side by side.
///
/// Small files are tasks of their own; a large one is cut into pieces where a record seems to
/// begin (`PieceCutter`). Threads take tasks in a fixed order and count into counters of their
/// own, one per file, which are merged at the end. A piece that turns out to start inside a
/// record makes its file be read again in one go. The result does not depend on who read what.
package enum ExportReading {
  /// Files of fewer bytes are read in one go.
  package static let pieceSizeBytes = 16 << 20

  /// One export file to read.
  package struct Request: Sendable {
    /// Index into the pipeline's sources.
    package var sourceIndex: Int
    package var source: Source
    package var match: FilePattern.Match
    /// Where the file lies.
    package var path: String

    package init(sourceIndex: Int, source: Source, match: FilePattern.Match, path: String) {
      self.sourceIndex = sourceIndex
      self.source = source
      self.match = match
      self.path = path
    }
  }

  /// The exports in the order of the requests.
  ///
  /// - Parameters:
  ///   - jobs: number of threads, at least 1.
  ///   - pieceSizeBytes: about how large the pieces are that larger files are cut into.
  ///   - progress: called after each file or piece with the bytes read; from any thread.
  /// - Throws: the `FileFault` or `RunFailure` of the first request, in order, that has one.
  package static func read(
    _ requests: [Request], jobs: Int, pieceSizeBytes: Int = ExportReading.pieceSizeBytes,
    progress: @escaping @Sendable (Int) -> Void = { _ in }
  ) throws -> [Export] {
    let opened = try Parallel.map(requests, jobs: jobs) { request, _ in
      let export = try OpenedExport(request, pieceSizeBytes: pieceSizeBytes)
      if !export.isCut { try export.readWhole(progress) }
      return export
    }
    let cut = opened.filter(\.isCut)
    let tasks = cut.flatMap { export in
      [PieceTask.digest(export)] + export.pieces.indices.map { PieceTask.piece(export, $0) }
    }
    _ = try Parallel.map(tasks, jobs: jobs) { task, thread in
      try task.perform(thread: thread, progress)
    }
    return try Parallel.map(opened, jobs: jobs) { export, _ in try export.finish() }
  }

  private enum PieceTask: Sendable {
    case digest(OpenedExport)
    case piece(OpenedExport, Int)

    func perform(thread: Int, _ progress: @Sendable (Int) -> Void) throws {
      switch self {
      case .digest(let export): try export.takeDigest()
      case .piece(let export, let index):
        try export.readPiece(index, thread: thread)
        progress(export.pieces[index].count)
      }
    }
  }
}

/// One export between its opening and its result.
private final class OpenedExport: Sendable {
  private let request: ExportReading.Request
  private let platform: Platform
  private let file: InputFile
  private let table: LocatedTable
  private let constants: RowConstants
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

  private struct PieceResult {
    var recordCount: Int
    var lineCount: Int
    var stoppedAt: Int
    var log: RejectLog
  }

  var isCut: Bool { pieces.count > 1 }

  init(_ request: ExportReading.Request, pieceSizeBytes: Int) throws {
    guard let platform = Platform.named(request.source.platform) else {
      preconditionFailure("the pipeline file was checked for unknown platforms")
    }
    let wanted = TableColumns.Wanted(request.source, platform)
    self.request = request
    self.platform = platform
    self.file = try InputFile(path: request.path)
    self.table = try TableLocator(
      file: file, shownPath: request.match.shownPath, wanted: wanted, platform: platform
    ).locate()
    self.grain = wanted.columns[.date] == nil ? .period : .daily
    self.constants = try OpenedExport.constants(request, wanted, table.preamble)
    self.pieces = try OpenedExport.pieces(file, table, sizeBytes: pieceSizeBytes)
  }

  private static func pieces(
    _ file: InputFile, _ table: LocatedTable, sizeBytes: Int
  ) throws -> [Range<Int>] {
    guard let columns = table.columns, !table.encoding.isTranscoded, !table.isCompressed,
      !table.endsAtBlankLine
    else { return [table.start.byteOffset..<max(file.size, table.start.byteOffset)] }
    return try PieceCutter(
      file: file, dialect: table.dialect, fieldCount: columns.header.count
    ).pieces(from: table.start.byteOffset, sizeBytes: sizeBytes)
  }

  // MARK: - What holds for every row

  private static func constants(
    _ request: ExportReading.Request, _ wanted: TableColumns.Wanted, _ preamble: PreambleFacts
  ) throws -> RowConstants {
    let path = request.match.shownPath
    var constants = RowConstants()
    if wanted.columns[.campaign] == nil {
      constants.campaign = request.match.facts.campaign ?? request.source.campaign
      if constants.campaign == nil, wanted.columns[.campaignID] == nil {
        throw RunFailure.campaignUnknown(path, source: request.source.name)
      }
    }
    constants.period = try statedPeriod(request, preamble)
    let hasDayColumns =
      wanted.columns[.date] != nil
      || wanted.columns[.firstDay] != nil && wanted.columns[.lastDay] != nil
    if !hasDayColumns, constants.period == nil {
      throw RunFailure.periodUnknown(path, source: request.source.name)
    }
    if wanted.columns[.firstDay] != nil { constants.period = nil }
    return constants
  }

  /// The days the preamble, the name, or the source's `period` states for the whole file.
  private static func statedPeriod(
    _ request: ExportReading.Request, _ preamble: PreambleFacts
  ) throws -> Period? {
    let facts = request.match.facts
    if let period = preamble.period { return period }
    if let first = facts.firstDay, let last = facts.lastDay {
      guard let period = Period(first: first, last: last) else {
        throw RunFailure.reversedPeriod(request.match.shownPath, first: first, last: last)
      }
      guard period.dayCount <= Period.longestDayCount else {
        throw RunFailure.periodTooLong(request.match.shownPath, period)
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

  func readWhole(_ progress: @Sendable (Int) -> Void) throws {
    try takeDigest()
    try readPiece(0, thread: 0)
    progress(file.size)
  }

  func readPiece(_ index: Int, thread: Int) throws {
    guard let columns = table.columns else { return }
    let box = state.withLock { state -> CounterBox in
      if let box = state.counters[thread] { return box }
      let box = CounterBox(makeCounter(columns))
      state.counters[thread] = box
      return box
    }
    let result = try read(
      pieces[index], isFirst: index == 0, isLast: index == pieces.count - 1, box)
    state.withLock { $0.results[index] = result }
  }

  private func makeCounter(_ columns: TableColumns) -> ExportCounter {
    ExportCounter(
      columns: columns, constants: constants, thousandsCommas: platform.hasThousandsCommas,
      endsAtBlankLine: table.endsAtBlankLine)
  }

  private func read(
    _ piece: Range<Int>, isFirst: Bool, isLast: Bool, _ box: CounterBox
  ) throws -> PieceResult {
    // Lines are counted from 0 in a piece; those before it are added when pieces are joined.
    let firstLine = isFirst ? table.start.lineNumber : 0
    let reader = try RecordReader(
      file, dialect: table.dialect, encoding: table.encoding,
      start: .init(byteOffset: piece.lowerBound, lineNumber: firstLine),
      pieceEnd: isLast ? .max : piece.upperBound)
    box.counter.startPiece()
    while !box.counter.isTableEnded, try reader.next() {
      box.counter.count(reader)
    }
    var log = box.counter.log
    log.count(moreBytes: reader.skippedByteCount)
    return PieceResult(
      recordCount: box.counter.recordCount, lineCount: reader.lineNumber,
      stoppedAt: reader.stoppedAt, log: log)
  }

  // MARK: - Result

  func finish() throws -> Export {
    try file.checkUnchanged()
    let (digest, results, counters) = state.withLock { state in
      (
        state.digest, state.results.sorted { $0.key < $1.key }.map(\.value),
        state.counters.sorted { $0.key < $1.key }.map(\.value)
      )
    }
    guard let digest else { preconditionFailure("the digest was taken") }
    guard let columns = table.columns else {
      return export(
        digest, textByteCount: file.size, recordCount: 0, RejectLog(), OpenedExport.nothing)
    }
    if !isCutRight(results) {
      let box = CounterBox(makeCounter(columns))
      let whole = try read(
        table.start.byteOffset..<file.size, isFirst: true, isLast: true, box)
      return export(
        digest, textByteCount: file.size, recordCount: whole.recordCount, whole.log,
        CounterJoin.partial(of: [box]))
    }
    var log = RejectLog()
    var recordCount = 0
    var lineCount = 0
    for result in results {
      log.append(result.log, recordsBefore: recordCount, linesBefore: lineCount)
      recordCount += result.recordCount
      lineCount += result.lineCount
    }
    return export(
      digest, textByteCount: table.isCompressed ? results[0].stoppedAt : file.size,
      recordCount: recordCount, log, CounterJoin.partial(of: counters))
  }

  private static let nothing = ExportPartial(identities: IdentityList(), series: [], rows: [])

  /// Whether each piece ended where the next one began.
  private func isCutRight(_ results: [PieceResult]) -> Bool {
    zip(results.dropLast(), pieces.dropFirst()).allSatisfy { $0.stoppedAt == $1.lowerBound }
  }

  private func export(
    _ digest: Digest, textByteCount: Int, recordCount: Int, _ log: RejectLog,
    _ partial: ExportPartial
  ) -> Export {
    let facts = request.match.facts
    return Export(
      source: request.sourceIndex, shownPath: request.match.shownPath, digest: digest.hex,
      byteCount: file.size, textByteCount: textByteCount, encoding: table.encoding,
      isCompressed: table.isCompressed,
      delimiterName: table.dialect.delimiterName, facts: facts,
      statedCampaign: constants.campaign, statedPeriod: statedPeriod,
      generatedAt: table.preamble.generatedAt ?? facts.generated.map { GeneratedStamp(day: $0) },
      grain: grain, recordCount: recordCount, rejectedCount: log.count,
      rejectedByteCount: log.byteCount, rejects: log.rejects, partial: partial)
  }

  private var statedPeriod: Period? {
    try? OpenedExport.statedPeriod(request, table.preamble)
  }
}
