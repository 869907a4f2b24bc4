import Benchmark
import CSV

/// Records and the bytes of four of their fields, out of a file; nothing is done with them.
func benchmarkScanner() {
  for form in MadeUpExport.Form.allCases {
    Benchmark(
      "Scanner: \(form.rawValue), 100,000 rows",
      closure: { benchmark, export in
        try benchmark.measured { try readAll(export) }
      },
      setup: { try MadeUpExport(form, rowCount: 100_000, accountCount: 5000) })
  }
}

private func readAll(_ export: MadeUpExport) throws -> Int {
  let reader = try RecordReader(
    export.file, dialect: CSVDialect(), encoding: export.encoding, start: export.start)
  var byteCount = 0
  while try reader.next() {
    let batch = reader.batch
    for record in 0..<batch.recordCount where batch.fieldCount(record) == 12 {
      for column in [0, 1, 3, 8] { byteCount &+= unsafe batch.field(record, column).count }
    }
  }
  return byteCount
}
