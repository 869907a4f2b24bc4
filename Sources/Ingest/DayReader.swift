import AdModel

/// Reads days from bytes in the order of one file, and remembers the last ones: exports name few
/// days very often.
///
/// A field is a day, or a day and a time of day, which is put on a day in the pipeline's time zone.
struct DayReader: ~Copyable {
  private let order: DateOrder
  private let zones: DayZones
  /// Whether a zone had a say in the day of some field.
  private(set) var usesZones = false
  /// The day numbers of texts.
  private let known = ShortTextCache()

  init(order: DateOrder = .yearFirst, zones: DayZones = DayZones()) {
    self.order = order
    self.zones = zones
  }

  /// The day a field holds, or nil when it is none.
  @inline(__always)
  mutating func day(_ bytes: UnsafeBufferPointer<UInt8>) -> CalendarDay? {
    guard let key = unsafe ShortTextCache.key(bytes) else { return unsafe read(bytes) }
    if let number = known.value(key) {
      return CalendarDay(number: Int32(truncatingIfNeeded: number))
    }
    guard let day = unsafe read(bytes) else { return nil }
    known.remember(Int(day.number), for: key)
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
