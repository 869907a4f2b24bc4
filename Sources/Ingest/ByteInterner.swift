/// Gives each distinct run of bytes a number, 0 for the first seen; the hot path's dictionary.
///
/// Open addressing with linear probing over 64-bit slots (32 bits of hash, 32 bits of number + 1),
/// so a probe touches the bytes only when the hashes agree. The bytes stand in one arena, each key
/// once. The hash (multiply and fold, after wyhash by Wang Yi) has a fixed seed: numbers follow
/// the order of first sight and nothing else, and no output depends on it.
///
/// Unsafe, and why it is sound: slots and arena grow before they are written; a key's place and
/// length were checked when it went in; loads of 4 or 8 bytes stay inside the key's own length.
@safe struct ByteInterner: ~Copyable {
  private var arena: UnsafeMutablePointer<UInt8>
  private var arenaCapacity = 1 << 12
  private var arenaCount = 0
  /// End of each key in the arena.
  private var ends: [Int] = []
  private var slots: UnsafeMutablePointer<UInt64>
  private var slotMask = (1 << 8) - 1

  init() {
    unsafe arena = .allocate(capacity: arenaCapacity)
    unsafe slots = .allocate(capacity: slotMask + 1)
    unsafe slots.initialize(repeating: 0, count: slotMask + 1)
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
    let hash = unsafe ByteInterner.hash(key)
    let tag = hash & 0xFFFF_FFFF_0000_0000
    var slot = Int(truncatingIfNeeded: hash) & slotMask
    while true {
      let entry = unsafe slots[slot]
      if entry == 0 { return unsafe insert(key, tag: tag, slot: slot) }
      if entry & 0xFFFF_FFFF_0000_0000 == tag {
        let number = Int(entry & 0xFFFF_FFFF) - 1
        if unsafe isEqual(number, key) { return UInt32(truncatingIfNeeded: number) }
      }
      slot = (slot &+ 1) & slotMask
    }
  }

  @inline(__always)
  private func isEqual(_ number: Int, _ key: UnsafeBufferPointer<UInt8>) -> Bool {
    let stored = unsafe self.key(number)
    guard stored.count == key.count else { return false }
    return unsafe key.isEmpty || memcmp(stored.baseAddress!, key.baseAddress!, key.count) == 0
  }

  @inline(never)
  private mutating func insert(
    _ key: UnsafeBufferPointer<UInt8>, tag: UInt64, slot: Int
  ) -> UInt32 {
    let number = ends.count
    precondition(number < Int(UInt32.max) - 1, "a file has fewer than 4 billion distinct keys")
    reserve(key.count)
    if let start = key.baseAddress {
      unsafe (arena + arenaCount).update(from: start, count: key.count)
    }
    arenaCount += key.count
    ends.append(arenaCount)
    unsafe slots[slot] = tag | UInt64(number + 1)
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
    let capacity = (slotMask + 1) * 2
    unsafe slots.deallocate()
    unsafe slots = .allocate(capacity: capacity)
    unsafe slots.initialize(repeating: 0, count: capacity)
    slotMask = capacity - 1
    for number in 0..<ends.count {
      let hash = unsafe ByteInterner.hash(key(number))
      var slot = Int(truncatingIfNeeded: hash) & slotMask
      while unsafe slots[slot] != 0 { slot = (slot + 1) & slotMask }
      unsafe slots[slot] = hash & 0xFFFF_FFFF_0000_0000 | UInt64(number + 1)
    }
  }

  // MARK: - Hash

  @inline(__always)
  private static func hash(_ key: UnsafeBufferPointer<UInt8>) -> UInt64 {
    guard let start = unsafe UnsafeRawPointer(key.baseAddress), key.count > 0 else { return 0 }
    let count = key.count
    var state = fold(UInt64(count) ^ 0xA076_1D64_78BD_642F, 0xE703_7ED1_A0B4_28DB)
    var offset = 0
    while offset + 16 <= count {
      state = unsafe fold(
        load(start, offset) ^ state, load(start, offset + 8) ^ 0x8EBC_6AF0_9C88_C6E3)
      offset += 16
    }
    if count >= 16 {
      return unsafe fold(
        load(start, count - 16) ^ state, load(start, count - 8) ^ 0x5899_65CC_7537_4CC3)
    }
    if count >= 8 {
      return unsafe fold(load(start, 0) ^ state, load(start, count - 8) ^ 0x5899_65CC_7537_4CC3)
    }
    var tail: UInt64 = 0
    for index in 0..<count {
      tail = unsafe tail << 8 | UInt64(key[index])
    }
    return fold(tail ^ state, 0x5899_65CC_7537_4CC3)
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
