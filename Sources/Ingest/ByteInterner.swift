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
/// Keys of up to 32 bytes, nearly all, are looked at as four words, the bytes behind the key masked
/// out: no branch depends on a key's length, which no processor can foresee.
///
/// Unsafe, and why it is sound: slots and arena grow before they are written; a key's place and
/// length were checked when it went in. Of a `padded` key 32 bytes can be read, as the caller says;
/// of any other as many as it has, of a stored key 32 at least. Loads of longer keys stay inside
/// them.
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
  /// The length of keys that are looked at as four words.
  private static let wordsLength = 32

  private var arena: UnsafeMutablePointer<UInt8>
  private var arenaCapacity = 1 << 12
  private var arenaCount = 0
  /// End of each key in the arena.
  private var ends: [Int] = []
  private var slots: UnsafeMutablePointer<Slot>
  private var slotMask = (1 << 8) - 1

  init() {
    unsafe arena = .allocate(capacity: arenaCapacity + ByteInterner.wordsLength)
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
  mutating func intern(_ key: UnsafeBufferPointer<UInt8>) -> UInt32 {
    guard key.count < ByteInterner.wordsLength else { return unsafe intern(padded: key) }
    var words = SIMD4<UInt64>()
    return unsafe withUnsafeMutableBytes(of: &words) { bytes in
      unsafe bytes.copyMemory(from: UnsafeRawBufferPointer(key))
      return unsafe intern(
        padded: UnsafeBufferPointer(
          start: bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), count: key.count))
    }
  }

  /// The same for a key of which 32 bytes can be read.
  @inline(__always)
  mutating func intern(padded key: UnsafeBufferPointer<UInt8>) -> UInt32 {
    unsafe intern(padded: key, hash: ByteInterner.hash(padded: key))
  }

  @inline(__always)
  private mutating func intern(
    padded key: UnsafeBufferPointer<UInt8>, hash: UInt64
  ) -> UInt32 {
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
        let key = unsafe arena + Int(truncatingIfNeeded: slot.place >> ByteInterner.lengthBits)
        unsafe adsegments_prefetch(key)
        // All that is looked at may lie in two lines of the cache.
        unsafe adsegments_prefetch(key + ByteInterner.wordsLength - 1)
        return Candidate(mark: slot.mark, place: slot.place)
      }
      place = (place &+ 1) & slotMask
    }
  }

  /// The number of a key of which 32 bytes can be read, at one look when the candidate is the key;
  /// keys that came after it was named do no harm.
  @inline(__always)
  mutating func intern(
    padded key: UnsafeBufferPointer<UInt8>, hash: UInt64, candidate: Candidate
  ) -> UInt32 {
    if candidate.mark != 0, unsafe isEqual(candidate.place, key) { return candidate.mark &- 1 }
    return unsafe internSlowly(key, hash: hash)
  }

  @inline(never)
  private mutating func internSlowly(
    _ key: UnsafeBufferPointer<UInt8>, hash: UInt64
  ) -> UInt32 {
    unsafe intern(padded: key, hash: hash)
  }

  @inline(__always)
  private func isEqual(_ place: UInt64, _ key: UnsafeBufferPointer<UInt8>) -> Bool {
    let count = key.count
    guard Int(truncatingIfNeeded: place & (1 << ByteInterner.lengthBits - 1)) == count,
      let left = unsafe UnsafeRawPointer(key.baseAddress)
    else { return false }
    let right = unsafe UnsafeRawPointer(
      arena + Int(truncatingIfNeeded: place >> ByteInterner.lengthBits))
    if count <= ByteInterner.wordsLength {
      let differences = unsafe ByteInterner.words(left) ^ ByteInterner.words(right)
      return differences & ByteInterner.mask(count) == SIMD4<UInt64>()
    }
    return unsafe memcmp(left, right, count) == 0
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
    let larger = UnsafeMutablePointer<UInt8>.allocate(
      capacity: arenaCapacity + ByteInterner.wordsLength)
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
      var place =
        unsafe Int(truncatingIfNeeded: ByteInterner.hash(padded: key(Int(slot.mark) - 1)))
        & slotMask
      while unsafe slots[place].mark != 0 { place = (place + 1) & slotMask }
      unsafe slots[place] = slot
    }
    unsafe old.deallocate()
  }

  // MARK: - Hash

  /// The hash of a key of which 32 bytes can be read.
  @inline(__always)
  static func hash(padded key: UnsafeBufferPointer<UInt8>) -> UInt64 {
    guard let start = unsafe UnsafeRawPointer(key.baseAddress) else { return 0 }
    let count = key.count
    let length = UInt64(truncatingIfNeeded: count)
    guard count <= wordsLength else { return unsafe hash(long: start, count) }
    let words = unsafe words(start) & mask(count)
    return fold(words.x ^ 0xA076_1D64_78BD_642F, words.y ^ 0xE703_7ED1_A0B4_28DB ^ length)
      ^ fold(words.z ^ 0x8EBC_6AF0_9C88_C6E3, words.w ^ 0x5899_65CC_7537_4CC3)
  }

  @inline(never)
  private static func hash(long start: UnsafeRawPointer, _ count: Int) -> UInt64 {
    var state = UInt64(truncatingIfNeeded: count) ^ 0xA076_1D64_78BD_642F
    var offset = 0
    while offset + 16 < count {
      state = unsafe fold(
        load(start, offset) ^ state, load(start, offset + 8) ^ 0x8EBC_6AF0_9C88_C6E3)
      offset += 16
    }
    // The last 16 bytes overlap those before.
    return unsafe fold(
      load(start, count - 16) ^ state, load(start, count - 8) ^ 0x5899_65CC_7537_4CC3)
  }

  @inline(__always)
  private static func words(_ start: UnsafeRawPointer) -> SIMD4<UInt64> {
    unsafe start.loadUnaligned(as: SIMD4<UInt64>.self)
  }

  /// All bits of the first bytes, 0 to 32.
  @inline(__always)
  private static func mask(_ count: Int) -> SIMD4<UInt64> {
    unsafe words(adsegments_first_bytes(UInt32(truncatingIfNeeded: count)))
  }

  @inline(__always)
  private static func load(_ start: UnsafeRawPointer, _ offset: Int) -> UInt64 {
    unsafe start.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
  }

  @inline(__always)
  private static func fold(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let product = left.multipliedFullWidth(by: right)
    return product.high ^ product.low
  }
}

#if canImport(Glibc)
  import Glibc
#endif
