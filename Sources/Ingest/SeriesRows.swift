import AdModel
import Files

/// The rows of all series of several counters, in order, made series by series on several threads.
///
/// A series that one counter has in an array, as most do where a report is sorted by day, is read from
/// there by rank. Of any other the cells of every counter that has it are added up in a plain array by
/// the identity's rank; going through it gives the rows in order. How many there will be is known before,
/// so that each series' rows are written where they stay: where sums of a series may be of the same
/// identity, the identities are counted first.
///
/// Unsafe, and why it is sound: ranks are below `identityCount`; no two threads have the same scratch
/// space, and none writes to another series' room, which its rows fill; the counters' cells are only
/// read, each series' by one thread, and freed by it.
@safe struct SeriesRows: Sendable {
  let boxes: [CounterBox]
  /// By counter and its number of an identity.
  let identityRanks: [[UInt32]]
  let identityCount: Int
  /// By counter and rank: its number of that identity, `UInt32.max` where it has none. Empty for a
  /// counter that has two numbers for one identity.
  private let identitiesByRank: [[UInt32]]
  /// By rank of a series: the counters that have it, each with its own number for it.
  let numbers: [[(counter: Int, number: Int)]]
  /// Sums that stand in no array, by series, then identity.
  let tableRows: [ExportPartial.Row]

  init(
    boxes: [CounterBox], identityRanks: [[UInt32]], identityCount: Int,
    numbers: [[(counter: Int, number: Int)]], tableRows: [ExportPartial.Row]
  ) {
    self.boxes = boxes
    self.identityRanks = identityRanks
    self.identityCount = identityCount
    self.identitiesByRank = identityRanks.map { ranks in
      var numbers = [UInt32](repeating: .max, count: identityCount)
      for (number, rank) in ranks.enumerated() where Int(rank) < identityCount {
        if numbers[Int(rank)] != .max { return [] }
        numbers[Int(rank)] = UInt32(number)
      }
      return numbers
    }
    self.numbers = numbers
    self.tableRows = tableRows
  }

  /// About how many rows a thread makes before it takes the next series.
  private static let rowsPerTask = 1 << 16

  /// Sums by the rank of an identity, and which of them there are; all zero between two series. It
  /// belongs to one thread.
  @safe private final class Scratch: @unchecked Sendable {
    let sums: UnsafeMutablePointer<Int64>
    let isPresent: UnsafeMutablePointer<Bool>

    init(count: Int) {
      unsafe sums = .allocate(capacity: count)
      unsafe sums.initialize(repeating: 0, count: count)
      unsafe isPresent = .allocate(capacity: count)
      unsafe isPresent.initialize(repeating: false, count: count)
    }

    deinit {
      unsafe sums.deallocate()
      unsafe isPresent.deallocate()
    }
  }

  func joined(jobs: Int) throws -> [ExportPartial.Row] {
    let scratches = (0..<jobs).map { _ in Scratch(count: identityCount) }
    let tableRanges = tableRanges()
    let starts = try starts(tableRanges, scratches)
    return try unsafe [ExportPartial.Row](
      unsafeUninitializedCapacity: starts[numbers.count]
    ) { buffer, count in
      guard let base = buffer.baseAddress else { return }
      let rows = unsafe Rows(base: base)
      _ = try Parallel.map(tasks(starts), jobs: jobs) { task, thread in
        for series in task {
          unsafe write(
            series, tableRanges[series], to: rows.base + starts[series], scratches[thread])
        }
      }
      count = starts[numbers.count]
    }
  }

  /// By series: the place of its first row; after the last series, how many rows there are.
  private func starts(_ tableRanges: [Range<Int>], _ scratches: [Scratch]) throws -> [Int] {
    var counts = numbers.indices.map { series in
      arrays(series).reduce(tableRanges[series].count) {
        $0 + boxes[$1.counter].counter.sums.arrayCount($1.number)
      }
    }
    let shared = numbers.indices.filter { series in
      !arrays(series).isEmpty && onlyArray(series, tableRanges[series]) == nil
    }
    let sharedCounts = try Parallel.map(shared, jobs: scratches.count) { series, thread in
      distinctCount(series, tableRanges[series], scratches[thread])
    }
    for (series, count) in zip(shared, sharedCounts) { counts[series] = count }
    var starts = [0]
    starts.reserveCapacity(numbers.count + 1)
    for count in counts { starts.append(starts[starts.count - 1] + count) }
    return starts
  }

  /// Those who hold an array of a series.
  private func arrays(_ series: Int) -> [(counter: Int, number: Int)] {
    numbers[series].filter { boxes[$0.counter].counter.sums.hasArray($0.number) }
  }

  /// The one array that holds all sums of a series, each of an identity of its own.
  private func onlyArray(
    _ series: Int, _ tableRange: Range<Int>
  ) -> (counter: Int, number: Int)? {
    let arrays = arrays(series)
    guard arrays.count == 1, tableRange.isEmpty, !identitiesByRank[arrays[0].counter].isEmpty
    else { return nil }
    return arrays[0]
  }

  /// How many identities the sums of a series are of.
  private func distinctCount(
    _ series: Int, _ tableRange: Range<Int>, _ scratch: Scratch
  ) -> Int {
    for place in arrays(series) {
      unsafe identityRanks[place.counter].withUnsafeBufferPointer { ranks in
        boxes[place.counter].counter.sums.forEachInArray(place.number) { identity, _ in
          unsafe scratch.isPresent[Int(ranks[identity])] = true
        }
      }
    }
    for place in tableRange {
      unsafe scratch.isPresent[Int(tableRows[place].identity)] = true
    }
    var count = 0
    for rank in 0..<identityCount where unsafe scratch.isPresent[rank] {
      count &+= 1
      unsafe scratch.isPresent[rank] = false
    }
    return count
  }

  /// The rows' memory, for all threads.
  @unsafe private struct Rows: @unchecked Sendable {
    let base: UnsafeMutablePointer<ExportPartial.Row>
  }

  /// Neighbouring series with so many rows together.
  private func tasks(_ starts: [Int]) -> [Range<Int>] {
    var tasks: [Range<Int>] = []
    var first = 0
    for series in numbers.indices
    where starts[series + 1] - starts[first] >= SeriesRows.rowsPerTask {
      tasks.append(first..<(series + 1))
      first = series + 1
    }
    if first < numbers.count { tasks.append(first..<numbers.count) }
    return tasks
  }

  /// By series: where its rows stand in `tableRows`.
  private func tableRanges() -> [Range<Int>] {
    var start = 0
    return numbers.indices.map { series in
      var end = start
      while end < tableRows.count, Int(tableRows[end].series) == series { end += 1 }
      defer { start = end }
      return start..<end
    }
  }

  /// Writes the rows of a series, and gives the memory of its arrays back.
  private func write(
    _ series: Int, _ tableRange: Range<Int>, to rows: UnsafeMutablePointer<ExportPartial.Row>,
    _ scratch: Scratch
  ) {
    if let array = onlyArray(series, tableRange) {
      var count = 0
      boxes[array.counter].counter.sums.forEachInArray(
        array.number, in: identitiesByRank[array.counter]
      ) { rank, sum in
        unsafe SeriesRows.put(series, rank, sum, at: rows + count)
        count &+= 1
      }
      boxes[array.counter].counter.sums.removeArray(array.number)
      return
    }
    let arrays = arrays(series)
    if arrays.isEmpty {
      for (count, place) in tableRange.enumerated() {
        unsafe (rows + count).initialize(to: tableRows[place])
      }
      return
    }
    for place in arrays {
      unsafe identityRanks[place.counter].withUnsafeBufferPointer { ranks in
        boxes[place.counter].counter.sums.forEachInArray(place.number) { identity, sum in
          let rank = unsafe Int(ranks[identity])
          unsafe scratch.sums[rank] &+= sum
          unsafe scratch.isPresent[rank] = true
        }
      }
      boxes[place.counter].counter.sums.removeArray(place.number)
    }
    for place in tableRange {
      let row = tableRows[place]
      unsafe scratch.sums[Int(row.identity)] &+= row.engagements
      unsafe scratch.isPresent[Int(row.identity)] = true
    }
    var count = 0
    for rank in 0..<identityCount where unsafe scratch.isPresent[rank] {
      unsafe SeriesRows.put(series, rank, scratch.sums[rank], at: rows + count)
      count &+= 1
      unsafe scratch.sums[rank] = 0
      unsafe scratch.isPresent[rank] = false
    }
  }

  /// Field by field, for the row's initializer is a call.
  @inline(__always)
  private static func put(
    _ series: Int, _ rank: Int, _ sum: Int64, at row: UnsafeMutablePointer<ExportPartial.Row>
  ) {
    unsafe row.pointee.series = UInt32(truncatingIfNeeded: series)
    unsafe row.pointee.identity = UInt32(truncatingIfNeeded: rank)
    unsafe row.pointee.engagements = sum
  }
}
