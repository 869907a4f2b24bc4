internal import AdModel

/// Which accounts go by a key.
///
/// Keys lie one behind the other in one run of bytes: a million texts of their own would take
/// longer to make and to free than all look-ups.
struct KeyIndex: Sendable {
  struct Entry: Hashable, Sendable {
    let place: UInt32
    let isAlias: Bool
  }

  private var slots: TextSlots
  private var bytes: [UInt8] = []
  /// Where each distinct key ends.
  private var ends: [Int] = []
  /// One per distinct key.
  private var first: [Entry] = []
  /// The second and later ones, which few keys have, by the number of the key.
  private var others: [Int: [Entry]] = [:]

  init(capacity: Int = 0) {
    self.slots = TextSlots(capacity: capacity)
    ends.reserveCapacity(capacity)
    first.reserveCapacity(capacity)
  }

  mutating func insert(_ key: String, place: UInt32, isAlias: Bool = false) {
    unsafe key.utf8.span.withUnsafeBufferPointer {
      unsafe insert($0, Entry(place: place, isAlias: isAlias))
    }
  }

  /// The keys of accounts, in the order they were noted.
  mutating func insert(_ noted: NotedKeys) {
    unsafe noted.bytes.withUnsafeBufferPointer { keys in
      var start = 0
      for (end, place) in zip(noted.ends, noted.places) {
        // Sound: ends never fall, and the last one is that of the bytes.
        let key = unsafe UnsafeBufferPointer(rebasing: keys[start..<end])
        unsafe insert(key, Entry(place: place, isAlias: false))
        start = end
      }
    }
  }

  /// An alias for what the account goes by anyway adds nothing, so accounts come before aliases.
  private mutating func insert(_ key: UnsafeBufferPointer<UInt8>, _ entry: Entry) {
    let hash = unsafe TextSlots.hash(of: key)
    guard let number = unsafe number(of: key, hash) else {
      slots.insert(hash, number: ends.count)
      unsafe bytes.append(contentsOf: key)
      ends.append(bytes.count)
      first.append(entry)
      return
    }
    guard first[number].place != entry.place,
      !(others[number] ?? []).contains(where: { $0.place == entry.place })
    else { return }
    others[number, default: []].append(entry)
  }

  /// Calls with each account that goes by a key, in the order they were inserted.
  func forEach(_ key: Span<UInt8>, _ body: (Entry) -> Void) {
    let number = unsafe key.withUnsafeBufferPointer {
      unsafe self.number(of: $0, TextSlots.hash(of: $0))
    }
    guard let number else { return }
    body(first[number])
    if !others.isEmpty { others[number]?.forEach(body) }
  }

  private func number(of key: UnsafeBufferPointer<UInt8>, _ hash: UInt64) -> Int? {
    // Sound: ends never fall, and the last one is that of the bytes.
    unsafe bytes.withUnsafeBufferPointer { bytes in
      slots.number(hash) { number in
        let start = number == 0 ? 0 : ends[number - 1]
        guard ends[number] - start == key.count else { return false }
        return unsafe byteOrder(UnsafeBufferPointer(rebasing: bytes[start..<ends[number]]), key)
          == 0
      }
    }
  }
}

/// Keys of a stretch of accounts, made beside those of other stretches.
struct NotedKeys: Sendable {
  fileprivate var bytes: [UInt8] = []
  fileprivate var ends: [Int] = []
  fileprivate var places: [UInt32] = []

  var count: Int { ends.count }

  mutating func note(_ key: Span<UInt8>, place: UInt32) {
    unsafe key.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
    ends.append(bytes.count)
    places.append(place)
  }
}
