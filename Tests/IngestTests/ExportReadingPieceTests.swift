import AdModel
import TestSupport
import Testing

@testable import Ingest

/// An export read in pieces of any size, on any number of threads, is the export read in one go.
@Suite struct ExportReadingPieceTests {
  /// Everything an export says, to compare.
  private struct Facts: Equatable {
    var digest: String
    var byteCount: Int
    var recordCount: Int
    var rejectedCount: Int
    var rejectedByteCount: Int
    var rejects: [Reject]
    var partial: ExportPartial

    init(_ export: Export) {
      self.digest = export.digest
      self.byteCount = export.byteCount
      self.recordCount = export.recordCount
      self.rejectedCount = export.rejectedCount
      self.rejectedByteCount = export.rejectedByteCount
      self.rejects = export.rejects
      self.partial = export.partial
    }
  }

  /// The whole export, after all ways to cut it gave the same.
  private func check(_ text: String, sizes: [Int]) throws -> Export {
    let folder = try ExportFolder("a.csv", text)
    let source = Source.daily("a.csv")
    let whole = try #require(try folder.read(source).first)
    for sizeBytes in sizes {
      for jobs in 1...4 {
        let cut = try #require(
          try folder.read(source, jobs: jobs, pieceSizeBytes: sizeBytes).first)
        #expect(Facts(cut) == Facts(whole), "pieces of \(sizeBytes) bytes, \(jobs) jobs")
      }
    }
    return whole
  }

  private static let header = "Day,Campaign,Company,Domain,Clicks\n"

  @Test func plainRows() throws {
    var generator = SeededGenerator(seed: 1)
    let rows = (0..<2000).map { _ in
      let day = Int.random(in: 10...29, using: &generator)
      let company = Int.random(in: 0..<300, using: &generator)
      let clicks = Int.random(in: -1...9, using: &generator)
      return
        "2026-11-\(day),Campaign \(company % 7),Company \(company),c\(company).example,\(clicks)\n"
    }
    let whole = try check(
      ExportReadingPieceTests.header + rows.joined(), sizes: [500, 4096, 30_000, 70_000])
    #expect(whole.recordCount == 2000)
    #expect(whole.rejectedCount == 0)
  }

  /// Days that name most of many companies, and a few that name few; known sums.
  @Test func busyDays() throws {
    var rows: [String] = []
    for company in 0..<1200 {
      for day in [10, 11, 12] where company % (day - 9) == 0 {
        rows.append("2026-11-\(day),Brand,Company \(company),,\(company % 3)\n")
      }
      // A second spelling of the same company, and days of one company.
      rows.append("2026-11-10,Brand,  Company \(company) ,,1\n")
      if company % 100 == 0 {
        rows.append("2026-11-2\(company / 100 % 10),Quiet,Company \(company),,4\n")
      }
    }
    let whole = try check(
      ExportReadingPieceTests.header + rows.joined(), sizes: [9000, 40_000])
    let brand = (0..<3).map { whole.partial.series[$0] }
    #expect(brand.map(\.rowCount) == [2400, 600, 400])
    #expect(brand.map(\.engagements) == [2400, 600, 0])
    #expect(whole.partial.rowRange(ofSeries: 0).count == 1200)
    #expect(
      whole.partial.rows.allSatisfy { row in
        let company = Int(whole.partial.identities[Int(row.identity)].name.dropFirst(8)) ?? -1
        switch row.series {
        case 0: return row.engagements == Int64(company % 3 + 1)
        case 1, 2: return row.engagements == Int64(company % 3)
        default: return row.engagements == 4
        }
      })
  }

  /// Names that hold lines which look like rows, so that pieces begin inside them. Such a name is a
  /// quote too many, whatever RFC 4180 says, and is set aside.
  @Test func quotedLinesThatLookLikeRows() throws {
    let lure = String(repeating: "2026-11-19,Awareness,Lure,lure.example,1000\n", count: 40)
    let rows = (0..<60).map { place in
      "2026-11-19,Awareness,\"Company \(place)\n\(place % 3 == 0 ? lure : "x\n")\",c.example,1\r\n"
    }
    let whole = try check(
      ExportReadingPieceTests.header + rows.joined(), sizes: [200, 1000, 2500, 20_000])
    #expect(whole.recordCount == 60)
    #expect(whole.partial.series.map(\.engagements) == [40])
    #expect(whole.rejects.map(\.reason) == Array(repeating: .swallowedRows, count: 20))
    #expect(whole.rejectedByteCount > 20 * 40 * 40)
  }

  /// All kinds of rejects, more of one than are kept, and a quote left open near the end.
  @Test func rejectsKeepTheirPlaces() throws {
    let bad = [
      "2026-11-19,Awareness,N,n.example,x\n", "soon,Awareness,N,n.example,1\n", "a,b\n",
      "2026-11-19,Awareness,5\" disk,n.example,1\n", "\n", "2026-11-19,,N,n.example,1\r\n",
      "2026-11-19,Awareness,\"two\nlines\",n.example,1.5\n", "2026-11-19,Awareness,,,1\n",
    ]
    let rows = (0..<4000).map { place in
      place % 2 == 0
        ? "2026-11-19,Awareness,N \(place % 50),n.example,1\n" : bad[place / 2 % bad.count]
    }
    let invalid = String(repeating: "2026-11-19,Awareness,N,n.example,?\n", count: 1200)
    let text =
      ExportReadingPieceTests.header + rows.joined() + invalid
      + "2026-11-19,Awareness,\"open,n.example,1\n" + rows[0]
    let whole = try check(text, sizes: [3000, 10_000, 50_000, 90_000])
    #expect(whole.rejects.count { $0.reason == .invalidCount } == Reject.shownPerReason)
    #expect(whole.rejects.contains { $0.reason == .unclosedQuote })
    #expect(whole.rejects.map(\.byteOffset) == whole.rejects.map(\.byteOffset).sorted())
  }

  /// Old Macintosh line ends leave nowhere to cut; the few LF there are lie inside names.
  @Test func otherLineEnds() throws {
    let row = "2026-11-19,Awareness,\"N\n,,,,\n\",n.example,1"
    for lineEnd in ["\r", "\r\n", "\n\r"] {
      let rows = Array(repeating: row, count: 300).joined(separator: lineEnd)
      let whole = try check(
        ExportReadingPieceTests.header + rows, sizes: [700, 5000])
      #expect(whole.recordCount == 300)
    }
  }

  /// A line beyond all limits, inside one of the pieces: what was rejected does not depend on
  /// where the reader of it began.
  @Test func anOverlongLine() throws {
    let row = "2026-11-19,Awareness,N,n.example,1\n"
    let rows = String(repeating: row, count: 2000)
    let long = String(repeating: "y", count: 1_700_000)
    let whole = try check(
      ExportReadingPieceTests.header + rows + long + "\n" + rows,
      sizes: [40_000, 100_000, 500_000])
    #expect(whole.recordCount == 4001)
    #expect(whole.rejects.map(\.reason) == [.recordTooLong])
    #expect(whole.rejectedByteCount == 1_700_000)
  }

  @Test(arguments: UInt64(0)..<12)
  func inventedFiles(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let parts = [
      "2026-11-19,A,N,n.example,1\n", "2026-11-19,A,N,n.example,1\n",
      "2026-11-18,B,N,n.example,2\r\n",
      "\"", "\"\"", "\n", ",", "x", "2026-11-19,A,\"N\n\",n.example,3\n",
      "\"2026-11-19\",A,\"N, Inc.\",n.example,\"4\"\n",
    ]
    let text = (0..<1500).map { _ in
      parts.randomElement(using: &generator) ?? ""
    }.joined()
    _ = try check(ExportReadingPieceTests.header + text, sizes: [100, 1777, 9000])
  }
}
