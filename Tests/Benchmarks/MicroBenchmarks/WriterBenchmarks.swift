import Benchmark
import CSV
import Files
import TestSupport

/// Rows to a file, its digest taken on the way; the sync at the end is not measured.
func benchmarkWriter() {
  let domains = (0..<1000).map { "company-\($0).example" }
  measure("text and three numbers") { writer, row in
    writer.field(domains[row % 1000])
    for factor in 1...3 { writer.field(row * factor) }
  }
  measure("four plain texts") { writer, row in
    for place in 0..<4 { writer.field(domains[(row + place) % 1000]) }
  }
  let names = (0..<1000).map { "Company \($0), \"the best\" of all" }
  measure("four texts that need quotes") { writer, row in
    for place in 0..<4 { writer.field(names[(row + place) % 1000]) }
  }
}

private func measure(_ name: String, row: @escaping (CSVWriter, Int) -> Void) {
  Benchmark(
    "Writer: \(name), 100,000 rows",
    closure: { benchmark in
      let folder = try TemporaryFolder()
      let writer = try CSVWriter(
        try OutputFile(path: "\(folder.path)/out.csv"), header: ["one", "two", "three", "four"])
      try benchmark.measured {
        for number in 0..<100_000 {
          row(writer, number)
          try writer.endRow()
        }
        return writer.rowCount
      }
      try writer.end()
    })
}
