import CRecordScan

/// Gives each distinct run of bytes a number, 0 for the first seen; the hot path's dictionary.
///
/// Open addressing with linear probing over slots of 16 bytes, at most half full. A slot holds half
/// of the hash, the number and where the bytes lie, so a known key costs one look at a slot and one
/// at its bytes, compared eight at a time. The bytes stand in one arena, each key once. The hash
/// (multiply and fold, after wyhash by Wang Yi) has a fixed seed: numbers follow the order of first
/// sight and nothing else, and no output depends on it.
///
/// A look at memory that is not in the processor's cache takes as long as all else a row costs, and
/// with many keys every look is one. So whoever has a batch of keys goes over it three times: takes
/// the hashes and asks for the slots (`prefetch`), looks at the slots and asks for the bytes
/// (`candidate`), and interns. Each time the memory has come by then.
///
/// Unsafe, and why it is sound: slots and arena grow before they are written; a key's place and
/// length were checked when it went in; loads of 4 or 8 bytes stay inside the key's own length,
/// which is the stored key's too where two are compared.
@safe struct ByteInterner: ~Copyable {
  private struct Slot {
    /// The hash's upper half.
    var tag: UInt32 = 0
    /// The number plus 1; 0 when the slot is free.
    var mark: UInt32 = 0
    /// Offset in the arena << `lengthBits` | length.
    var place: UInt64 = 0
  }

  private static let lengthBits: UInt64 = 24

  private var arena: UnsafeMutablePointer<UInt8>
  private var arenaCapacity = 1 << 12
  private var arenaCount = 0
  /// End of each key in the arena.
  private var ends: [Int] = []
  private var slots: UnsafeMutablePointer<Slot>
  private var slotMask = (1 << 8) - 1

  init() {
    unsafe arena = .allocate(capacity: arenaCapacity)
    unsafe slots = .allocate(capacity: slotMask + 1)
    unsafe slots.initialize(repeating: Slot(), count: slotMask + 1)
  }

  deinit {
    unsafe arena.deallocate()
    unsafe slots.deallocate()
  }

  var count: Int { ends.count }

  /// The key of a number; valid until the next `intern`.
  func key(_ number: Int) -> UnsafeBufferPointer<UInt8> {
    let start = number == 0 ? 0 : ends[number - 1]
    return unsafe UnsafeBufferPointer(start: arena + start, count: ends[number] - start)
  }

  /// The key's number; a new key gets the next one.
  @inline(__always)
  mutating func intern(_ key: UnsafeBufferPointer<UInt8>) -> UInt32 {
    unsafe intern(key, hash: ByteInterner.hash(key))
  }

  /// The same for a key whose hash is known.
  @inline(__always)
  mutating func intern(_ key: UnsafeBufferPointer<UInt8>, hash: UInt64) -> UInt32 {
    let tag = UInt32(truncatingIfNeeded: hash >> 32)
    var place = Int(truncatingIfNeeded: hash) & slotMask
    while true {
      let slot = unsafe slots[place]
      if slot.mark == 0 { return unsafe insert(key, hash: hash, place: place) }
      if slot.tag == tag, unsafe isEqual(slot.place, key) { return slot.mark &- 1 }
      place = (place &+ 1) & slotMask
    }
  }

  /// Asks the processor for the slot that a key with this hash begins at.
  @inline(__always)
  func prefetch(hash: UInt64) {
    unsafe adsegments_prefetch(slots + (Int(truncatingIfNeeded: hash) & slotMask))
  }

  /// A key that most likely is the one looked for.
  struct Candidate {
    /// Its number plus 1; 0 when there is none.
    fileprivate var mark: UInt32 = 0
    fileprivate var place: UInt64 = 0
  }

  /// The first key with half of this hash; asks the processor for its bytes.
  @inline(__always)
  func candidate(hash: UInt64) -> Candidate {
    let tag = UInt32(truncatingIfNeeded: hash >> 32)
    var place = Int(truncatingIfNeeded: hash) & slotMask
    while true {
      let slot = unsafe slots[place]
      if slot.mark == 0 { return Candidate() }
      if slot.tag == tag {
        unsafe adsegments_prefetch(
          arena + Int(truncatingIfNeeded: slot.place >> ByteInterner.lengthBits))
        return Candidate(mark: slot.mark, place: slot.place)
      }
      place = (place &+ 1) & slotMask
    }
  }

  /// The key's number, at one look when the candidate is the key; keys that came after it was named
  /// do no harm.
  @inline(__always)
  mutating func intern(
    _ key: UnsafeBufferPointer<UInt8>, hash: UInt64, candidate: Candidate
  ) -> UInt32 {
    if candidate.mark != 0, unsafe isEqual(candidate.place, key) { return candidate.mark &- 1 }
    return unsafe internSlowly(key, hash: hash)
  }

  @inline(never)
  private mutating func internSlowly(
    _ key: UnsafeBufferPointer<UInt8>, hash: UInt64
  ) -> UInt32 {
    unsafe intern(key, hash: hash)
  }

  @inline(__always)
  private func isEqual(_ place: UInt64, _ key: UnsafeBufferPointer<UInt8>) -> Bool {
    let count = key.count
    guard Int(truncatingIfNeeded: place & (1 << ByteInterner.lengthBits - 1)) == count else {
      return false
    }
    guard let left = unsafe UnsafeRawPointer(key.baseAddress), count > 0 else { return true }
    let right = unsafe UnsafeRawPointer(
      arena + Int(truncatingIfNeeded: place >> ByteInterner.lengthBits))
    if count >= 8 {
      // The last eight bytes overlap those before.
      var differences = unsafe load(left, count &- 8) ^ load(right, count &- 8)
      var offset = 0
      while offset &+ 8 < count {
        differences |= unsafe load(left, offset) ^ load(right, offset)
        offset &+= 8
      }
      return differences == 0
    }
    return unsafe ByteInterner.word(left, count) == ByteInterner.word(right, count)
  }

  @inline(never)
  private mutating func insert(
    _ key: UnsafeBufferPointer<UInt8>, hash: UInt64, place: Int
  ) -> UInt32 {
    let number = ends.count
    precondition(number < Int(UInt32.max) - 1, "a file has fewer than 4 billion distinct keys")
    precondition(key.count < 1 << ByteInterner.lengthBits, "a key is shorter than 16 MiB")
    reserve(key.count)
    if let start = key.baseAddress {
      unsafe (arena + arenaCount).update(from: start, count: key.count)
    }
    unsafe slots[place] = Slot(
      tag: UInt32(truncatingIfNeeded: hash >> 32), mark: UInt32(number + 1),
      place: UInt64(arenaCount) << ByteInterner.lengthBits | UInt64(key.count))
    arenaCount += key.count
    ends.append(arenaCount)
    if (number + 1) * 2 > slotMask { growSlots() }
    return UInt32(number)
  }

  private mutating func reserve(_ count: Int) {
    guard arenaCount + count > arenaCapacity else { return }
    arenaCapacity = max(arenaCapacity * 2, arenaCount + count)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: arenaCapacity)
    unsafe larger.update(from: arena, count: arenaCount)
    unsafe arena.deallocate()
    unsafe arena = larger
  }

  private mutating func growSlots() {
    let old = unsafe slots
    let oldCount = slotMask + 1
    slotMask = oldCount * 2 - 1
    unsafe slots = .allocate(capacity: slotMask + 1)
    unsafe slots.initialize(repeating: Slot(), count: slotMask + 1)
    for index in 0..<oldCount {
      let slot = unsafe old[index]
      guard slot.mark != 0 else { continue }
      var place = unsafe Int(truncatingIfNeeded: ByteInterner.hash(key(Int(slot.mark) - 1)))
        & slotMask
      while unsafe slots[place].mark != 0 { place = (place + 1) & slotMask }
      unsafe slots[place] = slot
    }
    unsafe old.deallocate()
  }

  // MARK: - Hash

  @inline(__always)
  static func hash(_ key: UnsafeBufferPointer<UInt8>) -> UInt64 {
    guard let start = unsafe UnsafeRawPointer(key.baseAddress), key.count > 0 else { return 0 }
    let count = key.count
    var state = UInt64(truncatingIfNeeded: count) ^ 0xA076_1D64_78BD_642F
    if count < 8 {
      return fold(unsafe word(start, count) ^ state, 0xE703_7ED1_A0B4_28DB)
    }
    var offset = 0
    while offset &+ 16 < count {
      state = unsafe fold(
        load(start, offset) ^ state, load(start, offset &+ 8) ^ 0x8EBC_6AF0_9C88_C6E3)
      offset &+= 16
    }
    // The last bytes: with 8 to 16 in all the two words may overlap each other, with more those
    // before.
    let first = count < 16 ? 0 : count &- 16
    return unsafe fold(load(start, first) ^ state, load(start, count &- 8) ^ 0x5899_65CC_7537_4CC3)
  }

  /// One to seven bytes as a number; with the count they can be told from all others.
  @inline(__always)
  private static func word(_ start: UnsafeRawPointer, _ count: Int) -> UInt64 {
    if count >= 4 {
      let low = unsafe start.loadUnaligned(as: UInt32.self)
      let high = unsafe start.loadUnaligned(fromByteOffset: count &- 4, as: UInt32.self)
      return UInt64(high) << 32 | UInt64(low)
    }
    let first = unsafe UInt64(start.load(as: UInt8.self))
    let middle = unsafe UInt64(start.load(fromByteOffset: count >> 1, as: UInt8.self))
    let last = unsafe UInt64(start.load(fromByteOffset: count &- 1, as: UInt8.self))
    return first << 16 | middle << 8 | last
  }

  @inline(__always)
  private static func load(_ start: UnsafeRawPointer, _ offset: Int) -> UInt64 {
    unsafe start.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
  }

  @inline(__always)
  private func load(_ start: UnsafeRawPointer, _ offset: Int) -> UInt64 {
    unsafe ByteInterner.load(start, offset)
  }

  @inline(__always)
  private static func fold(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let product = left.multipliedFullWidth(by: right)
    return product.high ^ product.low
  }
}
