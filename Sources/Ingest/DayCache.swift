import AdModel

/// Reads days from bytes and remembers the last ones: exports name few days very often.
struct DayCache {
  private struct Entry {
    var low: UInt64 = 0
    var high: UInt16 = 0
    var count: UInt16 = 0
    var day = CalendarDay(number: 0)
  }

  private var entries = [Entry](repeating: Entry(), count: 256)

  /// The day a field holds, or nil when it is none.
  @inline(__always)
  mutating func day(_ bytes: UnsafeBufferPointer<UInt8>) -> CalendarDay? {
    let count = bytes.count
    guard count == 8 || count == 10, let start = unsafe UnsafeRawPointer(bytes.baseAddress) else {
      return nil
    }
    // Sound: 8 or 10 bytes are there.
    let low = unsafe start.loadUnaligned(as: UInt64.self)
    let high =
      count == 10 ? unsafe start.loadUnaligned(fromByteOffset: 8, as: UInt16.self) : 0
    let mixed = (low ^ UInt64(high) << 48) &* 0x9E37_79B9_7F4A_7C15
    let place = Int(truncatingIfNeeded: mixed >> 56)
    let entry = entries[place]
    if entry.low == low, entry.high == high, Int(entry.count) == count { return entry.day }
    guard let day = unsafe CalendarDay(utf8: bytes) else { return nil }
    entries[place] = Entry(low: low, high: high, count: UInt16(count), day: day)
    return day
  }
}
