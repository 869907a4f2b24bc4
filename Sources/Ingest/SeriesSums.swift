/// The sums of one counter, by series and identity: the counting. A plain array for series that
/// name many companies, one shared `SumTable` for the rest.
///
/// A series (a campaign on a day) of a big report names a large part of all companies. Its sums
/// then stand in an array indexed by the identity's number: no key, no probing, and the rows of a
/// report that is sorted by day touch one small array at a time. A cell has 32 bits; a sum that
/// outgrows them is put into the table and the cell starts anew at 0, since sums of one key can be
/// added up at the end.
///
/// A series gets an array at its first row when the arrays there are hold enough sums to pay for
/// it: at most `cellsPerSum` cells for each, so 64 bytes, as much as a table that has just grown.
/// Otherwise it begins in the table and gets one once it has named a sixteenth of the identities
/// seen so far; what stands in the table by then stays there.
///
/// Unsafe, and why it is sound: an array is as long as its slot says and filled with `absent`
/// before use; slots grow before a series is given its first one.
@safe struct SeriesSums: ~Copyable {
  @unsafe private struct Slot {
    var cells: UnsafeMutablePointer<Int32>?
    var capacity = 0
    /// Cells that hold a sum.
    var arrayCount = 0
    /// Keys of the series in the shared table.
    var tableCount = 0
    /// Rows that were counted, and those of nobody.
    var rowCount = 0
    var engagements: Int64 = 0
  }

  /// No sum. One that would be this is put into the table.
  private static let absent = Int32.min
  private static let arrayCountMinimum = 256
  private static let cellsPerSum = 16
  private static let cellsMinimum = 1 << 10

  private var slots: UnsafeMutablePointer<Slot>
  private var slotCapacity = 64
  private var slotCount = 0
  private var table = SumTable(capacity: 1 << 10)
  /// Cells of all arrays, and how many of them hold a sum.
  private var cellCount = 0
  private var arrayCount = 0

  init() {
    unsafe slots = .allocate(capacity: slotCapacity)
  }

  deinit {
    for series in 0..<slotCount { unsafe slots[series].cells?.deallocate() }
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

  /// Counts a row of a series that names nobody.
  mutating func addRow(series: Int) {
    unsafe slots[series].rowCount &+= 1
  }

  /// Adds to one sum; wraps around at the ends of Int64, as `SumTable` does.
  ///
  /// - Parameters:
  ///   - series: one that was appended.
  ///   - identityCount: how many identities there are, this one included.
  @inline(__always)
  mutating func add(_ value: Int64, series: Int, identity: Int, identityCount: Int) {
    let slot = unsafe slots + series
    unsafe slot.pointee.rowCount &+= 1
    unsafe slot.pointee.engagements &+= value
    if let cells = unsafe slot.pointee.cells, unsafe identity < slot.pointee.capacity {
      let old = unsafe cells[identity]
      let isNew = old == SeriesSums.absent
      let sum = (isNew ? 0 : Int64(old)) &+ value
      let cell = Int32(truncatingIfNeeded: sum)
      if Int64(cell) == sum, cell != SeriesSums.absent {
        unsafe cells[identity] = cell
        unsafe slot.pointee.arrayCount &+= isNew ? 1 : 0
        arrayCount &+= isNew ? 1 : 0
        return
      }
    }
    addSlowly(value, series, identity, identityCount)
  }

  @inline(never)
  private mutating func addSlowly(
    _ value: Int64, _ series: Int, _ identity: Int, _ identityCount: Int
  ) {
    let slot = unsafe slots + series
    if unsafe slot.pointee.cells != nil {
      if unsafe identity >= slot.pointee.capacity { growArray(series, for: identityCount) }
      put(value, series, identity)
    } else if mayHaveArray(series, identityCount) {
      growArray(series, for: identityCount)
      put(value, series, identity)
    } else if table.add(value, to: UInt64(series) << 32 | UInt64(identity)) {
      unsafe slot.pointee.tableCount += 1
    }
  }

  private func mayHaveArray(_ series: Int, _ identityCount: Int) -> Bool {
    let more = capacity(for: identityCount)
    if cellCount + more <= arrayCount * SeriesSums.cellsPerSum { return true }
    let own = unsafe slots[series].tableCount
    return own >= SeriesSums.arrayCountMinimum && own * SeriesSums.cellsPerSum >= identityCount
  }

  /// Adds to a cell, or to the table what the cell cannot hold.
  private mutating func put(_ value: Int64, _ series: Int, _ identity: Int) {
    guard let cells = unsafe slots[series].cells else { return }
    let old = unsafe cells[identity]
    if old == SeriesSums.absent {
      unsafe slots[series].arrayCount += 1
      arrayCount += 1
    }
    let sum = (old == SeriesSums.absent ? 0 : Int64(old)) &+ value
    if let cell = Int32(exactly: sum), cell != SeriesSums.absent {
      unsafe cells[identity] = cell
    } else {
      if table.add(sum, to: UInt64(series) << 32 | UInt64(identity)) {
        unsafe slots[series].tableCount += 1
      }
      unsafe cells[identity] = 0
    }
  }

  /// A quarter more than there are identities, in steps, for those to come.
  private func capacity(for identityCount: Int) -> Int {
    let step = SeriesSums.cellsMinimum
    return (identityCount + identityCount / 4 + step) / step * step
  }

  private mutating func growArray(_ series: Int, for identityCount: Int) {
    let slot = unsafe slots + series
    let old = unsafe slot.pointee.capacity
    let capacity = max(capacity(for: identityCount), old)
    let larger = UnsafeMutablePointer<Int32>.allocate(capacity: capacity)
    if let cells = unsafe slot.pointee.cells {
      unsafe larger.update(from: cells, count: old)
      unsafe cells.deallocate()
    }
    unsafe (larger + old).update(repeating: SeriesSums.absent, count: capacity - old)
    unsafe slot.pointee.cells = larger
    unsafe slot.pointee.capacity = capacity
    cellCount += capacity - old
  }

  // MARK: - Results

  /// How many rows of a series were added, and what they sum up to.
  func total(_ series: Int) -> (rowCount: Int, engagements: Int64) {
    unsafe (slots[series].rowCount, slots[series].engagements)
  }

  /// Whether a series has an array.
  func hasArray(_ series: Int) -> Bool {
    unsafe slots[series].cells != nil
  }

  /// How many sums stand in a series' array.
  func arrayCount(_ series: Int) -> Int {
    unsafe slots[series].arrayCount
  }

  /// How many sums stand in the shared table.
  var tableCount: Int { table.count }

  /// Calls with every sum of the shared table, in no order to rely on.
  func forEachInTable(_ body: (_ series: Int, _ identity: Int, _ sum: Int64) -> Void) {
    table.forEach { key, sum in body(Int(key >> 32), Int(key & 0xFFFF_FFFF), sum) }
  }

  /// Calls with every sum of a series' array, by identity.
  func forEachInArray(_ series: Int, _ body: (_ identity: Int, _ sum: Int64) -> Void) {
    let slot = unsafe slots[series]
    guard let cells = unsafe slot.cells else { return }
    for identity in 0..<(unsafe slot.capacity) {
      let sum = unsafe cells[identity]
      if sum != SeriesSums.absent { body(identity, Int64(sum)) }
    }
  }

  /// Calls with the sums of a series' array in the order of some identities.
  ///
  /// - Parameter identities: their numbers; one that has no cell, like `UInt32.max`, has no sum.
  func forEachInArray(
    _ series: Int, in identities: [UInt32], _ body: (_ place: Int, _ sum: Int64) -> Void
  ) {
    let slot = unsafe slots[series]
    guard let cells = unsafe slot.cells else { return }
    for (place, identity) in identities.enumerated() where unsafe Int(identity) < slot.capacity {
      let sum = unsafe cells[Int(identity)]
      if sum != SeriesSums.absent { body(place, Int64(sum)) }
    }
  }

  /// Gives the memory of a series' array back.
  ///
  /// Arrays of different series may be read and removed on different threads, when nothing is added
  /// meanwhile.
  func removeArray(_ series: Int) {
    let slot = unsafe slots + series
    unsafe slot.pointee.cells?.deallocate()
    unsafe slot.pointee.cells = nil
    unsafe slot.pointee.arrayCount = 0
  }

  /// Gives the shared table's memory back.
  mutating func removeTable() {
    table = SumTable(capacity: 8)
  }
}
