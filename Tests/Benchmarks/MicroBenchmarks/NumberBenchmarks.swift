import AdModel
import Benchmark

@testable import Ingest

/// Counts out of bytes: as most are written, and as the slow way reads them.
func benchmarkNumbers() {
  unsafe measure("digits, the quick way alone") {
    "\($0 % 1500)"
  } reading: {
    unsafe CountText.plainDigits($0) ?? 0
  }
  unsafe measure("digits") {
    "\($0 % 1500)"
  } reading: {
    unsafe value($0)
  }
  unsafe measure("with thousands separators") {
    "\(1 + $0 % 9),\(100 + $0 % 900)"
  } reading: {
    unsafe value($0)
  }
  unsafe measure("with two zeroes behind the point") {
    "\($0 % 1500).00"
  } reading: {
    unsafe value($0)
  }
  unsafe measure("a dash for none") { _ in
    "--"
  } reading: {
    unsafe value($0)
  }
}

private func value(_ field: UnsafeBufferPointer<UInt8>) -> Int64 {
  guard case .count(let value) = unsafe CountText.read(field, format: .plain) else { return -1 }
  return value
}

@inline(__always)
private func measure(
  _ name: String, text: @escaping (Int) -> String,
  reading: @escaping (UnsafeBufferPointer<UInt8>) -> Int64
) {
  Benchmark(
    "Numbers: \(name), 100,000 fields",
    closure: { benchmark, fields in
      benchmark.measured {
        var sum: Int64 = 0
        unsafe fields.forEach { sum &+= unsafe reading($0) }
        return sum
      }
    },
    setup: { MadeUpFields(count: 100_000, text) })
}
