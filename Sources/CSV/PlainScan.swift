import CByteMasks

/// The walk over the structural bytes of records without quotes.
///
/// Unsafe, and why it is sound: blocks of 64 bytes are read from below `limit` on, so at most 63
/// bytes of the zeroes behind it; slices are reserved 65 at a time before a block is taken apart.
struct PlainScan {
  enum Structure {
    case lineEnd(Int)
    case quote
  }

  private let batch: RecordBatch
  private let delimiter: UInt8
  private let quote: UInt8
  private(set) var recordStart: Int
  private(set) var firstSlice: Int
  private var fieldStart: Int
  private var block: Int
  private var mask: UInt64 = 0
  private var isMaskLoaded = false

  init(batch: RecordBatch, dialect: CSVDialect, start: Int) {
    self.batch = batch
    self.delimiter = dialect.delimiter
    // Where no byte quotes, the delimiter stands in: it is asked for first.
    self.quote = dialect.quote ?? dialect.delimiter
    self.recordStart = start
    self.fieldStart = start
    self.block = start
    self.firstSlice = batch.sliceCount
  }

  /// Goes on with a record at an offset that is not before the last structure found.
  mutating func start(at offset: Int) {
    recordStart = offset
    fieldStart = offset
    firstSlice = batch.sliceCount
    if isMaskLoaded, offset < block + 64 {
      mask &= ~0 << UInt64(offset - block)
    } else {
      block = offset
      isMaskLoaded = false
    }
  }

  /// Forgets the fields of the record begun.
  func dropRecord() {
    batch.sliceCount = firstSlice
  }

  /// Ends the last field; true, and no fields, when the line is blank.
  mutating func endRecord(at offset: Int) -> Bool {
    appendField(endingAt: offset)
    guard batch.sliceCount == firstSlice + 1 else { return false }
    let only = unsafe batch.slices[firstSlice]
    guard only.start == only.end else { return false }
    batch.sliceCount = firstSlice
    return true
  }

  /// Appends fields up to the next line end or quote below the limit.
  @inline(__always)
  mutating func nextStructure(limit: Int) -> Structure? {
    while true {
      if !isMaskLoaded {
        guard block < limit else { return nil }
        batch.reserveSlices(65)
        mask = unsafe adsegments_structural_mask(batch.base + block, delimiter, quote)
        isMaskLoaded = true
      }
      while mask != 0 {
        let offset = block + mask.trailingZeroBitCount
        guard offset < limit else { return nil }
        mask &= mask &- 1
        let byte = unsafe batch.base[offset]
        if byte == delimiter {
          appendField(endingAt: offset)
          fieldStart = offset + 1
        } else {
          return byte == quote ? .quote : .lineEnd(offset)
        }
      }
      block += 64
      isMaskLoaded = false
    }
  }

  /// One field, without the spaces and tabs around it.
  @inline(__always)
  private func appendField(endingAt fieldEnd: Int) {
    var start = fieldStart
    var end = fieldEnd
    if start < end, unsafe batch.base[start] <= 0x20 || batch.base[end - 1] <= 0x20 {
      while start < end, isSpace(unsafe batch.base[start]) { start += 1 }
      while start < end, isSpace(unsafe batch.base[end - 1]) { end -= 1 }
    }
    unsafe batch.slices[batch.sliceCount] = .init(
      start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: end))
    batch.sliceCount &+= 1
  }

  private func isSpace(_ byte: UInt8) -> Bool {
    (byte == 0x20 || byte == 0x09) && byte != delimiter
  }
}
