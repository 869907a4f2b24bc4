import AdModel
import CSV
import Runs

/// What was read: by source, and file by file.
extension PageSection {
  private static let exportsShown = 200

  static func exports(_ run: RunFiles) throws -> PageSection {
    var sources: [String: SourceTotals] = [:]
    var newest = TopList<ExportRow>(capacity: exportsShown)
    let reading = try run.read("1-ingest/exports.csv", ExportRow.columns) { row, columns in
      let export = ExportRow(columns.map { row.text($0) })
      sources[export.source, default: SourceTotals()].add(export)
      newest.offer(key: export.lastDay.map { Int($0.number) } ?? .min, export)
    }
    if let excuse = excuse(reading, "1-ingest/exports.csv") {
      return PageSection("exports", "Exports", [excuse])
    }
    guard !sources.isEmpty else {
      return PageSection("exports", "Exports", [paragraph("No export was read.")])
    }
    return PageSection(
      "exports", "Exports", [sourceTable(sources, run).markup, table(newest).markup])
  }

  private static func sourceTable(_ sources: [String: SourceTotals], _ run: RunFiles) -> PageTable {
    PageTable(
      "Sources",
      [
        .text("Source"), .number("Files"), .text("Newest day"), .number("Days it was late"),
        .number("Rows"), .number("Set aside"), .number("Superseded"), .number("Engagements"),
      ],
      rows: sources.keys.sortedInBytes().map { name in
        let totals = sources[name] ?? SourceTotals()
        let lag = run.manifest.sources.first { $0.name == name }?.lag_days_used
        return [
          .text(name), "\(totals.fileCount)", totals.newestDay.map { .words("\($0)") } ?? "–",
          lag.map { "\($0)" } ?? "–", "\(totals.rows)", "\(totals.rejected)",
          "\(totals.superseded)", "\(totals.engagements)",
        ]
      },
      note: "Engagements are those of all rows that could be read, superseded ones included. "
        + "Windows of a late source slide back by the days it was late.")
  }

  private static func table(_ newest: TopList<ExportRow>) -> PageTable {
    let rows = newest.elements.sorted {
      $0.source == $1.source
        ? $0.file.precedesInBytes($1.file) : $0.source.precedesInBytes($1.source)
    }
    return PageTable(
      newest.restCount > 0 ? "The newest export files" : "Export files",
      [
        .text("File"), .text("Source"), .text("Platform"), .text("Days"), .number("Rows"),
        .number("Set aside"), .number("Superseded"), .number("Engagements"), .text("SHA-256"),
      ],
      rows: rows.map { export in
        [
          .text(export.file), .text(export.source), .text(export.platform), export.days,
          "\(export.rows)", "\(export.rejected)", "\(export.superseded)",
          "\(export.engagements)", shortDigest(export.digest),
        ]
      },
      note: rest(newest.restCount, in: "1-ingest/exports.csv"))
  }

  /// The first digits of a digest, enough to tell two files apart.
  static func shortDigest(_ digest: String) -> Markup {
    .element("code", .text(String(digest.prefix(12))))
  }
}

/// A line of `exports.csv`.
struct ExportRow {
  static let columns = [
    "source", "file", "sha256", "platform", "first_day", "last_day", "rows", "rejected",
    "superseded_rows", "engagements",
  ]

  let source: String
  let file: String
  let digest: String
  let platform: String
  private let firstDay: String
  let lastDay: CalendarDay?
  let rows: Int
  let rejected: Int
  let superseded: Int
  let engagements: Int

  /// - Parameter fields: those of `columns`.
  init(_ fields: [String]) {
    self.source = fields[0]
    self.file = fields[1]
    self.digest = fields[2]
    self.platform = fields[3]
    self.firstDay = fields[4]
    self.lastDay = CalendarDay(fields[5])
    self.rows = Int(fields[6]) ?? 0
    self.rejected = Int(fields[7]) ?? 0
    self.superseded = Int(fields[8]) ?? 0
    self.engagements = Int(fields[9]) ?? 0
  }

  /// `2026-11-07 to 2026-11-14`.
  var days: Markup {
    guard let lastDay else { return "–" }
    let last = ExportRow.unbroken("\(lastDay)")
    return firstDay == "\(lastDay)" ? last : "\(ExportRow.unbroken(firstDay)) to \(last)"
  }

  /// A day that no line ends within.
  private static func unbroken(_ day: String) -> Markup {
    .element("span", ["class": "day"], .words(day.harmless))
  }
}

/// Sums over the exports of a source.
struct SourceTotals {
  private(set) var fileCount = 0
  private(set) var newestDay: CalendarDay?
  private(set) var rows = 0
  private(set) var rejected = 0
  private(set) var superseded = 0
  private(set) var engagements = 0

  mutating func add(_ export: ExportRow) {
    fileCount += 1
    newestDay = [newestDay, export.lastDay].compactMap(\.self).max()
    rows = rows.addingWithinRange(export.rows)
    rejected = rejected.addingWithinRange(export.rejected)
    superseded = superseded.addingWithinRange(export.superseded)
    engagements = engagements.addingWithinRange(export.engagements)
  }
}
