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
    insert(key.utf8.span, Entry(place: place, isAlias: isAlias))
  }

  /// The keys of accounts, in the order they were noted.
  mutating func insert(_ noted: NotedKeys) {
    var start = 0
    let keys = noted.bytes.span
    for (end, place) in zip(noted.ends, noted.places) {
      insert(keys.extracting(start..<end), Entry(place: place, isAlias: false))
      start = end
    }
  }

  /// An alias for what the account goes by anyway adds nothing, so accounts come before aliases.
  private mutating func insert(_ key: Span<UInt8>, _ entry: Entry) {
    let hash = TextSlots.hash(of: key)
    guard let number = number(of: key, hash) else {
      slots.insert(hash, number: ends.count)
      for index in key.indices { bytes.append(key[index]) }
      ends.append(bytes.count)
      first.append(entry)
      return
    }
    guard first[number].place != entry.place,
      !(others[number] ?? []).contains(where: { $0.place == entry.place })
    else { return }
    others[number, default: []].append(entry)
  }

  /// In the order they were inserted.
  func entries(_ key: String) -> [Entry] {
    let key = key.utf8.span
    guard let number = number(of: key, TextSlots.hash(of: key)) else { return [] }
    return others.isEmpty ? [first[number]] : [first[number]] + (others[number] ?? [])
  }

  private func number(of key: Span<UInt8>, _ hash: UInt64) -> Int? {
    slots.number(hash) { number in
      let start = number == 0 ? 0 : ends[number - 1]
      guard ends[number] - start == key.count else { return false }
      for index in key.indices where bytes[start + index] != key[index] { return false }
      return true
    }
  }
}

/// Keys of a stretch of accounts, made beside those of other stretches.
struct NotedKeys: Sendable {
  fileprivate var bytes: [UInt8] = []
  fileprivate var ends: [Int] = []
  fileprivate var places: [UInt32] = []

  var count: Int { ends.count }

  mutating func note(_ key: String, place: UInt32) {
    bytes.append(contentsOf: key.utf8)
    ends.append(bytes.count)
    places.append(place)
  }
}
