/// The sums of one counter, by series and identity: a plain array for series that name many
/// companies, one shared `SumTable` for the rest.
///
/// A series (a campaign on a day) of a big report names a large part of all companies. Its sums
/// then stand in an array indexed by the identity's number: no key, no probing, and the rows of a
/// report that is sorted by day touch one small array at a time. A series begins in the shared
/// table and gets an array once it has named an eighth of the identities seen so far; what stands
/// in the table by then stays there, since sums of one key can be added up at the end. So an array
/// costs at most 64 bytes for each sum in it, as much as a table that has just grown.
///
/// Unsafe, and why it is sound: an array is as long as its slot says and filled with `absent`
/// before use; slots grow before a series is given its first one.
@safe struct SeriesSums: ~Copyable {
  @unsafe private struct Slot {
    var sums: UnsafeMutablePointer<Int64>?
    var capacity = 0
    /// Keys of the series in the shared table.
    var tableCount = 0
  }

  /// No sum; counts below 10^12 do not add up to it.
  private static let absent = Int64.min
  private static let arrayCountMinimum = 256
  private static let identitiesPerSum = 8

  private var slots: UnsafeMutablePointer<Slot>
  private var slotCapacity = 64
  private var slotCount = 0
  private var table = SumTable(capacity: 1 << 10)

  init() {
    unsafe slots = .allocate(capacity: slotCapacity)
  }

  deinit {
    for series in 0..<slotCount { unsafe slots[series].sums?.deallocate() }
    unsafe slots.deallocate()
  }

  /// Makes room for the next series, whose number is the count so far.
  mutating func appendSeries() {
    if slotCount == slotCapacity {
      slotCapacity *= 2
      let larger = UnsafeMutablePointer<Slot>.allocate(capacity: slotCapacity)
      unsafe larger.update(from: slots, count: slotCount)
      unsafe slots.deallocate()
      unsafe slots = larger
    }
    unsafe (slots + slotCount).initialize(to: Slot())
    slotCount += 1
  }

  /// Adds to one sum.
  ///
  /// - Parameters:
  ///   - series: one that was appended.
  ///   - identityCount: how many identities there are, this one included.
  @inline(__always)
  mutating func add(_ value: Int64, series: Int, identity: Int, identityCount: Int) {
    let slot = unsafe slots + series
    if let sums = unsafe slot.pointee.sums, unsafe identity < slot.pointee.capacity {
      let old = unsafe sums[identity]
      unsafe sums[identity] = (old == SeriesSums.absent ? 0 : old) &+ value
    } else {
      addSlowly(value, series, identity, identityCount)
    }
  }

  @inline(never)
  private mutating func addSlowly(
    _ value: Int64, _ series: Int, _ identity: Int, _ identityCount: Int
  ) {
    let slot = unsafe slots + series
    if unsafe slot.pointee.sums != nil {
      growArray(series, for: identity)
      return add(value, series: series, identity: identity, identityCount: identityCount)
    }
    guard table.add(value, to: UInt64(series) << 32 | UInt64(identity)) else { return }
    unsafe slot.pointee.tableCount += 1
    let count = unsafe slot.pointee.tableCount
    if count >= SeriesSums.arrayCountMinimum,
      count * SeriesSums.identitiesPerSum >= identityCount
    {
      growArray(series, for: identityCount)
    }
  }

  private mutating func growArray(_ series: Int, for identity: Int) {
    let slot = unsafe slots + series
    let capacity = max(1 << 10, 1 << (Int.bitWidth - identity.leadingZeroBitCount))
    let larger = UnsafeMutablePointer<Int64>.allocate(capacity: capacity)
    let old = unsafe slot.pointee.capacity
    if let sums = unsafe slot.pointee.sums {
      unsafe larger.update(from: sums, count: old)
      unsafe sums.deallocate()
    }
    unsafe (larger + old).update(repeating: SeriesSums.absent, count: capacity - old)
    unsafe slot.pointee.sums = larger
    unsafe slot.pointee.capacity = capacity
  }

  // MARK: - Results

  /// Whether a series has an array.
  func hasArray(_ series: Int) -> Bool {
    unsafe slots[series].sums != nil
  }

  /// How many sums stand in the shared table.
  var tableCount: Int { table.count }

  /// How many sums stand in arrays.
  var arrayCount: Int {
    var count = 0
    for series in 0..<slotCount {
      guard let sums = unsafe slots[series].sums else { continue }
      for identity in 0..<(unsafe slots[series].capacity)
      where unsafe sums[identity] != SeriesSums.absent {
        count += 1
      }
    }
    return count
  }

  /// Calls with every sum of the shared table, in no order to rely on.
  func forEachInTable(_ body: (_ series: Int, _ identity: Int, _ sum: Int64) -> Void) {
    table.forEach { key, sum in body(Int(key >> 32), Int(key & 0xFFFF_FFFF), sum) }
  }

  /// Calls with every sum of a series' array, by identity, and gives its memory back.
  mutating func takeArray(_ series: Int, _ body: (_ identity: Int, _ sum: Int64) -> Void) {
    guard let sums = unsafe slots[series].sums else { return }
    for identity in 0..<(unsafe slots[series].capacity) {
      let sum = unsafe sums[identity]
      if sum != SeriesSums.absent { body(identity, sum) }
    }
    unsafe sums.deallocate()
    unsafe slots[series].sums = nil
  }

  /// Gives the shared table's memory back.
  mutating func removeTable() {
    table = SumTable(capacity: 8)
  }
}
