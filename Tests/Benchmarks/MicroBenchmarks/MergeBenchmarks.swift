import AdModel
import Benchmark
import TestSupport

@testable import Ingest

/// Counters to one partial, and the partials of many exports to one batch.
func benchmarkMerge() {
  Benchmark(
    "Merge: two counters of an export, 200,000 rows of 50,000 companies",
    closure: { benchmark, export in
      let opened = try export.opened(pieceSizeBytes: export.file.size / 2 + 1)
      try opened.takeDigest()
      for piece in opened.pieces.indices { try opened.readPiece(piece, thread: piece % 2) }
      try benchmark.measured { try opened.finish(jobs: 1) }
    },
    setup: { try MadeUpExport(.plain, rowCount: 200_000, accountCount: 50_000) })
  Benchmark(
    "Merge: rows sorted, a million of 100,000 companies in 500 series",
    closure: { benchmark, rows in
      var sorted = rows
      benchmark.measured {
        RowSort.sort(&sorted, identityCount: 100_000, seriesCount: 500)
        return sorted.count
      }
    },
    setup: { shuffledRows(1_000_000, identityCount: 100_000, seriesCount: 500) })
  Benchmark(
    "Merge: identities of 90 exports, 10,000 companies each of 50,000",
    closure: { benchmark, partials in
      let lists = partials.map { IdentitySums($0, series: [0]) }
      try benchmark.measured { try IdentitySums.merged(lists, jobs: 1).sums.count }
    },
    setup: { (0..<90).map { partial(day: $0, rowCount: 10_000, companyCount: 50_000) } })
  Benchmark(
    "Merge: standing rows of 90 exports, 10,000 companies each of 50,000",
    closure: { benchmark, exports in
      let standing = exports.indices.map { place in
        StandingMerge.Entry(
          export: place, series: 0, campaign: 0, period: exports[place].counts.series[0].period)
      }
      try benchmark.measured {
        var counts = StandingCounts()
        try StandingMerge(sourceIndex: 0, firstCampaign: 0, exports: exports, jobs: 1).append(
          standing, earliestDay: CalendarDay(number: 0), store: nil, to: &counts)
        return counts.rows.count
      }
    },
    setup: {
      (0..<90).map { day in
        export(partial(day: day, rowCount: 10_000, companyCount: 50_000), day: day)
      }
    })
}

private func shuffledRows(
  _ count: Int, identityCount: UInt32, seriesCount: UInt32
) -> [ExportPartial.Row] {
  var generator = SeededGenerator(seed: 1)
  return (0..<count).map { _ in
    ExportPartial.Row(
      series: UInt32.random(in: 0..<seriesCount, using: &generator),
      identity: UInt32.random(in: 0..<identityCount, using: &generator), engagements: 1)
  }
}

/// What a day's export comes to: one campaign, and some of all companies.
private func partial(day: Int, rowCount: Int, companyCount: Int) -> ExportPartial {
  var generator = SeededGenerator(seed: UInt64(day))
  let numbers = Set(
    (0..<rowCount).map { _ in Int.random(in: 0..<companyCount, using: &generator) }
  ).sorted()
  var identities = IdentityList()
  // As many digits in each, so that they are sorted.
  for number in numbers {
    identities.append(RawIdentity(domain: "company-\(100_000 + number).example"))
  }
  let rows = numbers.indices.map {
    ExportPartial.Row(series: 0, identity: UInt32($0), engagements: 2)
  }
  let series = ExportPartial.Series(
    campaign: Campaign(name: "Awareness"),
    period: Period(day: CalendarDay(number: 20_454 + Int32(day))),
    rowCount: rows.count, engagements: Int64(2 * rows.count))
  return ExportPartial(identities: identities, series: [series], rows: rows)
}

private func export(_ partial: ExportPartial, day: Int) -> Export {
  Export(
    source: 0, shownPath: "\(day).csv", digest: "\(day)", byteCount: 0, textByteCount: 0,
    encoding: .utf8, isCompressed: false, delimiterName: "comma", facts: NamedFacts(),
    statedCampaign: nil, statedPeriod: nil, generatedAt: nil, grain: .daily,
    recordCount: partial.rows.count, rejectedCount: 0, rejectedByteCount: 0, rejects: [],
    counts: ExportCounts(partial))
}
