import AdModel

/// The values of a mapping whose keys are known. Making it reports every key that is not, so no
/// option is ever read over.
struct Fields<Key: RawRepresentable<String> & Hashable> {
  /// Where the mapping begins.
  let place: FilePlace
  let faults: FaultLog
  private let holder: String?
  private var cursors: [Key: Cursor] = [:]
  /// Keys that a misspelled one is near to.
  private var meantKeys: Set<Key> = []

  init(_ entries: [(key: Placed<String>, value: Cursor)], knownKeys: [Key], cursor: Cursor) {
    place = cursor.place
    faults = cursor.faults
    holder = cursor.key
    var unknownKeys: [Placed<String>] = []
    for (key, value) in entries {
      if let known = knownKeys.first(where: { $0.rawValue == key.value }) {
        cursors[known] = value
      } else {
        unknownKeys.append(key)
      }
    }
    let absentKeys = knownKeys.filter { cursors[$0] == nil }.map(\.rawValue)
    for key in unknownKeys {
      let near = Fields.names(near: key.value, among: absentKeys)
      faults.add(
        .unknownKey(key.value, in: holder, near: near, known: knownKeys.map(\.rawValue)),
        at: key.place)
      meantKeys.formUnion(near.compactMap { Key(rawValue: $0) })
    }
  }

  /// The value of a key that may be left out.
  func optional(_ key: Key) -> Cursor? { cursors[key] }

  /// The value of a key that has to be there. When a misspelled key is near it, that is fault
  /// enough.
  func required(_ key: Key) -> Cursor? {
    if !isStated(key) { faults.add(.missingKey(key.rawValue, in: holder), at: place) }
    return cursors[key]
  }

  /// Whether a key is there, if only misspelled.
  func isStated(_ key: Key) -> Bool { cursors[key] != nil || meantKeys.contains(key) }

  /// The one of some keys that is stated; that none is, or several are, is a fault.
  func exactlyOne(of keys: [Key]) -> Key? {
    let names = keys.map(\.rawValue)
    let stated = keys.filter { cursors[$0] != nil }
    if stated.isEmpty && !keys.contains(where: isStated) {
      faults.add(.missingOneOf(names, in: holder), at: place)
    }
    if stated.count > 1, let last = stated.compactMap({ cursors[$0]?.place }).max() {
      faults.add(.moreThanOne(of: names, in: holder), at: last)
    }
    return stated.first
  }

  /// Keys that are spelled nearly like one, else those it is a part of: `domain` is short for
  /// `account_domain`.
  private static func names(near name: String, among keys: [String]) -> [String] {
    let near = nearestNames(to: name, among: keys)
    let words = Set(name.split(separator: "_"))
    guard near.isEmpty, !words.isEmpty else { return near }
    return keys.filter { words.isSubset(of: $0.split(separator: "_")) }
  }
}
