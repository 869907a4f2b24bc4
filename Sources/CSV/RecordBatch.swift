/// Why a record could not be read.
public enum RecordFault: UInt8, Sendable {
  /// A quote inside an unquoted field, or text after a closing quote.
  case strayQuote = 1
  /// A quoted field that is still open at the end of the file.
  case unclosedQuote
  /// More than `RecordLimits.bytes` bytes or `RecordLimits.lines` lines.
  case tooLong
  /// Bytes that are not UTF-8; looked for in lists only.
  case notText
}

/// The size of record beyond which a quote is taken for a stray one.
package enum RecordLimits {
  package static let bytes = 1 << 20
  package static let lines = 1000
}

/// Some hundreds of records of one file, as places in its bytes; refilled by its `RecordReader`.
///
/// Shape: `recordCount` marks, each with a run of entries in `ends`: where its fields end. A field
/// starts behind the byte at which the one before it ends, the first one where the mark says. The
/// places are offsets from one base address, whether they lie in the file's own bytes (raw records,
/// whose fields still have the white space and the quotes around them) or in the scratch space
/// behind them (records that a `RecordParser` took apart). What `field` gives is valid until the
/// next refill.
///
/// It is public, in a package whose one product is a program, because the compiler inlines public
/// functions into other modules and those of `package` access not (Swift 6.3); a call for each field
/// took a third of the time of counting.
///
/// Unsafe, and why it is sound: marks and ends have room for what one scan writes beyond its
/// capacity (`scanSlack`), and no scan begins beyond it (`hasRoomForEnds`); places come from the scan and from parsers, which keep them inside the
/// memory at `base`.
@safe public final class RecordBatch {
  @usableFromInline struct Mark {
    /// Where in `ends` its first field's end stands.
    @usableFromInline var firstEnd: UInt32
    @usableFromInline var fieldCount: UInt32
    /// Where its first field starts.
    @usableFromInline var fieldStart: UInt32
    /// The record's own bytes, line end left out; of a fault, its first line.
    @usableFromInline var rawStart: UInt32
    @usableFromInline var rawEnd: UInt32
    /// A `RecordFault`'s raw value, or 0.
    @usableFromInline var fault: UInt8
    @usableFromInline var isRaw: Bool
    @usableFromInline var followsBlankLine: Bool
    @usableFromInline var lineNumber: Int

    @inlinable init(
      firstEnd: UInt32, fieldCount: UInt32, fieldStart: UInt32, rawStart: UInt32, rawEnd: UInt32,
      fault: UInt8, isRaw: Bool, followsBlankLine: Bool, lineNumber: Int
    ) {
      self.firstEnd = firstEnd
      self.fieldCount = fieldCount
      self.fieldStart = fieldStart
      self.rawStart = rawStart
      self.rawEnd = rawEnd
      self.fault = fault
      self.isRaw = isRaw
      self.followsBlankLine = followsBlankLine
      self.lineNumber = lineNumber
    }
  }

  static let recordCapacity = 512
  /// No batch has more records.
  package static let largestRecordCount = recordCapacity + scanSlack
  /// How many entries a scan may write beyond the capacity it is given.
  static let scanSlack = 80

  @usableFromInline let base: UnsafeMutablePointer<UInt8>
  @usableFromInline let marks: UnsafeMutablePointer<Mark>
  @usableFromInline var ends: UnsafeMutablePointer<UInt32>
  private(set) var endCapacity = 1 << 13
  var endCount = 0
  public internal(set) var recordCount = 0
  @usableFromInline let delimiter: UInt8
  /// The byte that quotes; the delimiter, which starts no field, when none does.
  @usableFromInline let quote: UInt8

  /// - Parameter base: memory that outlives the batch, and can be read for 64 bytes behind any place.
  init(base: UnsafeMutablePointer<UInt8>, dialect: CSVDialect) {
    unsafe self.base = base
    unsafe self.marks = .allocate(capacity: RecordBatch.largestRecordCount)
    unsafe self.ends = .allocate(capacity: endCapacity + RecordBatch.scanSlack)
    self.delimiter = dialect.delimiter
    self.quote = dialect.quote ?? dialect.delimiter
  }

  deinit {
    unsafe marks.deallocate()
    unsafe ends.deallocate()
  }

  func clear() {
    recordCount = 0
    endCount = 0
  }

  /// Whether a scan may write ends; one that was told so may have used the slack behind the capacity.
  var hasRoomForEnds: Bool { endCount < endCapacity }

  /// Appends where a field ends.
  func appendEnd(_ end: Int) {
    if endCount >= endCapacity { growEnds() }
    unsafe ends[endCount] = UInt32(truncatingIfNeeded: end)
    endCount += 1
  }

  /// Makes room for twice as many ends; a record has as many fields as it likes.
  func growEnds() {
    let larger = UnsafeMutablePointer<UInt32>.allocate(
      capacity: endCapacity * 2 + RecordBatch.scanSlack)
    unsafe larger.update(from: ends, count: endCount)
    unsafe ends.deallocate()
    unsafe ends = larger
    endCapacity *= 2
  }

  /// Number of fields of a record; 0 for a fault.
  @inlinable public func fieldCount(_ record: Int) -> Int {
    unsafe Int(marks[record].fieldCount)
  }

  /// The fields of one record, for whoever reads several of them; valid until the next refill.
  @unsafe public struct Fields {
    @usableFromInline let base: UnsafeMutablePointer<UInt8>
    /// Where its first field's end stands.
    @usableFromInline let ends: UnsafeMutablePointer<UInt32>
    @usableFromInline let start: UInt32
    @usableFromInline let isRaw: Bool
    @usableFromInline let quote: UInt8
    @usableFromInline let delimiter: UInt8

    @inlinable @inline(__always)
    init(_ batch: RecordBatch, _ mark: Mark) {
      unsafe base = batch.base
      unsafe ends = batch.ends + Int(mark.firstEnd)
      unsafe start = mark.fieldStart
      unsafe isRaw = mark.isRaw
      unsafe quote = batch.quote
      unsafe delimiter = batch.delimiter
    }

    /// The bytes of a field, without quotes and white space around it; 64 bytes and more can be
    /// read behind its start. The column is not checked.
    @inlinable @inline(__always)
    public subscript(column: Int) -> UnsafeBufferPointer<UInt8> {
      var from = unsafe column == 0 ? Int(start) : Int(ends[column &- 1]) &+ 1
      var end = unsafe Int(ends[column])
      if from < end, unsafe isRaw {
        let first = unsafe base[from]
        if unsafe first == quote {
          from &+= 1
          end &-= 1
        } else if unsafe first <= 0x20 || base[end &- 1] <= 0x20 {
          (from, end) = unsafe RecordBatch.trimmed(base, from, end, delimiter)
        }
      }
      return unsafe UnsafeBufferPointer(start: base + from, count: end &- from)
    }
  }

  @inlinable @inline(__always)
  public func fields(_ record: Int) -> Fields {
    unsafe Fields(self, marks[record])
  }

  /// The bytes of a field, without quotes and white space around it. Neither index is checked.
  @inlinable @inline(__always)
  public func field(_ record: Int, _ column: Int) -> UnsafeBufferPointer<UInt8> {
    unsafe fields(record)[column]
  }

  /// Drops the spaces and tabs at both ends of a field; the delimiter is none.
  @inline(never) @usableFromInline
  static func trimmed(
    _ base: UnsafeMutablePointer<UInt8>, _ start: Int, _ end: Int, _ delimiter: UInt8
  ) -> (Int, Int) {
    func isSpace(_ byte: UInt8) -> Bool {
      (byte == 0x20 || byte == 0x09) && byte != delimiter
    }
    var start = start
    var end = end
    while start < end, isSpace(unsafe base[start]) { start += 1 }
    while start < end, isSpace(unsafe base[end - 1]) { end -= 1 }
    return (start, end)
  }

  /// Whether nothing but spaces and tabs stands between two places.
  func isBlank(_ start: Int, _ end: Int) -> Bool {
    let (start, end) = unsafe RecordBatch.trimmed(base, start, end, delimiter)
    return start == end
  }

  /// The field as text, bytes that are no UTF-8 replaced by U+FFFD.
  package func text(_ record: Int, _ column: Int) -> String {
    unsafe String(decoding: field(record, column), as: UTF8.self)
  }

  /// Whether the whole record is UTF-8.
  package func isText(_ record: Int) -> Bool {
    let bytes = unsafe rawBytes(record)
    return unsafe RecordBatch.isASCII(UnsafeRawBufferPointer(bytes))
      || String(validating: bytes, as: UTF8.self) != nil
  }

  /// Eight bytes at a time.
  private static func isASCII(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var place = 0
    var all: UInt64 = 0
    while place + 8 <= bytes.count {
      unsafe all |= bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
      place &+= 8
    }
    while place < bytes.count {
      unsafe all |= UInt64(bytes[place])
      place &+= 1
    }
    return all & 0x8080_8080_8080_8080 == 0
  }

  /// All fields as text.
  package func texts(_ record: Int) -> [String] {
    (0..<fieldCount(record)).map { text(record, $0) }
  }

  @inlinable public func fault(_ record: Int) -> RecordFault? {
    let fault = unsafe marks[record].fault
    return fault == 0 ? nil : RecordFault(rawValue: fault)
  }

  /// The line the record starts on.
  @inlinable public func lineNumber(_ record: Int) -> Int {
    unsafe marks[record].lineNumber
  }

  /// Whether a blank line stands before the record.
  package func followsBlankLine(_ record: Int) -> Bool {
    unsafe marks[record].followsBlankLine
  }

  /// The record's bytes as they stand in the text, of a fault its first line.
  package func rawBytes(_ record: Int) -> UnsafeBufferPointer<UInt8> {
    let mark = unsafe marks[record]
    return unsafe UnsafeBufferPointer(
      start: base + Int(mark.rawStart), count: Int(mark.rawEnd - mark.rawStart))
  }

  /// Where the record starts, in bytes from the start of the batch's chunk.
  func rawStart(_ record: Int) -> Int {
    unsafe Int(marks[record].rawStart)
  }
}
