import AdModel
import CSV
import TestSupport
import Testing

@testable import Ingest

/// The rows that are traced add up to the partial, whatever the export looks like.
@Suite struct RowTraceTests {
  /// Files of one source, made up from a seed.
  private struct Invented {
    var name: String
    var bytes: [UInt8]
    var source: Source

    init(_ name: String, _ bytes: [UInt8], _ source: Source) {
      self.name = name
      self.bytes = bytes
      self.source = source
    }

    init(_ name: String, _ text: String, _ source: Source) {
      self.init(name, Array(text.utf8), source)
    }
  }

  /// Adds the traced rows of all identities up and compares them with the partial.
  private func check(_ invented: Invented, pieceSizeBytes: Int = ExportReading.pieceSizeBytes)
    throws
  {
    let folder = try ExportFolder(invented.name, invented.bytes)
    let requests = try folder.requests(invented.source)
    let export = try #require(
      try ExportReading.read(requests, jobs: 3, pieceSizeBytes: pieceSizeBytes).first)
    #expect(!export.partial.rows.isEmpty)
    let identities = Array(0..<export.partial.identities.count)
    let trace = try RowTrace(of: identities, in: export, requests[0])
    var sums: [[Int]: Int64] = [:]
    for row in trace.rows { sums[[row.series, row.identity], default: 0] += row.engagements }
    var expected: [[Int]: Int64] = [:]
    for row in export.partial.rows {
      expected[[Int(row.series), Int(row.identity)]] = row.engagements
    }
    #expect(sums == expected, "\(invented.name)")
    #expect(trace.rows.map(\.line) == trace.rows.map(\.line).sorted())
    // Some identities alone have the same rows as among all.
    let some = identities.filter { $0 % 3 == 1 }
    #expect(
      try RowTrace(of: some, in: export, requests[0]).rows
        == trace.rows.filter { some.contains($0.identity) })
  }

  // MARK: - Exports of several presets

  private static let companies = [
    "Nordwind GmbH", "Société Valcombe", "Haverly \"Blue Dock\" Ltd", "Oskamp, Kleppen B.V.",
    "two\nlines", "  Nordwind GmbH ", "Ilmatti", "Kovářská Optika",
  ]

  private static func quoted(_ text: String) -> String {
    "\"\(text.replacing("\"", with: "\"\""))\""
  }

  /// Rows with quotes, several lines, faults, sums, headers, blank lines.
  private func generic(_ generator: inout SeededGenerator) -> Invented {
    let header = "Day,Campaign,Company,Domain,Clicks\n"
    var text = header
    for _ in 0..<400 {
      let day = 10 + Int.random(in: 0..<12, using: &generator)
      let company = Self.companies.randomElement(using: &generator) ?? ""
      let clicks = Int.random(in: -1...3, using: &generator)
      switch Int.random(in: 0..<20, using: &generator) {
      case 0: text += "2026-11-\(day),Brand,\(Self.quoted(company)),,many\n"
      case 1: text += "Total,,,,\(clicks)\n"
      case 2: text += header
      case 3: text += "\n,,,,\n"
      case 4: text += "2026-11-\(day),Brand,\"stray\" quote,,1\n"
      default:
        text +=
          "2026-11-\(day),\"Brand \(day % 3)\",\(Self.quoted(company)),c\(clicks).example,\(clicks)\n"
      }
    }
    return Invented("generic.csv", text, .daily("*.csv"))
  }

  private func google(_ generator: inout SeededGenerator) -> Invented {
    var text = "Campaign report\n\"November 10, 2026 - November 20, 2026\"\n"
    text += "Day,Campaign,Ad group,Clicks\n"
    for _ in 0..<100 {
      let group = ["ABM - Nordwind", "ABM - Ilmatti", "Everybody"].randomElement(using: &generator)
      text += "2026-11-\(Int.random(in: 10...20, using: &generator)),Brand,\(group ?? ""),\"1,0"
      text += "0\(Int.random(in: 0...9, using: &generator))\"\n"
    }
    text += "Total: Account,,,9\n"
    var source = Source(name: SourceName("google"), platform: "google-ads", files: ["*.csv"])
    source.accountText = .init(column: "Ad group", pattern: "^ABM - (?<name>.+)$")
    return Invented("google.csv", text, source)
  }

  private func linkedIn(_ generator: inout SeededGenerator) -> Invented {
    var text = """
      Professional Demographics Report (in UTC)\r
      "Report Start: November 16, 2026, 12:00 AM"\r
      "Report End: November 22, 2026, 11:59 PM"\r
      "Date Generated: November 23, 2026, 8:05 AM"\r
      \r
      Company Name Segment\tImpressions\tClicks\tClick Through Rate\r

      """
    for company in Self.companies.shuffled(using: &generator) where !company.contains("\n") {
      text += "\(Self.quoted(company))\t1,204\t\(Int.random(in: 0...99, using: &generator))\t-\r\n"
    }
    text += "\r\nCompany Industry Segment\tImpressions\tClicks\tClick Through Rate\r\n"
    text += "Logistics\t12,000\t80\t10.28%\r\n"
    let source = Source(
      name: SourceName("linkedin"), platform: "linkedin-demographics", files: ["{campaign}-*.csv"])
    return Invented("Awareness-1.csv", utf16(text), source)
  }

  private func stackAdapt(_ generator: inout SeededGenerator) -> Invented {
    var text = "Date,Campaign Name,Domain,Clicks\n"
    for _ in 0..<100 {
      let day = Int.random(in: 10...20, using: &generator)
      text += "2026-11-\(day),Brand,c\(day % 4).example,\(Int.random(in: 0...9, using: &generator))"
      text += "\n"
    }
    return Invented(
      "stackadapt.csv.gz", Gzip.member(Array(text.utf8)),
      Source(
        name: SourceName("dsp"), platform: "stackadapt", files: ["*.csv.gz"],
        columns: [.accountDomain: "Domain"]))
  }

  private func windows1252() -> Invented {
    let text = "Day,Campaign,Company,Domain,Clicks\n2026-11-10,Brand,Soci\u{E9}t\u{E9},,3\n"
    return Invented(
      "old.csv", text.unicodeScalars.map { UInt8($0.value) }, .daily("*.csv"))
  }

  @Test(arguments: 0..<12 as Range<UInt64>)
  func tracedRowsAddUpToThePartial(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let generic = generic(&generator)
    try check(generic)
    try check(generic, pieceSizeBytes: Int.random(in: 200...6000, using: &generator))
    try check(google(&generator))
    try check(linkedIn(&generator))
    try check(stackAdapt(&generator))
    try check(windows1252())
  }

  // MARK: - Lines

  @Test func linesAreThoseOfTheFile() throws {
    let folder = try ExportFolder(
      "a.csv",
      """
      made by hand
      Day,Campaign,Company,Domain,Clicks
      2026-11-19,Brand,Nordwind,,1

      2026-11-19,Brand,"over
      two lines",,2
      2026-11-19,Brand,Nordwind,,many
      2026-11-20,Brand,Nordwind,,4

      """)
    let requests = try folder.requests(.daily("a.csv"))
    let export = try #require(try ExportReading.read(requests, jobs: 1).first)
    let rows = try RowTrace(of: 0..<2, in: export, requests[0]).rows
    #expect(rows.map { [$0.line, Int($0.engagements)] } == [[3, 1], [5, 2], [8, 4]])
  }

  @Test func aFileThatChangedSinceIsRefused() throws {
    let header = "Day,Campaign,Company,Domain,Clicks\n"
    let folder = try ExportFolder("a.csv", header + "2026-11-19,Brand,Nordwind,,1\n")
    let requests = try folder.requests(.daily("a.csv"))
    let export = try #require(try ExportReading.read(requests, jobs: 1).first)
    try folder.write(header + "2026-11-19,Brand,Nordwind,,2\n", to: "a.csv")
    #expect(throws: (any Error).self) { try RowTrace(of: [0], in: export, requests[0]) }
  }
}
