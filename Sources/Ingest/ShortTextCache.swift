/// Remembers what was made of texts of 8 to 16 bytes, such as days and campaign names that stand in
/// every row.
///
/// A direct-mapped table: a text has one place, and the last one that came there is known. Two loads
/// of eight bytes, which overlap in shorter texts, are the whole text, so nothing is hashed twice or
/// compared byte by byte.
///
/// Unsafe, and why it is sound: at least 8 bytes are there when 8 are loaded; there are 256 entries,
/// and a place has 8 bits.
@safe struct ShortTextCache: ~Copyable {
  private struct Entry {
    var low: UInt64 = 0
    var high: UInt64 = 0
    /// The text's length; 0 where none is known.
    var count = 0
    var value = 0
  }

  /// A text that may be kept, and its place.
  struct Key {
    fileprivate var low: UInt64
    fileprivate var high: UInt64
    fileprivate var count: Int
    fileprivate var place: Int
  }

  private let entries: UnsafeMutablePointer<Entry>

  init() {
    unsafe entries = .allocate(capacity: 256)
    unsafe entries.initialize(repeating: Entry(), count: 256)
  }

  deinit {
    unsafe entries.deallocate()
  }

  /// The key of a text, or nil when it is too short or too long.
  @inline(__always)
  static func key(_ text: UnsafeBufferPointer<UInt8>) -> Key? {
    let count = text.count
    guard count &- 8 <= 8, count >= 8, let start = unsafe UnsafeRawPointer(text.baseAddress)
    else { return nil }
    let low = unsafe start.loadUnaligned(as: UInt64.self)
    let high = unsafe start.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)
    let mixed = (low ^ (high << 7 | high >> 57)) &* 0x9E37_79B9_7F4A_7C15
    return Key(low: low, high: high, count: count, place: Int(truncatingIfNeeded: mixed >> 56))
  }

  /// What was made of the text, or nil when it is not remembered.
  @inline(__always)
  func value(_ key: Key) -> Int? {
    let entry = unsafe entries + key.place
    guard unsafe entry.pointee.low == key.low, unsafe entry.pointee.high == key.high,
      unsafe entry.pointee.count == key.count
    else { return nil }
    return unsafe entry.pointee.value
  }

  func remember(_ value: Int, for key: Key) {
    unsafe entries[key.place] = Entry(
      low: key.low, high: key.high, count: key.count, value: value)
  }
}
