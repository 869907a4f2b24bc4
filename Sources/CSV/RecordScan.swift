import CRecordScan

/// Finds the ends of fields and records in a chunk: the scanner.
///
/// The work is done in C (`CRecordScan`), since Swift's SIMD types have no instruction that turns a
/// vector into a bit mask. For each 64 bytes it makes four masks with a bit a byte: delimiters,
/// quotes, LF, CR. The running parity of the quotes tells which bytes are quoted, so delimiters and
/// line ends in quotes are no ends. What is left is written down as numbers, one for each field: the
/// place of the byte behind it. Nobody looks at a single byte again but for fields that are wanted,
/// and `RecordBatch.field` takes white space and quotes off those alone.
///
/// Only records without surprises are found so: each quote opens or closes a whole field. libcsv
/// stays the parser of record: at the first quote that is neither, such as a doubled one, the scan
/// stops and `RecordReader` hands that record to libcsv from its start. So a wrong parity, after a
/// stray quote, never reaches a second record. A differential test holds both to the same answer on
/// every input the scan accepts.
///
/// AVX-512, AVX2 and SSE2 on x86-64 (the widest the processor has), NEON on arm64, and a portable
/// way: all give the same answer, which a test compares.
///
/// Unsafe, and why it is sound: the scan reads up to 64 bytes behind `limit`, which the chunk has
/// (`RecordReader`); it is told the room left in each array less the slack that it may write in
/// addition (`RecordBatch.scanSlack`).
@safe struct RecordScan: ~Copyable {
  enum Stop {
    /// All below the limit was looked at.
    case limit
    case batchFull
    /// The next record has more fields than there is room for in the empty batch.
    case needsRoom
    /// The next record is for a `RecordParser`.
    case irregular
  }

  private let recordEnds: UnsafeMutablePointer<UInt32>
  private let innerLines: UnsafeMutablePointer<UInt32>
  /// What of the last scan is not taken yet.
  private var found = adsegments_scan_result()
  private var nextRecord = 0
  private var nextInnerLine = 0
  /// The place in `ends` that the scan's first field got.
  private var firstEnd = 0

  init() {
    unsafe recordEnds = .allocate(capacity: RecordBatch.recordCapacity + RecordBatch.scanSlack)
    unsafe innerLines = .allocate(capacity: RecordLimits.lines + RecordBatch.scanSlack)
  }

  deinit {
    unsafe recordEnds.deallocate()
    unsafe innerLines.deallocate()
  }

  /// Looks at the bytes from the start of a record on.
  mutating func scan(_ batch: RecordBatch, from start: Int, limit: Int, dialect: CSVDialect) {
    firstEnd = batch.endCount
    nextRecord = 0
    nextInnerLine = 0
    let space = unsafe adsegments_scan_space(
      field_ends: batch.ends + batch.endCount,
      field_capacity: UInt32(batch.endCapacity - batch.endCount),
      record_ends: recordEnds,
      record_capacity: UInt32(RecordBatch.recordCapacity - batch.recordCount),
      inner_lines: innerLines, inner_capacity: UInt32(RecordLimits.lines))
    found = unsafe adsegments_scan(
      batch.base, UInt32(start), UInt32(limit), dialect.delimiter, dialect.quote ?? 0,
      dialect.quote != nil, space)
  }

  /// A record between its start and its line end.
  struct Record {
    /// Its place in the batch's `ends`.
    var firstEnd: Int
    var fieldCount: Int
    /// The offset of its line end.
    var textEnd: Int
    /// Line ends inside its quotes.
    var innerLineCount: Int
  }

  /// The next record that the scan found.
  @inline(__always)
  mutating func next(_ batch: RecordBatch) -> Record? {
    guard nextRecord < Int(found.record_count) else { return nil }
    let before = unsafe nextRecord == 0 ? 0 : Int(recordEnds[nextRecord &- 1])
    let fieldCount = unsafe Int(recordEnds[nextRecord]) &- before
    nextRecord &+= 1
    let first = firstEnd &+ before
    let textEnd = unsafe Int(batch.ends[first &+ fieldCount &- 1])
    var innerLineCount = 0
    while nextInnerLine < Int(found.inner_count),
      unsafe Int(innerLines[nextInnerLine]) < textEnd
    {
      nextInnerLine &+= 1
      innerLineCount &+= 1
    }
    return Record(
      firstEnd: first, fieldCount: fieldCount, textEnd: textEnd, innerLineCount: innerLineCount)
  }

  /// Takes back the record that `next` gave last: it is not taken.
  mutating func putBack() {
    nextRecord -= 1
  }

  /// Why the scan stopped; to be asked when `next` has no more.
  var stop: Stop {
    switch found.stop {
    case adsegments_scan_irregular: return .irregular
    case adsegments_scan_full:
      if found.record_count > 0 { return .batchFull }
      return found.inner_count > RecordLimits.lines ? .irregular : .needsRoom
    default: return found.is_quoted ? .irregular : .limit
    }
  }

  /// What there is of the record that has begun when the scan stopped at its limit, which may be the
  /// file's end.
  func last(_ batch: RecordBatch, textEnd: Int) -> Record {
    let before = unsafe nextRecord == 0 ? 0 : Int(recordEnds[nextRecord - 1])
    batch.endCount = firstEnd + Int(found.field_count)
    batch.appendEnd(textEnd)
    return Record(
      firstEnd: firstEnd + before, fieldCount: batch.endCount - firstEnd - before,
      textEnd: textEnd, innerLineCount: Int(found.inner_count) - nextInnerLine)
  }

  /// Keeps the ends of the records that were taken, and no others.
  func keepEnds(_ batch: RecordBatch) {
    batch.endCount = unsafe firstEnd + (nextRecord == 0 ? 0 : Int(recordEnds[nextRecord - 1]))
  }
}
