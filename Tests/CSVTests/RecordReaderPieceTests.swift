import CSV
import Files
import TestSupport
import Testing

/// Pieces of a file, read apart, give the records of the whole.
@Suite struct RecordReaderPieceTests {
  private let folder: TemporaryFolder

  init() throws {
    self.folder = try TemporaryFolder()
  }

  /// Reads pieces that begin at the bounds given, and the lines each piece counted.
  private func readPieces(
    _ file: InputFile, _ dialect: CSVDialect, bounds: [Int]
  ) throws -> [ReadRecord] {
    var records: [ReadRecord] = []
    var lineNumber = 1
    for (place, bound) in bounds.enumerated() {
      let isLast = place == bounds.count - 1
      let piece = try Reading(
        file, dialect, from: .init(byteOffset: bound, lineNumber: lineNumber),
        to: isLast ? .max : bounds[place + 1])
      #expect(piece.stoppedAt == (isLast ? file.size : bounds[place + 1]))
      lineNumber = piece.lineNumber
      records += piece.records
    }
    return records
  }

  /// Cut before every record, into single records, and into pieces of seeded sizes.
  @Test(arguments: UInt64(0)..<60)
  func cutWhereRecordsStart(seed: UInt64) throws {
    var invented = InventedCSV(seed: seed)
    let sound = invented.sound(byteCount: 600)
    let bytes = seed % 2 == 0 ? sound : invented.broken(sound, places: 3)
    let file = try InputFile(path: try folder.write(bytes))
    let whole = try Reading(file, invented.dialect)
    #expect(whole.stoppedAt == bytes.count)
    let starts = whole.records.map(\.byte).filter { $0 > 0 }
    for start in starts {
      #expect(try readPieces(file, invented.dialect, bounds: [0, start]) == whole.records)
    }
    #expect(try readPieces(file, invented.dialect, bounds: [0] + starts) == whole.records)
    var generator = SeededGenerator(seed: seed)
    let some = starts.filter { _ in Int.random(in: 0..<4, using: &generator) == 0 }
    #expect(try readPieces(file, invented.dialect, bounds: [0] + some) == whole.records)
  }

  /// A reader told to stop at a line's start stops there, unless a record runs over it.
  @Test(arguments: UInt64(0)..<60)
  func stopsAtALineStartUnlessARecordRunsOverIt(seed: UInt64) throws {
    var invented = InventedCSV(seed: seed)
    let sound = invented.sound(byteCount: 400)
    let bytes = seed % 2 == 0 ? sound : invented.broken(sound, places: 3)
    let file = try InputFile(path: try folder.write(bytes))
    let whole = try Reading(file, invented.dialect)
    for cut in lineStarts(bytes) {
      let isInside = whole.records.contains {
        $0.byte < cut && cut < $0.byte + $0.raw.count
      }
      let before = try Reading(file, invented.dialect, to: cut)
      #expect((before.stoppedAt == cut) == !isInside)
      #expect(before.records == whole.records.filter { $0.byte < cut })
      if !isInside {
        #expect(try readPieces(file, invented.dialect, bounds: [0, cut]) == whole.records)
      }
    }
  }

  /// Where lines begin after LF, CR LF or CR.
  private func lineStarts(_ bytes: [UInt8]) -> [Int] {
    bytes.indices.dropFirst().filter { place in
      bytes[place - 1] == 0x0A || bytes[place - 1] == 0x0D && bytes[place] != 0x0A
    }
  }

  /// A piece of a long file, cut on both sides of the 256 KiB window.
  @Test func piecesOfSeveralWindows() throws {
    var invented = InventedCSV(seed: 4)
    let bytes = invented.sound(byteCount: 600_000)
    let file = try InputFile(path: try folder.write(bytes))
    let whole = try Reading(file, invented.dialect)
    for size in [100_000, 262_144, 300_001] {
      var bounds = [0]
      for record in whole.records where record.byte >= bounds[bounds.count - 1] + size {
        bounds.append(record.byte)
      }
      #expect(try readPieces(file, invented.dialect, bounds: bounds) == whole.records)
    }
  }

  @Test func aPieceThatEndsWhereItStartsIsEmpty() throws {
    let file = try InputFile(path: try folder.write("a\nb\nc\n"))
    let piece = try Reading(file, from: .init(byteOffset: 2, lineNumber: 2), to: 2)
    #expect(piece.records.isEmpty)
    #expect(piece.stoppedAt == 2)
  }

  /// An overlong line in the middle, seen by the piece it starts in and by no other.
  @Test func anOverlongLineBelongsToThePieceItStartsIn() throws {
    let long = String(repeating: "x", count: 3 * RecordLimits.bytes)
    let text = "a\n\(long)\nb\nc\n"
    let file = try InputFile(path: try folder.write(text))
    let first = try Reading(file, to: 100)
    #expect(first.records.map(\.fault) == [nil, .tooLong])
    #expect(first.stoppedAt == 2 + long.utf8.count + 1)
    #expect(first.lineNumber == 3)
    let second = try Reading(
      file, from: .init(byteOffset: first.stoppedAt, lineNumber: first.lineNumber))
    #expect(second.told == ["3@\(first.stoppedAt) b", "4@\(first.stoppedAt + 2) c"])
  }
}
