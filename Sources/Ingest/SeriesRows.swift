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
  /// A counter and its number of a series.
  typealias Numbered = (counter: Int, number: Int)

  /// Where the sums of a series stand.
  private enum Origin: Sendable {
    /// In some of the table's rows alone, each of an identity of its own.
    case table(Range<Int>)
    /// In one array alone, each of an identity of its own.
    case array(Numbered)
    /// In arrays, and in some of the table's rows; several may be of one identity.
    case several([Numbered], Range<Int>)
  }

  private let boxes: [CounterBox]
  /// By counter and its number of an identity.
  private let identityRanks: [[UInt32]]
  private let identityCount: Int
  /// By counter and rank: its number of that identity, `UInt32.max` where it has none. Empty for a
  /// counter that has two numbers for one identity.
  private let identitiesByRank: [[UInt32]]
  /// Sums that stand in no array, by series, then identity.
  private let tableRows: [ExportPartial.Row]
  /// By rank of a series.
  private let origins: [Origin]

  /// - Parameters:
  ///   - identityRanks: by counter and its number of an identity.
  ///   - numbers: by rank of a series: the counters that have it, each with its own number for it.
  ///   - tableRows: sums that stand in no array, by series, then identity, each pair once.
  init(
    boxes: [CounterBox], identityRanks: [[UInt32]], identityCount: Int, numbers: [[Numbered]],
    tableRows: [ExportPartial.Row]
  ) {
    self.boxes = boxes
    self.identityRanks = identityRanks
    self.identityCount = identityCount
    let identitiesByRank = identityRanks.map { ranks in
      var numbers = [UInt32](repeating: .max, count: identityCount)
      for (number, rank) in ranks.enumerated() where Int(rank) < identityCount {
        if numbers[Int(rank)] != .max { return [UInt32]() }
        numbers[Int(rank)] = UInt32(number)
      }
      return numbers
    }
    self.identitiesByRank = identitiesByRank
    self.tableRows = tableRows
    var start = 0
    self.origins = numbers.enumerated().map { series, numbers in
      var end = start
      while end < tableRows.count, Int(tableRows[end].series) == series { end += 1 }
      defer { start = end }
      let arrays = numbers.filter { boxes[$0.counter].counter.sums.hasArray($0.number) }
      if arrays.isEmpty { return .table(start..<end) }
      if arrays.count == 1, start == end, !identitiesByRank[arrays[0].counter].isEmpty {
        return .array(arrays[0])
      }
      return .several(arrays, start..<end)
    }
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
    let scratches = (0..<min(jobs, origins.count)).map { _ in Scratch(count: identityCount) }
    let starts = try starts(scratches)
    return try unsafe [ExportPartial.Row](
      unsafeUninitializedCapacity: starts[origins.count]
    ) { buffer, count in
      guard let base = buffer.baseAddress else { return }
      let rows = unsafe Rows(base: base)
      _ = try Parallel.map(tasks(starts), jobs: scratches.count) { task, thread in
        for series in task {
          unsafe write(series, to: rows.base + starts[series], scratches[thread])
        }
      }
      count = starts[origins.count]
    }
  }

  /// By series: the place of its first row; after the last series, how many rows there are.
  private func starts(_ scratches: [Scratch]) throws -> [Int] {
    let counts = try Parallel.map(origins, jobs: scratches.count) { origin, thread in
      switch origin {
      case .table(let rows): rows.count
      case .array(let array): boxes[array.counter].counter.sums.arrayCount(array.number)
      case .several(let arrays, let rows): distinctCount(arrays, rows, scratches[thread])
      }
    }
    var starts = [0]
    starts.reserveCapacity(counts.count + 1)
    for count in counts { starts.append(starts[starts.count - 1] + count) }
    return starts
  }

  /// How many identities the sums of a series are of.
  private func distinctCount(
    _ arrays: [Numbered], _ tableRange: Range<Int>, _ scratch: Scratch
  ) -> Int {
    for place in arrays {
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
    for series in origins.indices
    where starts[series + 1] - starts[first] >= SeriesRows.rowsPerTask {
      tasks.append(first..<(series + 1))
      first = series + 1
    }
    if first < origins.count { tasks.append(first..<origins.count) }
    return tasks
  }

  /// Writes the rows of a series, and gives the memory of its arrays back.
  private func write(
    _ series: Int, to rows: UnsafeMutablePointer<ExportPartial.Row>, _ scratch: Scratch
  ) {
    switch origins[series] {
    case .table(let range):
      for (count, place) in range.enumerated() {
        unsafe (rows + count).initialize(to: tableRows[place])
      }
    case .array(let array):
      var count = 0
      boxes[array.counter].counter.sums.forEachInArray(
        array.number, in: identitiesByRank[array.counter]
      ) { rank, sum in
        unsafe SeriesRows.put(series, rank, sum, at: rows + count)
        count &+= 1
      }
      boxes[array.counter].counter.sums.removeArray(array.number)
    case .several(let arrays, let range):
      unsafe add(arrays, range, of: series, to: rows, scratch)
    }
  }

  private func add(
    _ arrays: [Numbered], _ tableRange: Range<Int>, of series: Int,
    to rows: UnsafeMutablePointer<ExportPartial.Row>, _ scratch: Scratch
  ) {
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
