internal import AdModel
internal import Files

/// Which accounts go by a key.
///
/// Shape: keys are dealt out to parts by their hashes, so that threads fill the parts side by side.
/// In a part keys lie one behind the other in one run of bytes: a million texts of their own would
/// take longer to make and to free than all look-ups.
struct KeyIndex: Sendable {
  struct Entry: Hashable, Sendable {
    let place: UInt32
    let isAlias: Bool
  }

  /// A power of 2; how many there are never changes what is found.
  private static let partCount = 8

  private let parts: [KeyIndexPart]

  /// - Parameters:
  ///   - noted: keys of accounts, in the order that those of one key are told in.
  ///   - aliases: keys that stand behind them. One for what the account goes by anyway adds nothing.
  ///   - jobs: number of threads, at least 1.
  init(
    _ noted: [NotedKeys], aliases: [(key: String, place: UInt32)] = [], jobs: Int = 1
  ) {
    var aliasKeys = NotedKeys()
    for alias in aliases { aliasKeys.note(alias.key.utf8.span, place: alias.place) }
    let count = noted.reduce(aliasKeys.count) { $0 + $1.count }
    self.parts = Parallel.map(Array(0..<KeyIndex.partCount), jobs: jobs) { [aliasKeys] part in
      var keys = KeyTable(capacity: count / KeyIndex.partCount)
      func isOfPart(_ hash: UInt64) -> Bool { KeyIndex.part(of: hash) == part }
      for stretch in noted { keys.insert(stretch, isAlias: false, where: isOfPart) }
      keys.insert(aliasKeys, isAlias: true, where: isOfPart)
      return KeyIndexPart(keys)
    }
  }

  /// Calls with each account that goes by a key, in the order they were noted.
  func forEach(_ key: Span<UInt8>, _ body: (Entry) -> Void) {
    unsafe key.withUnsafeBufferPointer { key in
      let hash = unsafe TextSlots.hash(of: key)
      unsafe parts[KeyIndex.part(of: hash)].keys.forEach(key, hash, body)
    }
  }

  /// The account that goes by a key; nil where none does, or several.
  func onlyEntry(_ key: Span<UInt8>) -> Entry? {
    unsafe key.withUnsafeBufferPointer { key in
      let hash = unsafe TextSlots.hash(of: key)
      return unsafe parts[KeyIndex.part(of: hash)].keys.onlyEntry(key, hash)
    }
  }

  /// The slots of a part go by the upper half of a hash.
  private static func part(of hash: UInt64) -> Int {
    Int(truncatingIfNeeded: hash) & (partCount - 1)
  }
}

/// A part of an index that many threads look at: an object, so that a look counts no references of
/// all its lists.
private final class KeyIndexPart: Sendable {
  let keys: KeyTable

  init(_ keys: KeyTable) { self.keys = keys }
}

/// Distinct keys and the accounts that go by them.
private struct KeyTable: Sendable {
  typealias Entry = KeyIndex.Entry

  private var slots: TextSlots
  private var bytes: [UInt8] = []
  /// Where each distinct key ends.
  private var ends: [Int] = []
  /// One per distinct key.
  private var first: [Entry] = []
  /// The second and later ones, which few keys have, by the number of the key.
  private var others: [Int: [Entry]] = [:]

  init(capacity: Int) {
    self.slots = TextSlots(capacity: capacity)
    ends.reserveCapacity(capacity)
    first.reserveCapacity(capacity)
  }

  /// The keys whose hashes are wanted, in the order they were noted.
  @inline(__always)
  mutating func insert(
    _ noted: NotedKeys, isAlias: Bool, where isWanted: (_ hash: UInt64) -> Bool
  ) {
    unsafe noted.bytes.withUnsafeBufferPointer { keys in
      for place in noted.hashes.indices where isWanted(noted.hashes[place]) {
        let start = place == 0 ? 0 : noted.ends[place - 1]
        // Sound: ends never fall, and the last one is that of the bytes.
        let key = unsafe UnsafeBufferPointer(rebasing: keys[start..<noted.ends[place]])
        unsafe insert(
          key, noted.hashes[place], Entry(place: noted.places[place], isAlias: isAlias))
      }
    }
  }

  /// An alias for what the account goes by anyway adds nothing, so accounts come before aliases.
  private mutating func insert(
    _ key: UnsafeBufferPointer<UInt8>, _ hash: UInt64, _ entry: Entry
  ) {
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

  func forEach(_ key: UnsafeBufferPointer<UInt8>, _ hash: UInt64, _ body: (Entry) -> Void) {
    guard let number = unsafe number(of: key, hash) else { return }
    body(first[number])
    if !others.isEmpty { others[number]?.forEach(body) }
  }

  func onlyEntry(_ key: UnsafeBufferPointer<UInt8>, _ hash: UInt64) -> Entry? {
    guard let number = unsafe number(of: key, hash) else { return nil }
    return others.isEmpty || others[number] == nil ? first[number] : nil
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
  fileprivate var hashes: [UInt64] = []
  fileprivate var places: [UInt32] = []

  var count: Int { ends.count }

  mutating func note(_ key: Span<UInt8>, place: UInt32) {
    unsafe key.withUnsafeBufferPointer {
      unsafe bytes.append(contentsOf: $0)
      unsafe hashes.append(TextSlots.hash(of: $0))
    }
    ends.append(bytes.count)
    places.append(place)
  }
}
