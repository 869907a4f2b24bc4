import Dispatch
import Synchronization

/// Work on several threads with results in a fixed order.
package enum Parallel {
  /// The results in the order of the inputs; threads take the inputs one after the other.
  ///
  /// - Parameters:
  ///   - jobs: number of threads, at least 1.
  ///   - body: gets the number of its thread too, 0 and up; what it keeps per thread is safe.
  /// - Throws: the error of the first input, in order, whose body threw.
  package static func map<Input: Sendable, Output: Sendable>(
    _ inputs: [Input], jobs: Int,
    _ body: @Sendable (Input, _ thread: Int) throws -> Output
  ) throws -> [Output] {
    let results = Mutex<[Int: Result<Output, any Error>]>([:])
    let next = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: max(1, min(jobs, inputs.count))) { thread in
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < inputs.count else { return }
        let result = Result { try body(inputs[index], thread) }
        results.withLock { $0[index] = result }
      }
    }
    return try results.withLock { results in
      try inputs.indices.map { index in
        guard let result = results[index] else { preconditionFailure("every input was taken") }
        return try result.get()
      }
    }
  }

  /// The same for work that cannot fail.
  package static func map<Input: Sendable, Output: Sendable>(
    _ inputs: [Input], jobs: Int, _ body: @Sendable (Input) -> Output
  ) -> [Output] {
    do {
      return try map(inputs, jobs: jobs) { input, _ in body(input) }
    } catch {
      preconditionFailure("nothing was thrown")
    }
  }

  /// One result for each number below a count, made in stretches long enough to be worth a thread.
  ///
  /// - Parameter jobs: number of threads, at least 1.
  package static func map<Output: Sendable>(
    upTo count: Int, jobs: Int, _ body: @Sendable (Int) -> Output
  ) -> [Output] {
    map(stretches(of: count), jobs: jobs) { $0.map(body) }.flatMap(\.self)
  }

  /// The numbers below a count in stretches, the last one shorter.
  package static func stretches(of count: Int, length: Int = 1 << 12) -> [Range<Int>] {
    stride(from: 0, to: count, by: length).map { $0..<min($0 + length, count) }
  }
}
