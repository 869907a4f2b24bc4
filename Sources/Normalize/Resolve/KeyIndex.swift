/// Which accounts go by a key.
struct KeyIndex: Sendable {
  struct Entry: Hashable, Sendable {
    let place: UInt32
    let isAlias: Bool
  }

  private var first: [String: Entry] = [:]
  /// The second and later ones, which few keys have.
  private var others: [String: [Entry]] = [:]

  mutating func reserveCapacity(_ count: Int) {
    first.reserveCapacity(count)
  }

  /// An alias for what the account goes by anyway adds nothing, so accounts come before aliases.
  mutating func insert(_ key: String, place: UInt32, isAlias: Bool = false) {
    let entry = Entry(place: place, isAlias: isAlias)
    guard let known = first.updateValue(entry, forKey: key) else { return }
    first[key] = known
    guard known.place != place, !(others[key] ?? []).contains(where: { $0.place == place }) else {
      return
    }
    others[key, default: []].append(entry)
  }

  /// In the order they were inserted.
  func entries(_ key: String) -> [Entry] {
    guard let entry = first[key] else { return [] }
    return others.isEmpty ? [entry] : [entry] + (others[key] ?? [])
  }
}
