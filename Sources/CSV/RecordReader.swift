package import Files

/// Reads the records of a file, or of a piece of one, batch by batch, in constant memory.
///
/// Records whose quotes stand around whole fields are taken as they lie in the file, where
/// `RecordScan` finds them; the others are taken apart by libcsv (`QuotedRecordParser`). In a dialect
/// with an escape byte every record goes to `EscapedRecordParser`. All give the same answer on a
/// record that more than one can read; differential tests hold them to it.
///
/// Blank lines are no records. Line ends are LF, CR LF and CR, mixed at will. UTF-16 and
/// Windows-1252 are turned into UTF-8 on the way; what is no text in it becomes the byte FF, which no
/// UTF-8 contains, so that whoever reads the field finds it invalid.
///
/// Unsafe, and why it is sound: one allocation holds the chunk, 64 zero bytes for the scan's last
/// block, the scratch space, and 64 bytes more for those who look at a field in whole words. Offsets into it are kept below `limit` by the scan and below the
/// scratch space's end by the check before a quoted record is parsed.
@safe package final class RecordReader {
  /// Where a reader starts: a byte of the file (after the byte order mark) and its line number.
  package struct Position: Hashable, Sendable {
    package var byteOffset: Int
    package var lineNumber: Int

    package init(byteOffset: Int, lineNumber: Int) {
      self.byteOffset = byteOffset
      self.lineNumber = lineNumber
    }
  }

  private static let windowSizeBytes = 1 << 18
  private static let chunkCapacity = 2 * RecordLimits.bytes
  private static let scratchStart = chunkCapacity + 64
  private static let scratchCapacity = 2 * RecordLimits.bytes
  /// A record's bytes, and one behind each field.
  private static let scratchNeeded = RecordLimits.bytes + 2

  package let batch: RecordBatch
  private let memory: UnsafeMutablePointer<UInt8>
  private var scan = RecordScan()
  private let stream: ByteStream
  private let dialect: CSVDialect
  private let parser: any RecordParser
  private let transcoder: (any Transcoder)?
  /// The file's byte that the chunk's first byte stands for.
  private var origin: Int
  /// Chunk offset of the next record.
  private var position = 0
  /// Chunk offset after the last byte read.
  private var limit = 0
  private var isEndOfFile = false
  private var isSkippingLine = false
  private var followsBlankLine = false
  private let pieceEnd: Int
  /// The line of the next record.
  package private(set) var lineNumber: Int
  /// Bytes of overlong lines that no record of a batch shows.
  package private(set) var skippedByteCount = 0

  /// - Parameters:
  ///   - start: must be the start of a record; in a transcoded or compressed file, of
  ///     the text.
  ///   - pieceEnd: records that start at this byte or later belong to somebody else.
  package init(
    _ file: InputFile, dialect: CSVDialect, encoding: TextEncoding, start: Position,
    pieceEnd: Int = .max
  ) throws(FileFault) {
    self.stream = try ByteStream(file, from: start.byteOffset)
    self.dialect = dialect
    unsafe self.memory = .allocate(
      capacity: RecordReader.scratchStart + RecordReader.scratchCapacity + 64)
    self.batch = unsafe RecordBatch(base: memory, dialect: dialect)
    if let escape = dialect.escape {
      self.parser = EscapedRecordParser(
        batch: batch, dialect: dialect, escape: escape, scratchStart: RecordReader.scratchStart)
    } else {
      self.parser = QuotedRecordParser(
        batch: batch, dialect: dialect, scratchStart: RecordReader.scratchStart)
    }
    self.transcoder =
      if encoding.isUTF16 {
        UTF16Transcoder(encoding)
      } else if encoding == .windows1252 {
        Windows1252Transcoder()
      } else {
        nil
      }
    self.origin = start.byteOffset
    self.lineNumber = start.lineNumber
    self.pieceEnd = pieceEnd
  }

  deinit {
    unsafe memory.deallocate()
  }

  /// Fills the batch with the next records; false when there are none left.
  package func next() throws(FileFault) -> Bool {
    batch.clear()
    parser.scratchEnd = RecordReader.scratchStart
    while batch.recordCount == 0 {
      switch isSkippingLine ? skipLine() : scanRecords() {
      case .full: break
      case .pieceEnded: return batch.recordCount > 0
      case .needsMore:
        if batch.recordCount > 0 { return true }
        if isEndOfFile { return false }
        try refill()
      }
    }
    return true
  }

  /// The byte of the file at which the next record would start; right for files read as they lie.
  package var stoppedAt: Int { origin + position }

  /// The position right behind a record of the batch and its line end, blank lines to come.
  package func position(after record: Int) -> Position {
    var offset = batch.rawStart(record)
    let textEnd = unsafe batch.rawBytes(record).count + offset
    var lineNumber = batch.lineNumber(record)
    while let line = LineEnd.find(in: batch, from: offset, limit: limit, isEnd: true) {
      offset = line.next
      lineNumber += 1
      if line.textEnd >= textEnd { break }
    }
    return Position(byteOffset: byteOffset(ofChunkOffset: offset), lineNumber: lineNumber)
  }

  /// How a record of the batch ends; nil at the end of the file.
  package func lineEnd(_ record: Int) -> LineEndKind? {
    let end = unsafe batch.rawStart(record) + batch.rawBytes(record).count
    guard end < limit else { return nil }
    if unsafe memory[end] == UInt8(ascii: "\n") { return .lineFeed }
    guard unsafe memory[end] == UInt8(ascii: "\r") else { return nil }
    let isPair = unsafe end + 1 < limit && memory[end + 1] == UInt8(ascii: "\n")
    return isPair ? .both : .carriageReturn
  }

  /// The byte of the file (of the unpacked text, in gzip) at which a record of the batch starts.
  package func byteOffset(_ record: Int) -> Int {
    byteOffset(ofChunkOffset: batch.rawStart(record))
  }

  private func byteOffset(ofChunkOffset offset: Int) -> Int {
    guard let transcoder else { return origin + offset }
    return unsafe origin
      + transcoder.sizeInFile(UnsafeBufferPointer(start: memory, count: offset))
  }

  // MARK: - Scanning

  private enum Stop {
    case full
    case pieceEnded
    case needsMore
  }

  /// Appends records until the batch is full, the piece ends, or the chunk does.
  private func scanRecords() -> Stop {
    let pieceLimit = pieceEnd == .max ? Int.max : pieceEnd - origin
    if dialect.escape != nil { return parseRecords(pieceLimit: pieceLimit) }
    while true {
      if position >= pieceLimit { return .pieceEnded }
      // Blank lines leave ends behind that no record needs.
      if batch.recordCount == 0 { batch.endCount = 0 }
      if batch.recordCount >= RecordBatch.recordCapacity || !batch.hasRoomForEnds { return .full }
      scan.scan(batch, from: position, limit: limit, dialect: dialect)
      let taken = takeRecords(pieceLimit: pieceLimit)
      scan.keepEnds(batch)
      if position >= pieceLimit { return .pieceEnded }
      switch taken {
      case .cutOff: return suspend()
      case .irregular:
        if let stop = parseRecord() { return stop }
      case .all:
        switch scan.stop {
        case .batchFull: continue
        case .needsRoom: batch.growEnds()
        case .irregular:
          if let stop = parseRecord() { return stop }
        case .limit:
          guard position < limit else { return suspend() }
          let last = scan.last(batch, textEnd: limit)
          if isBeyondLimits(last) {
            scan.keepEnds(batch)
            if let stop = parseRecord() { return stop }
          } else if isEndOfFile {
            append(last, next: limit)
          } else {
            scan.keepEnds(batch)
            return suspend()
          }
        }
      }
    }
  }

  private enum Taken {
    /// Up to where the scan or the piece ends.
    case all
    /// The next record ends with a CR that may have an LF to come.
    case cutOff
    /// The next record is for a parser, or beyond what one takes.
    case irregular
  }

  /// Appends the records that were scanned, and moves on behind them.
  private func takeRecords(pieceLimit: Int) -> Taken {
    while let record = scan.next(batch) {
      guard position < pieceLimit else {
        scan.putBack()
        return .all
      }
      var next = record.textEnd &+ 1
      if unsafe memory[record.textEnd] == UInt8(ascii: "\r") {
        if next < limit {
          if unsafe memory[next] == UInt8(ascii: "\n") { next &+= 1 }
        } else if !isEndOfFile {
          scan.putBack()
          return .cutOff
        }
      }
      if isBeyondLimits(record) {
        scan.putBack()
        return .irregular
      }
      append(record, next: next)
    }
    return .all
  }

  /// Whether a record of several lines, or what there is of it, is longer than a record may be: its
  /// first line is set aside then, and reading goes on with the next.
  @inline(__always)
  private func isBeyondLimits(_ record: RecordScan.Record) -> Bool {
    record.innerLineCount > 0
      && (record.innerLineCount >= RecordLimits.lines
        || record.textEnd &- position > RecordLimits.bytes)
  }

  /// Appends a record as it lies in the file, unless it is a blank line.
  @inline(__always)
  private func append(_ record: RecordScan.Record, next: Int) {
    if record.textEnd &- position > RecordLimits.bytes {
      appendFault(.tooLong, from: position, textEnd: record.textEnd)
    } else if record.fieldCount == 1, batch.isBlank(position, record.textEnd) {
      followsBlankLine = true
    } else {
      appendMark(
        firstEnd: record.firstEnd, fieldCount: record.fieldCount, fieldStart: position,
        from: position, textEnd: record.textEnd, isRaw: true)
    }
    lineNumber &+= 1 &+ record.innerLineCount
    position = next
  }

  /// The same in a dialect whose every record may hold an escape: each goes through the parser.
  private func parseRecords(pieceLimit: Int) -> Stop {
    while true {
      if position >= pieceLimit { return .pieceEnded }
      if batch.recordCount >= RecordBatch.recordCapacity { return .full }
      guard position < limit else { return suspend() }
      if let line = blankLine(from: position) {
        if line.next == position { return suspend() }
        followsBlankLine = true
        lineNumber += 1
        position = line.next
      } else if let stop = parseRecord() {
        return stop
      }
    }
  }

  /// The line end behind nothing but white space; one that leads nowhere when it is cut off.
  private func blankLine(from start: Int) -> LineEnd? {
    var index = start
    while index < limit, unsafe memory[index] == 0x20 || memory[index] == 0x09,
      unsafe memory[index] != dialect.delimiter
    {
      index += 1
    }
    let cutOff = LineEnd(textEnd: start, next: start)
    if index == limit { return isEndOfFile ? LineEnd(textEnd: limit, next: limit) : cutOff }
    guard unsafe memory[index] == 0x0A || memory[index] == 0x0D else { return nil }
    return LineEnd.lineEnd(in: batch, at: index, limit: limit, isEnd: isEndOfFile) ?? cutOff
  }

  /// Leaves a record that the chunk cuts off for the next chunk, unless it is too long already.
  private func suspend() -> Stop {
    let textEnd = LineEnd.knownText(in: batch, limit: limit)
    if textEnd - position > RecordLimits.bytes {
      appendFault(.tooLong, from: position, textEnd: textEnd)
      position = textEnd
      isSkippingLine = true
      return .full
    }
    return .needsMore
  }

  /// Hands the next record to the parser; the answer is nil when reading can go on.
  private func parseRecord() -> Stop? {
    let scratchLeft =
      RecordReader.scratchStart + RecordReader.scratchCapacity - parser.scratchEnd
    if scratchLeft < RecordReader.scratchNeeded { return .full }
    let firstEnd = batch.endCount
    let fieldStart = parser.scratchEnd
    switch parser.parse(from: position, limit: limit, isEnd: isEndOfFile) {
    case .record(let end, let lineCount):
      appendMark(
        firstEnd: firstEnd, fieldCount: batch.endCount - firstEnd, fieldStart: fieldStart,
        from: position, textEnd: textEnd(before: end, from: position), isRaw: false)
      lineNumber += lineCount
      position = end
      return nil
    case .fault(let fault):
      return appendFirstLineFault(fault)
    case .needsMore:
      return suspend()
    }
  }

  /// Sets aside the first line of a broken record; reading goes on with the next.
  private func appendFirstLineFault(_ fault: RecordFault) -> Stop? {
    guard
      let line = LineEnd.find(in: batch, from: position, limit: limit, isEnd: isEndOfFile)
    else {
      return suspend()
    }
    appendFault(fault, from: position, textEnd: line.textEnd)
    lineNumber += 1
    position = line.next
    return nil
  }

  /// The end of the text before a line end.
  private func textEnd(before next: Int, from start: Int) -> Int {
    var end = next
    if end > start, unsafe memory[end - 1] == UInt8(ascii: "\n") { end -= 1 }
    if end > start, unsafe memory[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return end
  }

  private func appendFault(_ fault: RecordFault, from start: Int, textEnd: Int) {
    appendMark(
      firstEnd: 0, fieldCount: 0, fieldStart: start, from: start, textEnd: textEnd,
      fault: fault.rawValue, isRaw: true)
  }

  @inline(__always)
  private func appendMark(
    firstEnd: Int, fieldCount: Int, fieldStart: Int, from start: Int, textEnd: Int,
    fault: UInt8 = 0, isRaw: Bool
  ) {
    unsafe batch.marks[batch.recordCount] = .init(
      firstEnd: UInt32(truncatingIfNeeded: firstEnd),
      fieldCount: UInt32(truncatingIfNeeded: fieldCount),
      fieldStart: UInt32(truncatingIfNeeded: fieldStart),
      rawStart: UInt32(truncatingIfNeeded: start), rawEnd: UInt32(truncatingIfNeeded: textEnd),
      fault: fault, isRaw: isRaw, followsBlankLine: followsBlankLine, lineNumber: lineNumber)
    batch.recordCount &+= 1
    followsBlankLine = false
  }

  private func skipLine() -> Stop {
    guard
      let line = LineEnd.find(in: batch, from: position, limit: limit, isEnd: isEndOfFile)
    else {
      // A CR at the very end stays: its LF may be the next chunk's first byte.
      let end = LineEnd.knownText(in: batch, limit: limit)
      skippedByteCount += end - position
      position = end
      return .needsMore
    }
    skippedByteCount += line.textEnd - position
    position = line.next
    lineNumber += 1
    isSkippingLine = false
    return .full
  }

  // MARK: - Filling

  /// Moves the unread tail to the front and reads on behind it.
  private func refill() throws(FileFault) {
    origin = byteOffset(ofChunkOffset: position)
    let tail = limit - position
    if position > 0, tail > 0 {
      unsafe memory.update(from: memory + position, count: tail)
    }
    position = 0
    limit = tail
    let room = min(RecordReader.windowSizeBytes, RecordReader.chunkCapacity - tail)
    let buffer = unsafe UnsafeMutableRawBufferPointer(start: memory + tail, count: room)
    if let transcoder {
      let (count, isEnd) = try unsafe transcoder.read(from: stream, into: buffer)
      limit += count
      isEndOfFile = isEnd
    } else {
      let count = try unsafe stream.read(into: buffer)
      limit += count
      isEndOfFile = count < room
    }
    unsafe (memory + limit).update(repeating: 0, count: 64)
  }
}
