/// Why a record could not be read.
package enum RecordFault: UInt8, Sendable {
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

/// Some hundreds of records of one file, as slices of bytes; refilled by its `RecordReader`.
///
/// Shape: `recordCount` marks, each with a run of slices in `slices`. All slices are offsets from
/// one base address, whether they lie in the file's own bytes (plain records) or in the scratch
/// space behind them (records that libcsv unquoted). Slices are valid until the next refill.
@safe package final class RecordBatch {
  @usableFromInline package struct Slice {
    @usableFromInline var start: UInt32
    @usableFromInline var end: UInt32

    @inlinable init(start: UInt32, end: UInt32) {
      self.start = start
      self.end = end
    }
  }

  @usableFromInline package struct Mark {
    /// First slice of the record.
    @usableFromInline var firstSlice: UInt32
    @usableFromInline var sliceCount: UInt32
    /// The record's own bytes, line end left out; of a fault, its first line.
    @usableFromInline var rawStart: UInt32
    @usableFromInline var rawEnd: UInt32
    @usableFromInline var lineNumber: Int
    /// A `RecordFault`'s raw value, or 0.
    @usableFromInline var fault: UInt8
    @usableFromInline var followsBlankLine: Bool

    @inlinable init(
      firstSlice: UInt32, sliceCount: UInt32, rawStart: UInt32, rawEnd: UInt32, lineNumber: Int,
      fault: UInt8, followsBlankLine: Bool
    ) {
      self.firstSlice = firstSlice
      self.sliceCount = sliceCount
      self.rawStart = rawStart
      self.rawEnd = rawEnd
      self.lineNumber = lineNumber
      self.fault = fault
      self.followsBlankLine = followsBlankLine
    }
  }

  static let recordCapacity = 512

  @usableFromInline let base: UnsafeMutablePointer<UInt8>
  @usableFromInline let marks: UnsafeMutablePointer<Mark>
  @usableFromInline var slices: UnsafeMutablePointer<Slice>
  var sliceCapacity = 1 << 14
  var sliceCount = 0
  @usableFromInline package internal(set) var recordCount = 0

  /// - Parameter base: memory that outlives the batch.
  init(base: UnsafeMutablePointer<UInt8>) {
    unsafe self.base = base
    unsafe self.marks = .allocate(capacity: RecordBatch.recordCapacity)
    unsafe self.slices = .allocate(capacity: sliceCapacity)
  }

  deinit {
    unsafe marks.deallocate()
    unsafe slices.deallocate()
  }

  func clear() {
    recordCount = 0
    sliceCount = 0
  }

  /// Makes room for so many more slices; a record has as many fields as it likes.
  func reserveSlices(_ count: Int) {
    guard sliceCount + count > sliceCapacity else { return }
    let capacity = max(sliceCapacity * 2, sliceCount + count)
    let larger = UnsafeMutablePointer<Slice>.allocate(capacity: capacity)
    unsafe larger.update(from: slices, count: sliceCount)
    unsafe slices.deallocate()
    unsafe slices = larger
    sliceCapacity = capacity
  }

  /// Number of fields of a record; 0 for a fault.
  @inlinable package func fieldCount(_ record: Int) -> Int {
    unsafe Int(marks[record].sliceCount)
  }

  /// The bytes of a field, unquoted. Neither index is checked.
  @inlinable package func field(_ record: Int, _ column: Int) -> UnsafeBufferPointer<UInt8> {
    let slice = unsafe slices[Int(marks[record].firstSlice) + column]
    return unsafe UnsafeBufferPointer(
      start: base + Int(slice.start), count: Int(slice.end - slice.start))
  }

  /// The field as text, bytes that are no UTF-8 replaced by U+FFFD.
  package func text(_ record: Int, _ column: Int) -> String {
    unsafe String(decoding: field(record, column), as: UTF8.self)
  }

  /// Whether the whole record is UTF-8.
  package func isText(_ record: Int) -> Bool {
    let bytes = unsafe rawBytes(record)
    if unsafe bytes.allSatisfy({ $0 < 0x80 }) { return true }
    return unsafe String(validating: bytes, as: UTF8.self) != nil
  }

  /// All fields as text.
  package func texts(_ record: Int) -> [String] {
    (0..<fieldCount(record)).map { text(record, $0) }
  }

  @inlinable package func fault(_ record: Int) -> RecordFault? {
    let fault = unsafe marks[record].fault
    return fault == 0 ? nil : RecordFault(rawValue: fault)
  }

  /// The line the record starts on.
  @inlinable package func lineNumber(_ record: Int) -> Int {
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
