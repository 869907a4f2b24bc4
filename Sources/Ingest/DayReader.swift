import AdModel

/// Reads days from bytes in the order of one file, and remembers the last ones: exports name few
/// days very often.
///
/// A field is a day, or a day and a time of day, which is put on a day in the pipeline's time zone.
///
/// Unsafe, and why it is sound: at least 8 bytes are there when 8 are loaded; the entries are 256,
/// and a place has 8 bits.
@safe struct DayReader: ~Copyable {
  private struct Entry {
    var low: UInt64 = 0
    var high: UInt64 = 0
    var count = 0
    var day = CalendarDay(number: 0)
  }

  private static let longestCached = 16

  private let order: DateOrder
  private let zones: DayZones
  /// Whether a zone had a say in the day of some field.
  private(set) var usesZones = false
  private let entries: UnsafeMutablePointer<Entry>

  init(order: DateOrder = .yearFirst, zones: DayZones = DayZones()) {
    self.order = order
    self.zones = zones
    unsafe self.entries = .allocate(capacity: 256)
    unsafe entries.initialize(repeating: Entry(), count: 256)
  }

  deinit {
    unsafe entries.deallocate()
  }

  /// The day a field holds, or nil when it is none.
  @inline(__always)
  mutating func day(_ bytes: UnsafeBufferPointer<UInt8>) -> CalendarDay? {
    let count = bytes.count
    guard count >= 8, count <= DayReader.longestCached,
      let start = unsafe UnsafeRawPointer(bytes.baseAddress)
    else { return unsafe read(bytes) }
    // The two loads overlap when there are fewer than 16.
    let low = unsafe start.loadUnaligned(as: UInt64.self)
    let high = unsafe start.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
    let mixed = (low ^ (high << 7 | high >> 57)) &* 0x9E37_79B9_7F4A_7C15
    let place = Int(truncatingIfNeeded: mixed >> 56)
    let entry = unsafe entries[place]
    if entry.low == low, entry.high == high, entry.count == count { return entry.day }
    guard let day = unsafe read(bytes) else { return nil }
    unsafe entries[place] = Entry(low: low, high: high, count: count, day: day)
    return day
  }

  @inline(never)
  private mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) -> CalendarDay? {
    if let day = unsafe CalendarDay(utf8: bytes, order: order) { return day }
    guard let time = unsafe DayAndTime(bytes, order: order) else { return nil }
    if time.offset != nil || zones.source != nil { usesZones = true }
    return zones.day(of: time.day, second: time.second, offset: time.offset)
  }
}
