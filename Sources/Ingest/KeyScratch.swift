/// Space in which the key of several fields is put together, used again for every row.
///
/// Unsafe, and why it is sound: room is made before bytes are copied; the view is used before the
/// next change.
@safe struct KeyScratch: ~Copyable {
  /// How many bytes can be read behind the key.
  private static let padding = 32

  private var memory: UnsafeMutablePointer<UInt8>
  private var capacity = 1 << 10
  private var count = 0

  init() {
    unsafe memory = .allocate(capacity: capacity + KeyScratch.padding)
  }

  deinit {
    unsafe memory.deallocate()
  }

  @inline(__always)
  mutating func clear() {
    count = 0
  }

  @inline(__always)
  mutating func append(_ field: UnsafeBufferPointer<UInt8>) {
    if count + field.count > capacity { grow(by: field.count) }
    if let start = field.baseAddress {
      unsafe (memory + count).update(from: start, count: field.count)
    }
    count &+= field.count
  }

  /// Puts a NUL between two fields.
  @inline(__always)
  mutating func separate() {
    if count == capacity { grow(by: 1) }
    unsafe memory[count] = 0
    count &+= 1
  }

  var bytes: UnsafeBufferPointer<UInt8> {
    unsafe UnsafeBufferPointer(start: memory, count: count)
  }

  @inline(never)
  private mutating func grow(by more: Int) {
    capacity = max(capacity * 2, count + more)
    let larger = UnsafeMutablePointer<UInt8>.allocate(
      capacity: capacity + KeyScratch.padding)
    unsafe larger.update(from: memory, count: count)
    unsafe memory.deallocate()
    unsafe memory = larger
  }
}
