/// Adds up numbers under 64-bit keys; the hot path's group-by.
///
/// Open addressing with linear probing, key and sum side by side, at most half full. No key is
/// `UInt64.max`, the mark of a free place. The order of the places depends on the order of
/// insertion, so readers sort what they take out.
///
/// Unsafe, and why it is sound: places are indices masked to the capacity, which is a power of two
/// and initialised whole.
@safe struct SumTable: ~Copyable {
  struct Entry {
    var key: UInt64
    var sum: Int64
  }

  static let freeKey = UInt64.max

  private var entries: UnsafeMutablePointer<Entry>
  private var mask: Int
  private(set) var count = 0

  init(capacity: Int = 1 << 10) {
    precondition(capacity & (capacity - 1) == 0, "a capacity is a power of two")
    self.mask = capacity - 1
    unsafe entries = .allocate(capacity: capacity)
    unsafe entries.initialize(repeating: Entry(key: SumTable.freeKey, sum: 0), count: capacity)
  }

  deinit {
    unsafe entries.deallocate()
  }

  /// Adds to a key's sum; wraps around at the ends of Int64, which counts below 10^18 that are
  /// fewer than nine a key cannot reach and `ExportCounter` checks otherwise.
  @inline(__always)
  mutating func add(_ value: Int64, to key: UInt64) {
    let place = find(key)
    if unsafe entries[place].key == SumTable.freeKey {
      insert(key, value, place)
    } else {
      unsafe entries[place].sum &+= value
    }
  }

  /// The sum under a key, or nil.
  @inline(__always)
  func sum(of key: UInt64) -> Int64? {
    let place = find(key)
    return unsafe entries[place].key == SumTable.freeKey ? nil : entries[place].sum
  }

  /// Every key with its sum, in no order to rely on.
  func forEach(_ body: (UInt64, Int64) -> Void) {
    for place in 0...mask {
      let entry = unsafe entries[place]
      if entry.key != SumTable.freeKey { body(entry.key, entry.sum) }
    }
  }

  /// The place of a key, or the free place where it belongs.
  @inline(__always)
  private func find(_ key: UInt64) -> Int {
    // Fibonacci hashing: the high bits of the product are the well mixed ones.
    let product = key &* 0x9E37_79B9_7F4A_7C15
    var place = Int(truncatingIfNeeded: (product ^ product >> 32) & UInt64(mask))
    while true {
      let found = unsafe entries[place].key
      if found == key || found == SumTable.freeKey { return place }
      place = (place &+ 1) & mask
    }
  }

  @inline(never)
  private mutating func insert(_ key: UInt64, _ value: Int64, _ place: Int) {
    unsafe entries[place] = Entry(key: key, sum: value)
    count += 1
    if count * 2 > mask { grow() }
  }

  private mutating func grow() {
    let old = unsafe entries
    let oldMask = mask
    mask = (mask + 1) * 2 - 1
    unsafe entries = .allocate(capacity: mask + 1)
    unsafe entries.initialize(repeating: Entry(key: SumTable.freeKey, sum: 0), count: mask + 1)
    for place in 0...oldMask where unsafe old[place].key != SumTable.freeKey {
      unsafe entries[find(old[place].key)] = old[place]
    }
    unsafe old.deallocate()
  }
}
