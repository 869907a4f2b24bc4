import Benchmark
import Glibc

/// The parts that a run's time goes to, each by itself. `scripts/bench --micro` builds and runs them;
/// the ordinary build and the tests know nothing of them.
///
/// A benchmark's name says how much one round does. Input is made up from a seed, lies in memory or
/// in the page cache, and is made before the clock starts. Everything runs on one thread.
let benchmarks: @Sendable () -> Void = {
  // Under callgrind, where each round gives the same count.
  let isOneRoundEnough = unsafe getenv("ADSEGMENTS_ONE_ROUND") != nil
  unsafe Benchmark.defaultConfiguration = .init(
    metrics: [.wallClock], warmupIterations: isOneRoundEnough ? 0 : 2, maxDuration: .seconds(3),
    maxIterations: isOneRoundEnough ? 1 : 200)
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
  /// Measures one round; its result is taken for needed.
  ///
  /// A function of its own, so that callgrind can be told to count within it alone.
  @inline(never) func measured<Result>(_ body: () throws -> Result) rethrows {
    startMeasurement()
    Benchmark.blackHole(try body())
    stopMeasurement()
  }
}
