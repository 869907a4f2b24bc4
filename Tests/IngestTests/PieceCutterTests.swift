import CSV
import Files
import TestSupport
import Testing

@testable import Ingest

@Suite struct PieceCutterTests {
  private let folder: TemporaryFolder

  init() throws {
    self.folder = try TemporaryFolder()
  }

  private func pieces(
    _ text: String, from start: Int = 0, sizeBytes: Int, fieldCount: Int = 2
  ) throws -> [Range<Int>] {
    let file = try InputFile(path: try folder.write(text))
    return try PieceCutter(file: file, dialect: CSVDialect(), fieldCount: fieldCount)
      .pieces(from: start, to: file.size, sizeBytes: sizeBytes)
  }

  @Test func aSmallFileIsOnePiece() throws {
    #expect(try pieces("a,b\n1,2\n", sizeBytes: 100) == [0..<8])
    #expect(try pieces("a,b\n1,2\n", from: 4, sizeBytes: 100) == [4..<8])
    #expect(try pieces("", sizeBytes: 100) == [0..<0])
    #expect(try pieces("a,b\n", from: 4, sizeBytes: 100) == [4..<4])
  }

  /// Pieces begin after a line end, cover all bytes once, and are about as large as asked for.
  @Test(arguments: [10, 33, 100, 1000])
  func piecesBeginAtLines(sizeBytes: Int) throws {
    let text = (0..<500).map { "\($0),\($0 * 7)\n" }.joined()
    let bytes = Array(text.utf8)
    let pieces = try pieces(text, from: 4, sizeBytes: sizeBytes)
    #expect(pieces.count > 2000 / max(sizeBytes, 20))
    #expect(pieces.first?.lowerBound == 4)
    #expect(pieces.last?.upperBound == bytes.count)
    for (piece, next) in zip(pieces, pieces.dropFirst()) {
      #expect(piece.upperBound == next.lowerBound)
      #expect(bytes[next.lowerBound - 1] == 0x0A)
      #expect(!piece.isEmpty)
    }
  }

  /// The tail is not left as a crumb: less than half a piece joins the one before.
  @Test func aShortTailIsNoPiece() throws {
    let line = "1234,6789\n"
    #expect(try pieces(String(repeating: line, count: 14), sizeBytes: 100) == [0..<140])
    #expect(try pieces(String(repeating: line, count: 16), sizeBytes: 100).count == 2)
  }

  /// Lines that cannot be records are passed over, as far as 64 KiB.
  @Test func prefersALineThatLooksLikeARecord() throws {
    let head = String(repeating: "x,y\n", count: 10)
    let text = head + "no record\n\"open,1\na,b\n" + head + head
    let bound = try #require(try pieces(text, sizeBytes: 38).dropFirst().first?.lowerBound)
    #expect(bound == 40 + "no record\n\"open,1\n".utf8.count)
  }

  @Test func withoutARecordItTakesTheFirstLine() throws {
    let text = String(repeating: "just text\n", count: 20)
    #expect(try pieces(text, sizeBytes: 95).map(\.lowerBound) == [0, 100])
  }

  /// Without LF there is nowhere to cut.
  @Test func aFileWithoutLineFeedsIsOnePiece() throws {
    let text = String(repeating: "a,b\r", count: 100)
    #expect(try pieces(text, sizeBytes: 50) == [0..<400])
  }
}
