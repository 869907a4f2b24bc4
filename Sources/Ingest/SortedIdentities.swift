import AdModel

/// The identities of one counter by their keys, sorted; those that rows were rejected for left out.
///
/// Each thread's counter is sorted by itself, and what is sorted is merged.
struct SortedIdentities: Sendable {
  /// An identity, with the first bytes of its key for a quick comparison.
  private struct Entry {
    /// The first 16 bytes as numbers, zeroes where there are fewer.
    var first: UInt64
    var second: UInt64
    /// The counter's number of it.
    var number: Int
  }

  /// The keys by number, one behind the other.
  private var bytes: [UInt8] = []
  /// Where the key of each number ends.
  private var ends: [Int] = []
  /// Sorted by key.
  private var entries: [Entry] = []

  init(of box: CounterBox) {
    let count = box.counter.identityCount
    ends.reserveCapacity(count)
    entries.reserveCapacity(count)
    for number in 0..<count {
      let start = bytes.count
      box.counter.appendIdentityKey(number, to: &bytes)
      ends.append(bytes.count)
      if bytes.count > start { entries.append(entry(number)) }
    }
    // Apart, so that sorting may look at the keys.
    var sorted = entries
    sorted.sort { order($0, self, $1) < 0 }
    entries = sorted
  }

  /// The distinct identities of several counters, sorted, and the place of each counter's numbers
  /// among them.
  static func joined(
    _ counters: [SortedIdentities]
  ) -> (list: IdentityList, ranks: [[UInt32]]) {
    var list = IdentityList()
    list.reserve(
      count: counters.map(\.ends.count).max() ?? 0,
      byteCount: counters.map(\.bytes.count).max() ?? 0)
    var ranks = counters.map { [UInt32](repeating: 0, count: $0.ends.count) }
    var nexts = [Int](repeating: 0, count: counters.count)
    while let least = least(counters, nexts) {
      let entry = counters[least].entries[nexts[least]]
      counters[least].append(entry, to: &list)
      let rank = UInt32(list.count - 1)
      for counter in counters.indices {
        // One may spell an identity in several ways.
        while nexts[counter] < counters[counter].entries.count,
          counters[least].order(
            entry, counters[counter], counters[counter].entries[nexts[counter]]) == 0
        {
          ranks[counter][counters[counter].entries[nexts[counter]].number] = rank
          nexts[counter] += 1
        }
      }
    }
    return (list, ranks)
  }

  /// The counter whose next identity comes first; nil when there is none left.
  private static func least(_ counters: [SortedIdentities], _ nexts: [Int]) -> Int? {
    var least: Int?
    for counter in counters.indices where nexts[counter] < counters[counter].entries.count {
      if let known = least {
        let order = counters[known].order(
          counters[known].entries[nexts[known]], counters[counter],
          counters[counter].entries[nexts[counter]])
        if order <= 0 { continue }
      }
      least = counter
    }
    return least
  }

  /// Below 0 when an entry's key comes before that of another's, 0 when they are the same.
  private func order(_ entry: Entry, _ others: SortedIdentities, _ other: Entry) -> Int {
    if entry.first != other.first { return entry.first < other.first ? -1 : 1 }
    if entry.second != other.second { return entry.second < other.second ? -1 : 1 }
    return unsafe withKey(entry.number) { key in
      unsafe others.withKey(other.number) { unsafe byteOrder(key, $0) }
    }
  }

  private func append(_ entry: Entry, to list: inout IdentityList) {
    list.append(key: bytes[start(of: entry.number)..<ends[entry.number]])
  }

  private func start(of number: Int) -> Int { number == 0 ? 0 : ends[number - 1] }

  private func withKey<Result>(
    _ number: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    // Sound: start and end are places of the array, and the view ends with the call.
    unsafe bytes.withUnsafeBufferPointer {
      unsafe body(UnsafeBufferPointer(rebasing: $0[start(of: number)..<ends[number]]))
    }
  }

  private func entry(_ number: Int) -> Entry {
    unsafe withKey(number) { key in
      unsafe Entry(
        first: SortedIdentities.eightBytes(key, from: 0),
        second: SortedIdentities.eightBytes(key, from: 8), number: number)
    }
  }

  /// Eight bytes as a number that sorts as they do.
  private static func eightBytes(_ key: UnsafeBufferPointer<UInt8>, from start: Int) -> UInt64 {
    var number: UInt64 = 0
    for place in start..<(start + 8) {
      number = unsafe number << 8 | (place < key.count ? UInt64(key[place]) : 0)
    }
    return number
  }
}
