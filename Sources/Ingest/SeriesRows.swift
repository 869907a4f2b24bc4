import AdModel
import Files

/// The rows of all series of several counters, in order, made series by series on several threads.
///
/// The cells of one series, of every counter that has it, are added up in a plain array by the
/// identity's rank; going through it gives the rows in order. Each series has room for as many rows
/// as its counters hold sums of it. Where two hold one of the same identity there are fewer rows, so
/// what follows moves up at the end.
///
/// Unsafe, and why it is sound: ranks are below `identityCount`; no two threads have the same scratch
/// space, and none writes to another series' room, which takes all its rows; the counters' cells are
/// only read, each series' by one thread, and freed by it.
@safe struct SeriesRows: Sendable {
  let boxes: [CounterBox]
  /// By counter and its number of an identity.
  let identityRanks: [[UInt32]]
  let identityCount: Int
  /// By rank of a series: the counters that have it, each with its own number for it.
  let numbers: [[(counter: Int, number: Int)]]
  /// Sums that stand in no array, by series, then identity.
  let tableRows: [ExportPartial.Row]

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
    let tableRanges = tableRanges()
    let starts = starts(tableRanges)
    let tasks = tasks(starts)
    let scratches = (0..<min(jobs, tasks.count)).map { _ in Scratch(count: identityCount) }
    return try unsafe [ExportPartial.Row](
      unsafeUninitializedCapacity: starts[numbers.count]
    ) { buffer, count in
      guard let base = buffer.baseAddress else { return }
      let rows = unsafe Rows(base: base)
      let counts = try Parallel.map(tasks, jobs: jobs) { series, thread in
        series.map { series in
          unsafe write(
            series, tableRanges[series], to: rows.base + starts[series], scratches[thread])
        }
      }
      for (series, written) in counts.joined().enumerated() {
        if count != starts[series] {
          unsafe (base + count).update(from: base + starts[series], count: written)
        }
        count += written
      }
    }
  }

  /// By series: the first place of the room for its rows; after the last series, the end of it.
  private func starts(_ tableRanges: [Range<Int>]) -> [Int] {
    var starts = [0]
    starts.reserveCapacity(numbers.count + 1)
    for series in numbers.indices {
      let sums = numbers[series].reduce(tableRanges[series].count) {
        $0 + boxes[$1.counter].counter.sums.arrayCount($1.number)
      }
      starts.append(starts[series] + sums)
    }
    return starts
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

  /// Writes the rows of a series.
  ///
  /// - Returns: how many there are.
  private func write(
    _ series: Int, _ tableRange: Range<Int>, to rows: UnsafeMutablePointer<ExportPartial.Row>,
    _ scratch: Scratch
  ) -> Int {
    let arrays = numbers[series].filter { boxes[$0.counter].counter.sums.hasArray($0.number) }
    if arrays.isEmpty {
      for (count, place) in tableRange.enumerated() {
        unsafe (rows + count).initialize(to: tableRows[place])
      }
      return tableRange.count
    }
    for place in arrays {
      unsafe identityRanks[place.counter].withUnsafeBufferPointer { ranks in
        boxes[place.counter].counter.sums.takeArray(place.number) { identity, sum in
          let rank = unsafe Int(ranks[identity])
          unsafe scratch.sums[rank] &+= sum
          unsafe scratch.isPresent[rank] = true
        }
      }
    }
    for place in tableRange {
      let row = tableRows[place]
      unsafe scratch.sums[Int(row.identity)] &+= row.engagements
      unsafe scratch.isPresent[Int(row.identity)] = true
    }
    var count = 0
    for rank in 0..<identityCount where unsafe scratch.isPresent[rank] {
      unsafe (rows + count).initialize(
        to: .init(
          series: UInt32(series), identity: UInt32(rank), engagements: scratch.sums[rank]))
      count &+= 1
      unsafe scratch.sums[rank] = 0
      unsafe scratch.isPresent[rank] = false
    }
    return count
  }
}
