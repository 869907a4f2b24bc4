/// Finds the number of a text by the text's bytes: a hash table that leaves the texts where they are.
///
/// Open addressing, at most half full; a slot holds the upper half of the text's hash and the
/// number, so that a text is nearly never looked at in vain. Texts are the same when their bytes
/// are, whatever Unicode says of them.
package struct TextSlots: Sendable {
  /// Of a slot that holds nothing.
  private static let free: UInt64 = 0

  /// The hash's upper half, then the number plus 1.
  private var slots: [UInt64]
  private var count = 0

  /// - Parameter capacity: how many texts are expected; more are fine.
  package init(capacity: Int = 0) {
    var size = 16
    while size < capacity * 2 { size *= 2 }
    self.slots = [UInt64](repeating: TextSlots.free, count: size)
  }

  /// The number of a text, or nil.
  ///
  /// - Parameters:
  ///   - hash: the text's.
  ///   - isText: whether a number is that of the text.
  package func number(_ hash: UInt64, _ isText: (Int) -> Bool) -> Int? {
    let mask = slots.count - 1
    var place = Int(truncatingIfNeeded: hash >> 32) & mask
    while slots[place] != TextSlots.free {
      if slots[place] >> 32 == hash >> 32 {
        let number = Int(slots[place] & 0xFFFF_FFFF) - 1
        if isText(number) { return number }
      }
      place = (place + 1) & mask
    }
    return nil
  }

  /// Gives a number to a text that has none yet.
  ///
  /// - Parameter number: less than `UInt32.max`.
  package mutating func insert(_ hash: UInt64, number: Int) {
    if (count + 1) * 2 > slots.count { grow() }
    place((hash >> 32) << 32 | UInt64(number + 1))
    count += 1
  }

  private mutating func place(_ slot: UInt64) {
    let mask = slots.count - 1
    var place = Int(truncatingIfNeeded: slot >> 32) & mask
    while slots[place] != TextSlots.free { place = (place + 1) & mask }
    slots[place] = slot
  }

  private mutating func grow() {
    let old = slots
    slots = [UInt64](repeating: TextSlots.free, count: old.count * 2)
    for slot in old where slot != TextSlots.free { place(slot) }
  }

  /// The hash of some bytes, the same in every process: eight bytes at a time, mixed by a product.
  package static func hash(of bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    let raw = UnsafeRawBufferPointer(bytes)
    var hash = UInt64(truncatingIfNeeded: raw.count)
    var place = 0
    while place + 8 <= raw.count {
      // Sound: eight bytes more are there.
      hash = unsafe mixed(hash ^ raw.loadUnaligned(fromByteOffset: place, as: UInt64.self))
      place &+= 8
    }
    if place < raw.count {
      var word: UInt64 = 0
      while place < raw.count {
        word = unsafe word << 8 | UInt64(raw[place])
        place &+= 1
      }
      hash = mixed(hash ^ word)
    }
    return mixed(hash ^ 0xD6E8_FEB8_6659_FD93)
  }

  package static func hash(of text: String) -> UInt64 {
    unsafe text.utf8.span.withUnsafeBufferPointer { unsafe hash(of: $0) }
  }

  private static func mixed(_ word: UInt64) -> UInt64 {
    let product = word.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    return product.high ^ product.low
  }
}

extension String {
  /// Whether the texts have the same bytes.
  package func hasBytes(of other: String) -> Bool {
    let left = utf8.span
    let right = other.utf8.span
    guard left.count == right.count else { return false }
    for index in left.indices where left[index] != right[index] { return false }
    return true
  }
}
