import Dispatch
import Synchronization

/// Work that another thread does ahead of the moment its result is asked for.
///
/// With one thread alone nothing is done ahead, but the moment it is asked for. Who never asks
/// leaves the other thread to end by itself, so the work must be one that nobody misses: reading.
package final class Ahead<Output: Sendable>: Sendable {
  private let work: @Sendable () throws -> Output
  private let result = Mutex<Result<Output, any Error>?>(nil)
  /// Left once the other thread is done; nil where there is none.
  private let group: DispatchGroup?

  /// - Parameter jobs: number of threads, at least 1.
  package init(jobs: Int, _ work: @escaping @Sendable () throws -> Output) {
    self.work = work
    self.group = jobs > 1 ? DispatchGroup() : nil
    guard let group else { return }
    DispatchQueue.global().async(group: group) { self.finish() }
  }

  /// What came of the work, once it is done.
  ///
  /// - Throws: what the work threw.
  package func get() throws -> Output {
    if let group { group.wait() } else { finish() }
    return try result.withLock { result in
      guard let result else { preconditionFailure("the work is done") }
      return try result.get()
    }
  }

  private func finish() {
    let outcome = Result { try work() }
    result.withLock { $0 = outcome }
  }
}
