import Benchmark
import TestSupport

@testable import Ingest

/// Numbers of keys, with the three passes over a batch that `ExportCounter` makes and without.
func benchmarkInterner() {
  for (name, keyCount) in [("5,000 keys", 5000), ("a million keys", 1_000_000)] {
    Benchmark(
      "Interner: \(name) known, a million looks",
      closure: { benchmark, keys in
        var interner = ByteInterner()
        intern(keys.distinct, into: &interner)
        benchmark.measured { internInPasses(keys.looks, into: &interner) }
      },
      setup: { Keys(count: keyCount) })
    Benchmark(
      "Interner: \(name) known, a million looks, in one pass",
      closure: { benchmark, keys in
        var interner = ByteInterner()
        intern(keys.distinct, into: &interner)
        benchmark.measured { intern(keys.looks, into: &interner) }
      },
      setup: { Keys(count: keyCount) })
  }
  Benchmark(
    "Interner: a million new keys",
    closure: { benchmark, keys in
      var interner = ByteInterner()
      benchmark.measured { internInPasses(keys.distinct, into: &interner) }
    },
    setup: { Keys(count: 1_000_000) })
}

private struct Keys {
  let distinct: MadeUpFields
  /// A million of them in no order.
  let looks: MadeUpFields

  init(count: Int) {
    func key(_ number: Int) -> String { "company-\(number).example" }
    distinct = MadeUpFields(count: count, key)
    var generator = SeededGenerator(seed: 1)
    looks = MadeUpFields(count: 1_000_000) { _ in
      key(Int.random(in: 0..<count, using: &generator))
    }
  }
}

@discardableResult
private func intern(_ keys: MadeUpFields, into interner: inout ByteInterner) -> UInt32 {
  var sum: UInt32 = 0
  unsafe keys.forEach { sum &+= unsafe interner.intern(padded: $0) }
  return sum
}

/// A batch has as many records as one of a `RecordReader`.
private func internInPasses(_ keys: MadeUpFields, into interner: inout ByteInterner) -> UInt32 {
  let batchSize = 512
  var hashes = [UInt64](repeating: 0, count: batchSize)
  var candidates = [ByteInterner.Candidate](repeating: .init(), count: batchSize)
  var sum: UInt32 = 0
  keys.forEachBatch(of: batchSize) { batch in
    let first = batch.places.lowerBound
    for place in batch.places {
      let hash = unsafe ByteInterner.hash(padded: batch[place])
      hashes[place - first] = hash
      interner.prefetch(hash: hash)
    }
    for place in batch.places {
      candidates[place - first] = interner.candidate(hash: hashes[place - first])
    }
    for place in batch.places {
      sum &+= unsafe interner.intern(
        padded: batch[place], hash: hashes[place - first], candidate: candidates[place - first])
    }
  }
  return sum
}
