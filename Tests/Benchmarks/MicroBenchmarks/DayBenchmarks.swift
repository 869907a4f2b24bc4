import AdModel
import Benchmark

@testable import Ingest

/// Days out of bytes: through the memory of the last ones, and by the calendar alone.
func benchmarkDays() {
  let first = CalendarDay(number: 20_454)
  measure("90 days", .yearFirst) { "\(first.advanced(by: $0 % 90))" }
  measure("90 days, month first", .monthFirst) { place in
    let (year, month, day) = first.advanced(by: place % 90).components
    return "\(month)/\(day)/\(year)"
  }
  measure("a time of day with an offset, no two alike", .yearFirst) { place in
    let (hour, minute, second) = (10 + place / 3600 % 14, 10 + place / 60 % 50, 10 + place % 50)
    return "\(first.advanced(by: place % 90))T\(hour):\(minute):\(second)+02:00"
  }
  Benchmark(
    "Days: 90 days by the calendar alone, 100,000 fields",
    closure: { benchmark, fields in
      benchmark.measured {
        var sum: Int32 = 0
        unsafe fields.forEach { sum &+= unsafe CalendarDay(utf8: $0)?.number ?? 0 }
        return sum
      }
    },
    setup: { MadeUpFields(count: 100_000) { "\(first.advanced(by: $0 % 90))" } })
}

private func measure(_ name: String, _ order: DateOrder, text: @escaping (Int) -> String) {
  Benchmark(
    "Days: \(name), 100,000 fields",
    closure: { benchmark, fields in
      benchmark.measured {
        var reader = DayReader(order: order)
        var sum: Int32 = 0
        unsafe fields.forEach { sum &+= unsafe reader.day($0)?.number ?? 0 }
        return sum
      }
    },
    setup: { MadeUpFields(count: 100_000, text) })
}
