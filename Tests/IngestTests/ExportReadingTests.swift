import AdModel
import CSV
import Files
import Glibc
import Synchronization
import TestSupport
import Testing

@testable import Ingest

/// What one export comes down to, row by row.
@Suite struct ExportReadingTests {
  private static let header = "Day,Campaign,Company,Domain,Clicks\n"

  private func read(_ rows: String, _ source: Source = .daily("*.csv")) throws -> Export {
    let exports = try ExportFolder("a.csv", ExportReadingTests.header + rows).read(source)
    return try #require(exports.first)
  }

  @Test func rowsOfOneIdentityCampaignAndDayAreAdded() throws {
    let export = try read(
      """
      2026-11-19,Awareness,Nordwind,nordwind.example,3
      2026-11-18,Awareness,Nordwind,nordwind.example,1
      20261119,Awareness, Nordwind ,nordwind.example,4.00
      2026/11/19,Awareness,Nordwind,nordwind.example,-2
      2026-11-19,Decision,Nordwind,nordwind.example,
      2026-11-19,Awareness,Nordwind,,1
      """)
    #expect(
      export.told == [
        "Awareness 2026-11-18 nordwind.example/Nordwind 1", "Awareness 2026-11-19 Nordwind 1",
        "Awareness 2026-11-19 nordwind.example/Nordwind 5",
        "Decision 2026-11-19 nordwind.example/Nordwind 0",
      ])
    #expect(export.recordCount == 6)
    #expect(export.rejectedCount == 0)
    #expect(export.partial.series.map(\.rowCount) == [1, 4, 1])
    #expect(export.partial.series.map(\.engagements) == [1, 6, 0])
    #expect(export.grain == .daily)
    #expect(export.rowPeriod == Period(first: november(18), last: november(19)))
  }

  @Test func severalCountColumnsAreSummed() throws {
    let folder = try ExportFolder(
      "a.csv",
      "Day,Campaign,Company,Domain,Clicks,Likes\n2026-11-19,A,N,,3,--\n2026-11-19,A,N,,1,2\n")
    let source = Source.daily("*.csv", engagements: ["Likes", "Clicks"])
    #expect(try folder.read(source).first?.told == ["A 2026-11-19 N 6"])
  }

  /// Each kind of bad row is set aside with its place; the others count.
  @Test func badRowsAreRejectedWithTheirPlace() throws {
    let export = try read(
      "2026-11-19,A,N,,1\n" + "2026-11-19,A,N,,1.5\n" + "19.11.2026,A,N,,1\n"
        + "2026-11-19,A,N,,1,extra\n" + "2026-11-19,A\n" + "2026-11-19, ,N,,1\n"
        + "2026-11-19,A,\t,,1\n" + "\n" + "2026-11-19,A,\"N\nx\",,2\n"
        + "2026-11-19,A,5\" N,,1\n" + "2026-11-19,A,N,,9999999999999999\n"
        + "2026-11-19,A\0,N,,1\n" + "2026-11-31,A,N,,1\n" + "2026-11-19,A,\"N,,1\n")
    #expect(
      export.toldRejects == [
        "record 2, line 3, byte 53: invalid_count in Clicks",
        "record 3, line 4, byte 73: invalid_date in Day",
        "record 4, line 5, byte 91: field_count",
        "record 5, line 6, byte 115: field_count",
        "record 6, line 7, byte 128: blank_campaign in Campaign",
        "record 7, line 8, byte 146: blank_account in Domain",
        "record 9, line 12, byte 187: stray_quote",
        "record 10, line 13, byte 208: count_out_of_range in Clicks",
        "record 11, line 14, byte 241: invalid_encoding in Campaign",
        "record 12, line 15, byte 260: invalid_date in Day",
        "record 13, line 16, byte 278: unclosed_quote",
      ])
    #expect(export.told == ["A 2026-11-19 N 1", "A 2026-11-19 N\nx 2"])
    #expect(export.recordCount == 13)
    #expect(export.rejectedCount == 11)
    #expect(export.rejects.first?.text == "2026-11-19,A,N,,1.5")
    #expect(export.rejects.first?.message == "'1.5' is not a whole number")
    #expect(export.rejectedByteCount == export.rejects.map(\.text.utf8.count).reduce(0, +))
  }

  /// In a file that is UTF-8 elsewhere: whoever put it together used two encodings.
  @Test func bytesThatAreNoTextAreRejected() throws {
    let bytes =
      Array((ExportReadingTests.header + "2026-11-19,A,N").utf8) + [0xE9]
      + Array(",n.example,1\n2026-11-19,A,é,n.example,1\n".utf8)
    let export = try #require(try ExportFolder("a.csv", bytes).read(.daily("*.csv")).first)
    #expect(export.rejects.map(\.reason) == [.invalidEncoding])
    #expect(export.told == ["A 2026-11-19 n.example/é 1"])
    #expect(export.encoding == .utf8)
    #expect(export.layout.isMixedEncoding)
  }

  /// The first accent may stand far behind what the encoding was guessed from.
  @Test(arguments: [0, 40_000])
  func windows1252WhereTheBytesSaySo(plainRows: Int) throws {
    let row = Array("2026-11-19,A,N,n.example,1\n".utf8)
    let bytes =
      Array(ExportReadingTests.header.utf8)
      + (0..<plainRows).flatMap { _ in row }
      + Array("2026-11-19,A,Soci".utf8) + [0xE9] + Array("t".utf8) + [0xE9]
      + Array(" 5 ".utf8) + [0x80] + Array(",,2\nx,A,M,,1\n".utf8)
    let folder = try ExportFolder("a.csv", bytes)
    for pieceSizeBytes in [1 << 12, 16 << 20] {
      let export = try #require(
        try folder.read(.daily("*.csv"), jobs: 2, pieceSizeBytes: pieceSizeBytes).first)
      #expect(export.encoding == .windows1252)
      #expect(!export.layout.isMixedEncoding)
      #expect(
        export.told
          == ["A 2026-11-19 Société 5 € 2"]
          + (plainRows > 0 ? ["A 2026-11-19 n.example/N \(plainRows)"] : []))
      let line = plainRows + 3
      #expect(
        export.toldRejects == [
          "record \(line - 1), line \(line), byte \(bytes.count - 9): invalid_date in Day"
        ])
    }
  }

  /// Said in the pipeline file, nothing is guessed.
  @Test func aStatedEncodingIsKept() throws {
    var source = Source.daily("*.csv")
    source.reading.encoding = "utf-8"
    let bytes =
      Array((ExportReadingTests.header + "2026-11-19,A,N").utf8) + [0xE9] + Array(",,1\n".utf8)
    let export = try #require(try ExportFolder("a.csv", bytes).read(source).first)
    #expect(export.rejects.map(\.reason) == [.invalidEncoding])
    #expect(export.encoding == .utf8)
    source.reading.encoding = "latin1"
    let folder = try ExportFolder(
      "a.csv", ExportReadingTests.header + "2026-11-19,A,é,,1\n")
    #expect(try folder.read(source).first?.told == ["A 2026-11-19 Ã© 1"])
  }

  @Test func aCountryAloneIsNoAccount() throws {
    let folder = try ExportFolder(
      "a.csv", "Day,Company,Country,Clicks\n2026-11-19,,DE,1\n2026-11-19,N,DE,2\n")
    let source = Source.daily(
      "*.csv", columns: [.date: "Day", .accountName: "Company", .country: "Country"], campaign: "A")
    let export = try #require(try folder.read(source).first)
    #expect(export.rejects.map(\.reason) == [.blankAccount])
    #expect(export.told == ["A 2026-11-19 N/DE 2"])
  }

  /// The first 1,000 rejects of a reason are kept, all are counted.
  @Test func rejectsAreKeptToAThousandAReason() throws {
    let rows = (0..<1500).map { "2026-11-19,A,N,,\($0 % 3 == 0 ? "x" : "1.5")\n2026,A,N,,1\n" }
    let export = try read(rows.joined())
    #expect(export.rejects.count == 2000)
    #expect(export.rejects.count { $0.reason == .invalidCount } == 1000)
    #expect(export.rejectedCount == 3000)
    #expect(export.rejectedByteCount == rows.map { $0.utf8.count - 2 }.reduce(0, +))
  }

  /// The id tells campaigns apart; names are kept beside it.
  @Test func campaignsWithIDs() throws {
    let folder = try ExportFolder(
      "a.csv",
      "Day,ID,Campaign,Company,Clicks\n2026-11-19,7,A,N,1\n2026-11-19,8,A,N,2\n2026-11-19,,A,N,4\n2026-11-19,7,,N,8\n2026-11-19,,,N,16\n"
    )
    let source = Source.daily(
      "*.csv",
      columns: [.date: "Day", .campaignID: "ID", .campaign: "Campaign", .accountName: "Company"])
    let export = try #require(try folder.read(source).first)
    #expect(
      export.told == [
        "A 2026-11-19 N 4", "7 2026-11-19 N 8", "7:A 2026-11-19 N 1", "8:A 2026-11-19 N 2",
      ])
    #expect(export.rejects.map(\.reason) == [.blankCampaign])
  }

  // MARK: - What the file says as a whole

  @Test func theCampaignOfTheFileNameOrTheSource() throws {
    let text = "Day,Company,Clicks\n2026-11-19,N,1\n"
    let folder = try ExportFolder("Brand-1.csv", text)
    let columns: [Source.Column: String] = [.date: "Day", .accountName: "Company"]
    let named = Source.daily("{campaign}-*.csv", columns: columns, campaign: "Other")
    #expect(try folder.read(named).first?.told == ["Brand 2026-11-19 N 1"])
    let stated = Source.daily("*.csv", columns: columns, campaign: "Other")
    #expect(try folder.read(stated).first?.told == ["Other 2026-11-19 N 1"])
    #expect(try folder.read(stated).first?.statedCampaign == "Other")
    #expect(folder.failure(.daily("*.csv", columns: columns))?.kind == "campaign_unknown")
  }

  @Test func daysOfRows() throws {
    let folder = try ExportFolder(
      "a.csv",
      "From,To,Campaign,Company,Clicks\n2026-11-10,2026-11-16,A,N,1\n2026-11-10,2026-11-10,A,N,2\n2026-11-16,2026-11-10,A,N,4\n2026-11-16,,A,N,8\n"
    )
    let source = Source.daily(
      "*.csv",
      columns: [.firstDay: "From", .lastDay: "To", .campaign: "Campaign", .accountName: "Company"])
    let export = try #require(try folder.read(source).first)
    #expect(export.grain == .period)
    #expect(export.told == ["A 2026-11-10 N 2", "A 2026-11-10..2026-11-16 N 1"])
    #expect(
      export.toldRejects == [
        "record 3, line 4, byte 88: reversed_period in From",
        "record 4, line 5, byte 116: invalid_date in To",
      ])
  }

  @Test func theDaysOfTheFileName() throws {
    let text = "Campaign,Company,Clicks\nA,N,1\n"
    let columns: [Source.Column: String] = [.campaign: "Campaign", .accountName: "Company"]
    let folder = try ExportFolder("2026-11-10_20261116.csv", text)
    let named = Source.daily("{first_day}_{last_day}.csv", columns: columns)
    #expect(try folder.read(named).first?.told == ["A 2026-11-10..2026-11-16 N 1"])
    #expect(try folder.read(named).first?.grain == .period)
    #expect(folder.failure(.daily("*.csv", columns: columns))?.kind == "period_unknown")
    #expect(folder.failure(.daily("*_{last_day}.csv", columns: columns))?.kind == "period_unknown")
    let reversed = Source.daily("{last_day}_{first_day}.csv", columns: columns)
    #expect(folder.failure(reversed)?.kind == "reversed_period")
  }

  @Test func aPeriodThatEndsOnTheGeneratedDay() throws {
    let text = "Campaign,Company,Clicks\nA,N,1\n"
    let folder = try ExportFolder("x-2026-11-16.csv", text)
    var source = Source.daily(
      "x-{generated}.csv", columns: [.campaign: "Campaign", .accountName: "Company"])
    source.periodDaysBeforeGenerated = 30
    let export = try #require(try folder.read(source).first)
    #expect(export.told == ["A 2026-10-18..2026-11-16 N 1"])
    #expect(export.generatedAt == GeneratedStamp(day: november(16)))
  }

  /// A daily file may state a range; its rows keep their days.
  @Test func aDailyFileWithAStatedRange() throws {
    let folder = try ExportFolder(
      "2026-11-10_2026-11-16.csv", ExportReadingTests.header + "2026-11-12,A,N,,1\n")
    let export = try #require(try folder.read(.daily("{first_day}_{last_day}.csv")).first)
    #expect(export.grain == .daily)
    #expect(export.told == ["A 2026-11-12 N 1"])
    #expect(export.statedPeriod == Period(first: november(10), last: november(16)))
    #expect(export.lastDay == november(16))
  }

  @Test func theFactsOfAnExport() throws {
    let bytes = Array("Day;Campaign;Company;Domain;Clicks\n2026-11-19;A;N;;1\n".utf8)
    let folder = try ExportFolder()
    try folder.write(bytes, to: "plain.csv")
    try folder.write([0xEF, 0xBB, 0xBF] + bytes, to: "marked.csv")
    try folder.write(Gzip.member(bytes), to: "packed.csv.gz")
    let exports = try folder.read(.daily("*"))
    #expect(exports.map(\.shownPath) == ["marked.csv", "packed.csv.gz", "plain.csv"])
    #expect(exports.map(\.encoding) == [.utf8WithMark, .utf8, .utf8])
    #expect(exports.map(\.isCompressed) == [false, true, false])
    #expect(exports.map(\.delimiterName) == ["semicolon", "semicolon", "semicolon"])
    #expect(exports.map(\.byteCount) == [bytes.count + 3, Gzip.member(bytes).count, bytes.count])
    #expect(exports.map(\.textByteCount) == [bytes.count + 3, bytes.count, bytes.count])
    #expect(exports.map(\.digest).last == Digest(of: bytes).hex)
    #expect(exports[1].digest == Digest(of: Gzip.member(bytes)).hex)
    #expect(exports.allSatisfy { $0.told == ["A 2026-11-19 N 1"] })
  }

  /// A header and no row: nothing is counted, nothing is wrong.
  @Test func aHeaderAlone() throws {
    let export = try read("")
    #expect(export.recordCount == 0)
    #expect(export.partial.rows.isEmpty)
    #expect(export.rowPeriod == nil)
    #expect(export.lastDay == nil)
  }

  // MARK: - Faults

  @Test func theFirstFaultInOrderIsThrown() throws {
    let folder = try ExportFolder()
    try folder.write("", to: "b.csv")
    try folder.write("x\n", to: "c.csv")
    try folder.write(ExportReadingTests.header, to: "a.csv")
    for jobs in 1...4 {
      let failure = #expect(throws: RunFailure.self) {
        try folder.read(.daily("*.csv"), jobs: jobs)
      }
      #expect(failure?.kind == "empty_file")
      #expect(failure?.place == "b.csv")
    }
  }

  @Test func aMissingFileIsAFault() throws {
    let folder = try ExportFolder()
    #expect(throws: FileFault(.missing, path: folder.path("none.csv"))) {
      try folder.read(.daily("none.csv"))
    }
  }

  @Test func progressAddsUpToTheBytesRead() throws {
    let folder = try ExportFolder()
    let rows = String(repeating: "2026-11-19,A,N,,1\n", count: 500)
    try folder.write(ExportReadingTests.header + rows, to: "a.csv")
    let requests = try FilePattern("*.csv").matches(in: folder.path("")).map {
      ExportReading.Request(
        sourceIndex: 0, source: .daily("*.csv"), match: $0, path: folder.path($0.shownPath))
    }
    let rowBytes = rows.utf8.count
    for (sizeBytes, expected) in [
      // Pieces begin behind the header.
      (1000, rowBytes), (1 << 20, ExportReadingTests.header.utf8.count + rowBytes),
    ] {
      let sum = Mutex(0)
      _ = try ExportReading.read(requests, jobs: 2, pieceSizeBytes: sizeBytes) { count in
        sum.withLock { $0 += count }
      }
      #expect(sum.withLock { $0 } == expected)
    }
  }

  /// A compressed file that is cut or grows while it is read looks broken, and is not. Behind the
  /// first MiB stands what is no UTF-8, so it is unpacked once more after the progress is told.
  @Test(arguments: [100_000, 4_000_000], [Gzip.member, Zstd.frame])
  func aCompressedFileThatChangesIsNotBroken(
    newSize: off_t, pack: @Sendable ([UInt8]) -> [UInt8]
  ) throws {
    let rows = String(repeating: "2026-11-19,A,N,,1\n", count: 120_000)
    let text = Array((ExportReadingTests.header + rows + "2026-11-19,A,").utf8)
    let folder = try ExportFolder("a.csv", pack(text + [0xE9] + Array(",,1\n".utf8)))
    let requests = try FilePattern("*.csv").matches(in: folder.path("")).map {
      ExportReading.Request(
        sourceIndex: 0, source: .daily("*.csv"), match: $0, path: folder.path($0.shownPath))
    }
    let path = folder.path("a.csv")
    #expect(throws: FileFault(.changedWhileRead, path: path)) {
      try ExportReading.read(requests, jobs: 1) { _ in
        #expect(unsafe truncate(path, newSize) == 0)
      }
    }
  }

  @Test func aBrokenCompressedFileIsBroken() throws {
    let packed = Gzip.member(Array((ExportReadingTests.header + "2026-11-19,A,N,,1\n").utf8))
    let folder = try ExportFolder("a.csv", Array(packed.dropLast(12)))
    let path = folder.path("a.csv")
    #expect(throws: FileFault(.brokenCompression, path: path, compression: .gzip)) {
      try folder.read(.daily("a.csv"))
    }
  }
}
