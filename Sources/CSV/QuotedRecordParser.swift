import CLibCSV

/// Reads one record that may hold quotes and escapes; its fields go to a batch.
protocol RecordParser: AnyObject {
  /// Next free byte of the scratch space, from the batch's base.
  var scratchEnd: Int { get set }

  /// Parses the record that starts at an offset of the batch's memory and appends its fields.
  ///
  /// - Parameters:
  ///   - limit: the offset after the last byte there is.
  ///   - isEnd: whether the file ends there.
  func parse(from start: Int, limit: Int, isEnd: Bool) -> RecordParserResult
}

enum RecordParserResult {
  /// The record and its line end stop before this offset; `lineCount` lines.
  case record(end: Int, lineCount: Int)
  case fault(RecordFault)
  /// The bytes end inside the record.
  case needsMore
}

/// Reads one record with libcsv, the parser of record, one line at a time.
///
/// libcsv tells no position when all is well, so it is fed line by line: when it reports a record
/// after a line, the record ends there. Strict mode makes a stray quote an error. Spaces and tabs
/// around fields are dropped, as libcsv does by default.
///
/// Unsafe, and why it is sound: libcsv reads only the line it is given; its callbacks copy each
/// field to the scratch space, whose room the caller has checked (`RecordReader.scratchNeeded`);
/// unquoting never lengthens text, and the byte between two fields stands for their delimiter.
@safe final class QuotedRecordParser: RecordParser {
  private var parser: csv_parser
  private let batch: RecordBatch
  var scratchEnd: Int
  private var isRecordReported = false

  init(batch: RecordBatch, dialect: CSVDialect, scratchStart: Int) {
    self.batch = batch
    self.scratchEnd = scratchStart
    unsafe parser = csv_parser()
    let status = unsafe csv_init(&parser, UInt8(CSV_STRICT | CSV_STRICT_FINI))
    precondition(status == 0, "libcsv could not start")
    unsafe csv_set_delim(&parser, dialect.delimiter)
    // Without a quote no record comes here.
    if let quote = dialect.quote { unsafe csv_set_quote(&parser, quote) }
  }

  deinit {
    unsafe csv_free(&parser)
  }

  func parse(from start: Int, limit: Int, isEnd: Bool) -> RecordParserResult {
    let firstEnd = batch.endCount
    let scratchStart = scratchEnd
    isRecordReported = false
    let result = parseLines(from: start, limit: limit, isEnd: isEnd)
    if case .record = result { return result }
    batch.endCount = firstEnd
    scratchEnd = scratchStart
    reset()
    return result
  }

  private func parseLines(from start: Int, limit: Int, isEnd: Bool) -> RecordParserResult {
    var lineStart = start
    var lineCount = 0
    while lineCount < RecordLimits.lines {
      guard let line = LineEnd.find(in: batch, from: lineStart, limit: limit, isEnd: isEnd) else {
        let size = LineEnd.knownText(in: batch, limit: limit) - start
        return size > RecordLimits.bytes ? .fault(.tooLong) : .needsMore
      }
      if line.textEnd - start > RecordLimits.bytes { return .fault(.tooLong) }
      lineCount += 1
      let byteCount = line.next - lineStart
      if feed(lineStart, byteCount) < byteCount { return .fault(.strayQuote) }
      if isRecordReported { return .record(end: line.next, lineCount: lineCount) }
      if line.next == limit && isEnd {
        return finish() ? .record(end: limit, lineCount: lineCount) : .fault(.unclosedQuote)
      }
      lineStart = line.next
    }
    return .fault(.tooLong)
  }

  private func feed(_ offset: Int, _ count: Int) -> Int {
    let context = unsafe Unmanaged.passUnretained(self).toOpaque()
    return unsafe csv_parse(&parser, batch.base + offset, count, takeField, takeRecord, context)
  }

  /// Ends the file; false when a quote is still open.
  private func finish() -> Bool {
    let context = unsafe Unmanaged.passUnretained(self).toOpaque()
    return unsafe csv_fini(&parser, takeField, takeRecord, context) == 0
  }

  /// Back to the state between records, whatever was read.
  private func reset() {
    unsafe parser.pstate = 0
    unsafe parser.quoted = 0
    unsafe parser.spaces = 0
    unsafe parser.entry_pos = 0
    unsafe parser.status = 0
  }

  fileprivate func append(_ bytes: UnsafeRawPointer?, _ count: Int) {
    if let bytes = unsafe bytes, count > 0 {
      unsafe UnsafeMutableRawPointer(batch.base + scratchEnd)
        .copyMemory(from: bytes, byteCount: count)
    }
    scratchEnd += count
    batch.appendEnd(scratchEnd)
    // Between two fields of a batch stands a byte.
    scratchEnd += 1
  }

  fileprivate func endRecord() {
    isRecordReported = true
  }
}

private func takeField(
  _ bytes: UnsafeMutableRawPointer?, _ count: Int, _ context: UnsafeMutableRawPointer?
) {
  guard let context = unsafe context else { return }
  unsafe Unmanaged<QuotedRecordParser>.fromOpaque(context).takeUnretainedValue()
    .append(bytes, count)
}

private func takeRecord(_ terminator: Int32, _ context: UnsafeMutableRawPointer?) {
  guard let context = unsafe context else { return }
  unsafe Unmanaged<QuotedRecordParser>.fromOpaque(context).takeUnretainedValue().endRecord()
}
