import Benchmark

/// The parts that a run's time goes to, each by itself. `scripts/bench --micro` builds and runs them;
/// the ordinary build and the tests know nothing of them.
///
/// A benchmark's name says how much one round does. Input is made up from a seed, lies in memory or
/// in the page cache, and is made before the clock starts. Everything runs on one thread.
let benchmarks: @Sendable () -> Void = {
  unsafe Benchmark.defaultConfiguration = .init(
    metrics: [.wallClock], warmupIterations: 2, maxDuration: .seconds(3), maxIterations: 200)
  benchmarkScanner()
  benchmarkNumbers()
  benchmarkDays()
  benchmarkInterner()
  benchmarkGrouping()
  benchmarkMerge()
  benchmarkOrder()
  benchmarkWriter()
}

extension Benchmark {
  /// Measures one round; its result counts as needed, so that no work is left out.
  @inline(__always)
  func measured<Result>(_ body: () throws -> Result) rethrows {
    startMeasurement()
    Benchmark.blackHole(try body())
    stopMeasurement()
  }
}
