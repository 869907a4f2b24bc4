import CSV
import Files
import Foundation
import TestSupport
import Testing

/// A file that is mapped is read as one that is copied.
@Suite struct RecordReaderMappedTests {
  private let folder: TemporaryFolder

  init() throws {
    self.folder = try TemporaryFolder()
  }

  private func file(_ bytes: [UInt8]) throws -> InputFile {
    try InputFile(path: try folder.write(bytes))
  }

  /// How much of a line that is too long the fault holds, and how much is skipped, depends on where
  /// the chunk ends.
  private func comparable(_ record: ReadRecord) -> ReadRecord {
    var record = record
    if record.fault == .tooLong { record.raw = Array(record.raw.prefix(1000)) }
    return record
  }

  private func expectSame(
    _ bytes: [UInt8], _ dialect: CSVDialect,
    from start: RecordReader.Position = .init(byteOffset: 0, lineNumber: 1),
    to pieceEnd: Int = .max, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let file = try file(bytes)
    let copied = try Reading(file, dialect, from: start, to: pieceEnd)
    let mapped = try Reading(file, dialect, from: start, to: pieceEnd, maps: true)
    // In a variable, for the records are too many to be shown.
    let isSame = copied.records.map(comparable) == mapped.records.map(comparable)
    #expect(isSame, sourceLocation: sourceLocation)
    #expect(copied.faultyByteCount == mapped.faultyByteCount, sourceLocation: sourceLocation)
    #expect(copied.stoppedAt == mapped.stoppedAt, sourceLocation: sourceLocation)
    #expect(copied.lineNumber == mapped.lineNumber, sourceLocation: sourceLocation)
  }

  /// Long records, so that there are few: as many bytes of them as asked for, the last one shorter.
  private func filler(_ byteCount: Int, last: [UInt8] = [UInt8(ascii: "\n")]) -> [UInt8] {
    var row = [UInt8](repeating: UInt8(ascii: "x"), count: 4099)
    row[2000] = UInt8(ascii: ",")
    row[4098] = UInt8(ascii: "\n")
    var bytes: [UInt8] = []
    bytes.reserveCapacity(byteCount + row.count)
    while bytes.count < byteCount { bytes += row }
    return bytes.prefix(byteCount - last.count) + last
  }

  /// What is told apart lies around where each chunk ends, so that one of its records is cut.
  private func aroundChunkEnds(_ bytes: [UInt8]) -> [UInt8] {
    let chunk = 8 * RecordLimits.bytes
    let first = filler(chunk - bytes.count / 2)
    let further = filler(chunk - bytes.count)
    return first + bytes + further + bytes + further + bytes + first
  }

  @Test(arguments: [UInt64(1), 2, 3, 4])
  func inventedRecords(seed: UInt64) throws {
    var invented = InventedCSV(seed: seed, CSVDialect())
    let sound = invented.sound(byteCount: 30_000)
    let bytes = aroundChunkEnds(sound + invented.broken(sound, places: 40))
    try expectSame(bytes, invented.dialect)
    try expectSame(
      bytes, invented.dialect, from: .init(byteOffset: 4099, lineNumber: 9),
      to: bytes.count / 2)
  }

  @Test func recordsWithAnEscape() throws {
    let row = Array("a\\,b,\"c \\\" d\",e\n".utf8)
    try expectSame(
      aroundChunkEnds((0..<3000).flatMap { _ in row }),
      CSVDialect(delimiter: UInt8(ascii: ","), escape: UInt8(ascii: "\\")))
  }

  /// Records as long as a record may be and longer, with and without quotes.
  @Test func longRecords() throws {
    let long = [UInt8](repeating: UInt8(ascii: "x"), count: RecordLimits.bytes - 3)
    let quote = [UInt8(ascii: "\"")]
    var bytes: [UInt8] = []
    for more in [0, 1, 2, 3, 4, 5, 3_000_000] {
      let text = long + [UInt8](repeating: UInt8(ascii: "y"), count: more)
      bytes += Array("1,".utf8) + text + Array("\r\n2,3\n".utf8)
      bytes += quote + text + quote + Array("\n4,5\n".utf8)
    }
    try expectSame(bytes, CSVDialect())
  }

  /// A file that ends at, or a little before or behind, where the last chunk that is mapped ends.
  @Test(arguments: [-65, -64, -63, -1, 0, 1, 63, 64, 65])
  func theEndOfTheFile(more: Int) throws {
    for size in [2 * RecordLimits.bytes, 8 * RecordLimits.bytes, 10 * RecordLimits.bytes] {
      try expectSame(filler(size + more), CSVDialect())
      try expectSame(filler(size + more, last: Array("\r".utf8)), CSVDialect())
    }
  }

  @Test func aFileThatIsCutShort() throws {
    let file = try file(filler(20_000_000))
    let reader = try RecordReader(
      file, dialect: CSVDialect(), encoding: .utf8, start: .init(byteOffset: 0, lineNumber: 1),
      maps: true)
    #expect(try reader.next())
    #expect(unsafe truncate(file.path, 3_000_000) == 0)
    #expect(throws: FileFault(.changedWhileRead, path: file.path)) {
      while try reader.next() {}
      try reader.checkMapped()
    }
  }
}
