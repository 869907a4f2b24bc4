package import Files

/// Reads the records of a file, or of a piece of one, batch by batch, in constant memory.
///
/// A record that has no quote is taken as it lies in the file: `PlainScan` looks at 64 bytes
/// at a time for delimiters, line ends and quotes. The first quote hands the record, from its
/// start, to libcsv (`QuotedRecordParser`); in a dialect with an escape byte every record goes to
/// `EscapedRecordParser`. Both give the same answer on a record without quotes;
/// a differential test holds them to it.
///
/// Blank lines are no records. Line ends are LF, CR LF and CR, mixed at will. UTF-16 and
/// Windows-1252 are turned into UTF-8 on the way; what is no text in it becomes the byte FF, which no UTF-8 contains, so
/// that whoever reads the field finds it invalid.
///
/// Unsafe, and why it is sound: one allocation holds the chunk, 64 zero bytes for the scan's last
/// block, and the scratch space. Offsets into it are kept below `limit` by the scan and below the
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

  package let batch: RecordBatch
  private let memory: UnsafeMutablePointer<UInt8>
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
      capacity: RecordReader.scratchStart + RecordReader.scratchCapacity)
    self.batch = unsafe RecordBatch(base: memory)
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
      switch isSkippingLine ? skipLine() : scan() {
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
  private func scan() -> Stop {
    let pieceLimit = pieceEnd == .max ? Int.max : pieceEnd - origin
    var scan = PlainScan(batch: batch, dialect: dialect, start: position)
    if dialect.escape != nil { return scanEscaped(&scan, pieceLimit: pieceLimit) }
    while true {
      if scan.recordStart >= pieceLimit {
        position = scan.recordStart
        return .pieceEnded
      }
      if batch.recordCount == RecordBatch.recordCapacity {
        position = scan.recordStart
        return .full
      }
      switch scan.nextStructure(limit: limit) {
      case .lineEnd(let offset):
        guard
          let line = LineEnd.lineEnd(in: batch, at: offset, limit: limit, isEnd: isEndOfFile)
        else { return suspend(&scan) }
        finishPlainRecord(&scan, line)
      case .quote:
        if let stop = parseQuotedRecord(&scan) { return stop }
      case .none:
        guard isEndOfFile, scan.recordStart < limit else { return suspend(&scan) }
        finishPlainRecord(&scan, LineEnd(textEnd: limit, next: limit))
      }
    }
  }

  /// The same in a dialect whose every record may hold an escape: each goes through the parser.
  private func scanEscaped(_ scan: inout PlainScan, pieceLimit: Int) -> Stop {
    while true {
      let start = scan.recordStart
      if start >= pieceLimit || batch.recordCount == RecordBatch.recordCapacity {
        position = start
        return start >= pieceLimit ? .pieceEnded : .full
      }
      guard start < limit else { return suspend(&scan) }
      if let line = blankLine(from: start) {
        if line.next == start { return suspend(&scan) }
        followsBlankLine = true
        lineNumber += 1
        scan.start(at: line.next)
      } else if let stop = parseQuotedRecord(&scan) {
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
  private func suspend(_ scan: inout PlainScan) -> Stop {
    scan.dropRecord()
    position = scan.recordStart
    let textEnd = LineEnd.knownText(in: batch, limit: limit)
    if textEnd - position > RecordLimits.bytes {
      appendFault(.tooLong, from: position, textEnd: textEnd)
      position = textEnd
      isSkippingLine = true
      return .full
    }
    return .needsMore
  }

  private func finishPlainRecord(_ scan: inout PlainScan, _ line: LineEnd) {
    let start = scan.recordStart
    if line.textEnd - start > RecordLimits.bytes {
      scan.dropRecord()
      appendFault(.tooLong, from: start, textEnd: line.textEnd)
    } else if scan.endRecord(at: line.textEnd) {
      followsBlankLine = true
    } else {
      appendMark(
        firstSlice: scan.firstSlice, from: start, textEnd: line.textEnd, fault: 0)
    }
    lineNumber += 1
    scan.start(at: line.next)
  }

  /// Hands the record to libcsv; the answer is nil when scanning can go on.
  private func parseQuotedRecord(_ scan: inout PlainScan) -> Stop? {
    scan.dropRecord()
    let start = scan.recordStart
    let scratchLeft =
      RecordReader.scratchStart + RecordReader.scratchCapacity - parser.scratchEnd
    if scratchLeft <= RecordLimits.bytes {
      position = start
      return .full
    }
    switch parser.parse(from: start, limit: limit, isEnd: isEndOfFile) {
    case .record(let end, let lineCount):
      appendMark(
        firstSlice: scan.firstSlice, from: start, textEnd: textEnd(before: end, from: start),
        fault: 0)
      lineNumber += lineCount
      scan.start(at: end)
      return nil
    case .fault(let fault):
      return appendFirstLineFault(fault, &scan)
    case .needsMore:
      return suspend(&scan)
    }
  }

  /// Sets aside the first line of a broken record; reading goes on with the next.
  private func appendFirstLineFault(_ fault: RecordFault, _ scan: inout PlainScan) -> Stop? {
    let start = scan.recordStart
    guard
      let line = LineEnd.find(in: batch, from: start, limit: limit, isEnd: isEndOfFile)
    else {
      return suspend(&scan)
    }
    appendFault(fault, from: start, textEnd: line.textEnd)
    lineNumber += 1
    scan.start(at: line.next)
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
      firstSlice: batch.sliceCount, from: start, textEnd: textEnd, fault: fault.rawValue)
  }

  private func appendMark(firstSlice: Int, from start: Int, textEnd: Int, fault: UInt8) {
    unsafe batch.marks[batch.recordCount] = .init(
      firstSlice: UInt32(truncatingIfNeeded: firstSlice),
      sliceCount: UInt32(truncatingIfNeeded: batch.sliceCount - firstSlice),
      rawStart: UInt32(truncatingIfNeeded: start), rawEnd: UInt32(truncatingIfNeeded: textEnd),
      lineNumber: lineNumber, fault: fault, followsBlankLine: followsBlankLine)
    batch.recordCount += 1
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
