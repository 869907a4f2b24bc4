import AdModel
import CSV
import Foundation
import TestSupport
import Testing

@testable import Ingest

/// Exports as bytes, and back.
@Suite struct ExportBytesTests {
  private static let header = "Day,Campaign,Company,Domain,Clicks\n"

  /// Files that fill every property of an export in some way.
  private static let texts: [String: [UInt8]] = [
    "plain": Array("\(header)2026-11-19,Awareness,Nordwind,n.example,3\n".utf8),
    "empty": Array(header.utf8),
    "rejects": Array(
      "\(header)2026-11-19,A,N,,x\n19.11.2026,A,N,,1\n2026-11-19,A\n2026-11-19,B,\"é\n\",,2\n".utf8),
    "utf-16": utf16("\(header)2026-11-19,Größe,Ærø,,1\n2026-11-18,Größe,,æ.example,-1\n"),
    "packed": Gzip.member(Array("\(header)2026-11-19,A,N,,1\n".utf8)),
    "headers and blanks": Array("\(header)2026-11-19,A,N,,1\n\(header),,,,\n".utf8),
    "a column twice": Array("Day,Campaign,Company,Domain,Clicks,Day\n2026-11-19,A,N,,1,\n".utf8),
    "other quotes": Array(
      "\(header)2026-11-19,'A',N,,1\n2026-11-19,'A, B',M,,1\n2026-11-19,'A, C',M,,1\n".utf8),
  ]

  @Test(arguments: texts.keys.sorted())
  func readBackAsTheyWere(name: String) throws {
    let folder = try ExportFolder("a.csv", try #require(ExportBytesTests.texts[name]))
    let request = try #require(try folder.requests(.daily("*.csv")).first)
    let export = try #require(try folder.read(.daily("*.csv")).first)
    #expect(ExportBytesTests.readBack(export, request) == export)
  }

  @Test(arguments: 1...200)
  func randomOnesReadBackAsTheyWere(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let export = Export.random(&random)
    #expect(ExportBytesTests.readBack(export, .empty) == export)
  }

  /// What is cut off is noticed wherever it is cut.
  @Test func theirBeginningIsNone() {
    var random = SeededGenerator(seed: 7)
    let bytes = Export.random(&random).bytes
    for count in bytes.indices {
      #expect(ExportBytesTests.export(Array(bytes[..<count])) == nil)
    }
    #expect(ExportBytesTests.export(bytes + [0]) == nil)
  }

  /// Any bytes are an export or none; here most are none, since few bytes are text or a sum.
  @Test func changedBytesAreAnExportOrNone() {
    var random = SeededGenerator(seed: 8)
    for _ in 0..<20 {
      let bytes = Export.random(&random).bytes
      for place in bytes.indices {
        var changed = bytes
        changed[place] ^= UInt8.random(in: 1...255, using: &random)
        guard let export = ExportBytesTests.export(changed) else { continue }
        #expect(export.bytes == changed)
      }
      let export = Export.random(&random)
      let rows = export.partial.bytes
      for place in rows.indices {
        var changed = rows
        changed[place] ^= UInt8.random(in: 1...255, using: &random)
        guard let partial = ExportBytesTests.partial(changed, of: export) else { continue }
        #expect(partial.bytes == changed)
        #expect(partial.series == export.series)
        for identity in 0..<partial.identities.count { _ = partial.identities[identity] }
        for row in partial.rows {
          _ = partial.series[Int(row.series)]
          _ = partial.identities.key(Int(row.identity))
        }
      }
    }
  }

  @Test func theBeginningOfRowsIsNone() {
    var random = SeededGenerator(seed: 9)
    var export = Export.random(&random)
    while export.partial.rows.count < 2 { export = .random(&random) }
    let bytes = export.partial.bytes
    for count in bytes.indices {
      #expect(ExportBytesTests.partial(Array(bytes[..<count]), of: export) == nil)
    }
    #expect(ExportBytesTests.partial(bytes + [0], of: export) == nil)
  }

  /// Rows are those of one export alone.
  @Test func rowsOfOtherCountsAreNone() {
    var random = SeededGenerator(seed: 10)
    var export = Export.random(&random)
    while export.partial.rows.isEmpty { export = .random(&random) }
    let bytes = export.partial.bytes
    #expect(ExportBytesTests.partial(bytes, of: export) == export.partial)
    let partial = export.partial
    export.partial.rows.removeLast()
    #expect(ExportBytesTests.partial(bytes, of: export) == nil)
    export.partial.rows = partial.rows + [partial.rows[partial.rows.count - 1]]
    #expect(ExportBytesTests.partial(bytes, of: export) == nil)
    export.partial = partial
    export.partial.identities.append(key: [0xFF, 0, 0, 0, 0])
    #expect(ExportBytesTests.partial(bytes, of: export) == nil)
  }

  /// Seven bits a byte, and one way alone of writing a number.
  @Test func numbersReadBackAsTheyWere() throws {
    var numbers: [UInt64] = [0, 1, 0x7F, 0x80, 0x3FFF, 0x4000, .max, .max - 1, 1 << 63]
    var random = SeededGenerator(seed: 11)
    for shift in 0..<64 {
      numbers.append(UInt64.random(in: .min ... .max, using: &random) >> shift)
    }
    var varints = VarintBytes(reserving: 0)
    for number in numbers {
      varints.append(number)
      varints.append(Int64(bitPattern: number))
    }
    var reader = VarintReader(varints.bytes[...])
    for number in numbers {
      #expect(try reader.number() == number)
      #expect(try reader.signedNumber() == Int64(bitPattern: number))
    }
    #expect(reader.isAtEnd)
    let ten = [UInt8](repeating: 0xFF, count: 9)
    for bytes in [[], [0x80], [0x80, 0], [0xFF, 0x80, 0], ten + [2], ten + [0x81, 0]] {
      var reader = VarintReader(bytes[...])
      #expect(throws: (any Error).self, "\(bytes)") { try reader.number() }
    }
  }

  @Test func sumsReadBackAsTheyWere() {
    var random = SeededGenerator(seed: 12)
    for _ in 0..<50 {
      let partial = Export.random(&random).partial
      let sums = IdentitySums(partial, series: Array(partial.series.indices))
      let bytes = sums.bytes
      #expect(IdentitySums(bytes: [9] + bytes + [9], in: 1..<bytes.count + 1) == sums)
      for count in bytes.indices {
        #expect(IdentitySums(bytes: Array(bytes[..<count]), in: 0..<count) == nil)
      }
      #expect(IdentitySums(bytes: bytes + [0], in: 0..<bytes.count + 1) == nil)
    }
  }

  @Test func identitiesOutOfOrderOrOfOtherFieldsAreNone() {
    for keys in [["b\0\0\0\0", "a\0\0\0\0"], ["a\0\0\0\0", "a\0\0\0\0"], ["a\0\0\0"], [""]] {
      var random = SeededGenerator(seed: 11)
      var export = Export.random(&random)
      var identities = IdentityList()
      for key in keys { identities.append(key: Array(key.utf8)) }
      export.partial = ExportPartial(identities: identities, series: [], rows: [])
      #expect(ExportBytesTests.partial(export.partial.bytes, of: export) == nil, "\(keys)")
    }
  }

  private static func readBack(_ export: Export, _ request: ExportReading.Request) -> Export? {
    let bytes = export.bytes
    let rows = export.partial.bytes
    return Export(
      bytes: [1, 2, 3] + bytes + [4], in: 3..<bytes.count + 3, of: request, digest: export.digest,
      byteCount: export.byteCount
    ) {
      try #require(ExportPartial(bytes: [1, 2] + rows + [3], in: 2..<rows.count + 2, of: $0))
    }
  }

  private static func export(_ bytes: [UInt8]) -> Export? {
    Export(bytes: bytes, in: 0..<bytes.count, of: .empty, digest: "", byteCount: 0) { _ in
      ExportPartial(identities: IdentityList(), series: [], rows: [])
    }
  }

  private static func partial(_ bytes: [UInt8], of export: Export) -> ExportPartial? {
    ExportPartial(
      bytes: bytes, in: 0..<bytes.count,
      of: .init(
        series: export.series, companyCounts: export.counts.companyCounts,
        identityCount: export.counts.identityCount))
  }
}

extension ExportReading.Request {
  /// Of a file that is not there.
  static let empty = ExportReading.Request(
    sourceIndex: 0, source: .daily("a.csv"), match: .init(shownPath: "a.csv"), path: "a.csv")
}

extension Export {
  /// An export of `Request.empty` with every property filled in, or not, by chance.
  static func random(_ random: inout SeededGenerator) -> Export {
    func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
    func maybe<Value>(_ value: @autoclosure () -> Value) -> Value? {
      number(0...1) == 0 ? nil : value()
    }
    func text() -> String {
      (0..<number(0...4)).map { _ in
        ["a", "é", "\u{301}", "\0", "\n", "漢", "👩‍👩‍👧"][number(0...6)]
      }.joined()
    }
    func period() -> Period {
      let first = november(number(1...30))
      return Period(first: first, last: first.advanced(by: number(0...9))) ?? Period(day: first)
    }
    func oneOf<Case: CaseIterable>(_ type: Case.Type) -> Case where Case.AllCases == [Case] {
      Case.allCases[number(0...Case.allCases.count - 1)]
    }
    var export = Export(
      source: 0, shownPath: "a.csv", digest: text(), byteCount: number(0...9),
      textByteCount: number(0...9), encoding: oneOf(TextEncoding.self),
      isCompressed: number(0...1) == 1, delimiterName: text(), facts: NamedFacts(),
      statedCampaign: maybe(text()), statedPeriod: maybe(period()),
      generatedAt: maybe(
        GeneratedStamp(day: november(number(1...30)), minute: maybe(number(0...1439)))),
      grain: oneOf(Grain.self), recordCount: number(0...9), rejectedCount: number(0...9),
      rejectedByteCount: number(0...9),
      rejects: (0..<number(0...3)).map { _ in
        Reject(
          recordNumber: number(1...9), lineNumber: number(1...9), byteOffset: number(0...9),
          column: text(), reason: oneOf(Reject.Reason.self), message: text(), text: text())
      },
      counts: ExportCounts(.random(&random)))
    export.layout = Layout(
      language: text(), dates: oneOf(DateOrder.self), numbers: oneOf(NumberFormat.self),
      headerLine: maybe(number(1...9)), footerLineCount: number(0...9),
      furtherTableLine: maybe(number(1...9)),
      repeatedNames: (0..<number(0...2)).map { _ in text() },
      isMixedEncoding: number(0...1) == 1, usesZones: number(0...1) == 1,
      unusualQuotes: maybe(text()))
    export.layout.leftOut.totals = number(0...9)
    export.layout.leftOut.repeatedHeaders = number(0...9)
    export.layout.leftOut.blankRows = number(0...9)
    export.layout.leftOut.withoutAccount = number(0...9)
    return export
  }
}

extension ExportPartial {
  fileprivate static func random(_ random: inout SeededGenerator) -> ExportPartial {
    var identities = IdentityList()
    for name in ["A", "B", "É"] where Bool.random(using: &random) {
      identities.append(RawIdentity(domain: "d.example", name: name))
    }
    var series: [Series] = []
    for (place, name) in ["", "A", "Ä"].enumerated() where Bool.random(using: &random) {
      series.append(
        Series(
          campaign: Campaign(id: "\(place)", name: name), period: Period(day: november(5)),
          rowCount: place, engagements: Int64.random(in: -9...9, using: &random)))
    }
    var rows: [Row] = []
    for place in series.indices {
      for identity in 0..<identities.count where Bool.random(using: &random) {
        rows.append(
          Row(
            series: UInt32(place), identity: UInt32(identity),
            engagements: Int64.random(in: -(1 << 40)...(1 << 40), using: &random)))
      }
    }
    return ExportPartial(identities: identities, series: series, rows: rows)
  }
}
