import AdModel
import Benchmark
import TestSupport

@testable import Ingest

/// Sums by company, campaign and day: the sums alone, and all of an export's bytes to sums.
func benchmarkGrouping() {
  benchmarkSums("90 busy days of 5,000 companies", seriesCount: 90, identityCount: 5000)
  benchmarkSums("90 quiet days of a million companies", seriesCount: 90, identityCount: 1_000_000)
  for (form, accountCount) in [
    (MadeUpExport.Form.plain, 5000), (.plain, 80_000), (.quoted, 5000), (.embedded, 5000),
    (.utf16, 5000),
  ] {
    let companies = accountCount == 5000 ? "5,000" : "80,000"
    Benchmark(
      "Grouping: \(form.rawValue) bytes to sums, 100,000 rows of \(companies) companies",
      closure: { benchmark, export in
        let opened = try export.opened(pieceSizeBytes: 1 << 30)
        try benchmark.measured { try opened.readPiece(0, thread: 0) }
      },
      setup: { try MadeUpExport(form, rowCount: 100_000, accountCount: accountCount) })
  }
}

extension MadeUpExport {
  /// The export, found and opened, with nothing read but its first lines.
  func opened(pieceSizeBytes: Int) throws -> OpenedExport {
    let request = ExportReading.Request(
      sourceIndex: 0, source: MadeUpExport.source,
      match: FilePattern.Match(shownPath: "export.csv"),
      path: file.path)
    return try OpenedExport(request, file, pieceSizeBytes: pieceSizeBytes)
  }
}

private func benchmarkSums(_ name: String, seriesCount: Int, identityCount: Int) {
  Benchmark(
    "Grouping: sums alone, \(name), a million steps",
    closure: { (benchmark: Benchmark, identities: [UInt32]) in
      benchmark.measured {
        var sums = SeriesSums()
        for _ in 0..<seriesCount { sums.appendSeries() }
        for (step, identity) in identities.enumerated() {
          sums.add(
            Int64(step % 6), series: step * seriesCount / identities.count,
            identity: Int(identity), identityCount: identityCount)
        }
        return sums.arrayCount(0) + sums.tableCount
      }
    },
    setup: {
      var generator = SeededGenerator(seed: 1)
      return (0..<1_000_000).map { _ in
        UInt32.random(in: 0..<UInt32(identityCount), using: &generator)
      }
    })
}
