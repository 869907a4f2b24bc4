/// Adds up numbers under 64-bit keys; the hot path's group-by.
///
/// Open addressing, key and sum side by side, at most half full. Eight neighbouring keys share a
/// block of two cache lines, each in its own lane: the accounts seen first, which are those seen
/// most, lie close together, and one day's counts of a big file fit into the processor's cache.
/// Probing goes on in the next block. The order of the places depends on the order
/// of insertion, so readers sort what they take out.
///
/// Unsafe, and why it is sound: places are masked to the capacity, which is a power of two and at
/// least one block; the memory is zeroed first, and 0 marks a free place.
@safe struct SumTable: ~Copyable {
  private struct Entry {
    /// The key plus 1, or 0 when the place is free.
    var mark: UInt64
    var sum: Int64
  }

  private static let laneBits: UInt64 = 3
  /// To the next lane of the next block; odd, so that probing comes to every place.
  private static let step = 9

  private var entries: UnsafeMutablePointer<Entry>
  private var mask: Int
  private(set) var count = 0

  init(capacity: Int = 1 << 10) {
    precondition(capacity >= 8 && capacity & (capacity - 1) == 0, "a power of two")
    self.mask = capacity - 1
    unsafe entries = SumTable.allocate(capacity)
  }

  deinit {
    unsafe free(entries)
  }

  /// Adds to a key's sum; wraps around at the ends of Int64, which counts below 10^12 reach after
  /// nine million rows of one key at the earliest.
  ///
  /// - Parameter key: anything but `UInt64.max`.
  /// - Returns: whether the key is new.
  @inline(__always)
  @discardableResult
  mutating func add(_ value: Int64, to key: UInt64) -> Bool {
    let place = find(key)
    let isNew = unsafe entries[place].mark == 0
    if isNew {
      insert(key, value, place)
    } else {
      unsafe entries[place].sum &+= value
    }
    return isNew
  }

  /// The sum under a key, or nil.
  @inline(__always)
  func sum(of key: UInt64) -> Int64? {
    let place = find(key)
    return unsafe entries[place].mark == 0 ? nil : entries[place].sum
  }

  /// Calls with every key and its sum, in no order to rely on.
  func forEach(_ body: (UInt64, Int64) -> Void) {
    for place in 0...mask {
      let entry = unsafe entries[place]
      if entry.mark != 0 { body(entry.mark - 1, entry.sum) }
    }
  }

  /// The place of a key, or the free place where it belongs.
  @inline(__always)
  private func find(_ key: UInt64) -> Int {
    let mark = key &+ 1
    // Fibonacci hashing of the block: the high bits of the product are the well mixed ones.
    let product = (key >> SumTable.laneBits) &* 0x9E37_79B9_7F4A_7C15
    let block = (product ^ product >> 32) << SumTable.laneBits
    let lane = key & (1 << SumTable.laneBits &- 1)
    var place = Int(truncatingIfNeeded: block | lane) & mask
    while true {
      let found = unsafe entries[place].mark
      if found == mark || found == 0 { return place }
      place = (place &+ SumTable.step) & mask
    }
  }

  @inline(never)
  private mutating func insert(_ key: UInt64, _ value: Int64, _ place: Int) {
    unsafe entries[place] = Entry(mark: key &+ 1, sum: value)
    count += 1
    if count * 2 > mask { grow() }
  }

  private mutating func grow() {
    let old = unsafe entries
    let oldMask = mask
    mask = (mask + 1) * 2 - 1
    unsafe entries = SumTable.allocate(mask + 1)
    for place in 0...oldMask where unsafe old[place].mark != 0 {
      unsafe entries[find(old[place].mark &- 1)] = old[place]
    }
    unsafe free(old)
  }

  /// Zeroed memory. Large tables are asked for in huge pages: they are walked at random, and with
  /// small pages every other step would miss the processor's address cache.
  private static func allocate(_ capacity: Int) -> UnsafeMutablePointer<Entry> {
    let byteCount = capacity * MemoryLayout<Entry>.stride
    let alignment = byteCount >= hugePageBytes ? hugePageBytes : 64
    guard let memory = unsafe aligned_alloc(alignment, byteCount) else {
      preconditionFailure("out of memory")
    }
    if byteCount >= hugePageBytes { unsafe madvise(memory, byteCount, MADV_HUGEPAGE) }
    // Written at once: a page that is first read and then written costs two faults.
    unsafe memset(memory, 0, byteCount)
    return unsafe memory.bindMemory(to: Entry.self, capacity: capacity)
  }

  private static let hugePageBytes = 1 << 21
}

#if canImport(Glibc)
  import Glibc
#endif
