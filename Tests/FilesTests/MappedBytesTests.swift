import Files
import Foundation
import TestSupport
import Testing

@Suite struct MappedBytesTests {
  private let folder: TemporaryFolder

  init() throws {
    self.folder = try TemporaryFolder()
  }

  /// Bytes of which no two pages are the same.
  private static let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 37 >> 5) }

  private func fault(_ body: () throws(FileFault) -> Void) -> FileFault.Kind? {
    do throws(FileFault) {
      try body()
      return nil
    } catch {
      return error.kind
    }
  }

  @Test(arguments: [0..<1, 0..<300_000, 1..<2, 4095..<4097, 4096..<8192, 299_999..<300_000])
  func anyStretchOfAFile(range: Range<Int>) throws {
    let file = try InputFile(path: try folder.write(MappedBytesTests.bytes))
    let mapped = try #require(MappedBytes(file, range))
    #expect(mapped.range == range)
    #expect(unsafe Array(mapped.bytes) == Array(MappedBytesTests.bytes[range]))
    try mapped.check()
  }

  @Test func nothingAndWhatTheFileHasNot() throws {
    let file = try InputFile(path: try folder.write("0123456789"))
    #expect(MappedBytes(file, 3..<3) == nil)
    #expect(MappedBytes(file, 8..<11) == nil)
    #expect(MappedBytes(try InputFile(path: try folder.write("", to: "empty")), 0..<0) == nil)
  }

  /// The system kills a process that looks at such bytes, unless it is told not to.
  @Test func aFileThatIsCutShort() throws {
    let path = try folder.write(MappedBytesTests.bytes)
    let file = try InputFile(path: path)
    let whole = try #require(MappedBytes(file, 0..<300_000))
    let start = try #require(MappedBytes(file, 0..<4096))
    #expect(unsafe truncate(path, 5000) == 0)
    #expect(unsafe whole.bytes[4000] == MappedBytesTests.bytes[4000])
    try whole.check()
    #expect(unsafe whole.bytes[200_000] == 0)
    #expect(unsafe whole.bytes[299_999] == 0)
    #expect(fault(whole.check) == .changedWhileRead)
    try start.check()
  }

  @Test func anotherStretchAfterOneThatWasCutShort() throws {
    let path = try folder.write(MappedBytesTests.bytes)
    let file = try InputFile(path: path)
    do {
      let mapped = try #require(MappedBytes(file, 0..<300_000))
      #expect(unsafe truncate(path, 0) == 0)
      #expect(unsafe mapped.bytes[0] == 0)
      #expect(fault(mapped.check) == .changedWhileRead)
    }
    let other = try InputFile(path: try folder.write(MappedBytesTests.bytes, to: "other"))
    let mapped = try #require(MappedBytes(other, 0..<300_000))
    #expect(unsafe Array(mapped.bytes) == MappedBytesTests.bytes)
    try mapped.check()
  }

  /// More at once than are kept track of are read in the other way, and none is lost for good.
  @Test func manyAtOnce() throws {
    let file = try InputFile(path: try folder.write("0123456789"))
    for _ in 0..<2 {
      let mapped = (0..<1500).map { _ in MappedBytes(file, 0..<10) }
      #expect(mapped.contains { $0 == nil })
      #expect(mapped.count { $0 != nil } > 500)
    }
  }

  @Test func theDigestOfAFileThatIsCutShort() throws {
    let path = try folder.write(MappedBytesTests.bytes)
    let file = try InputFile(path: path)
    #expect(unsafe truncate(path, 100_000) == 0)
    #expect(throws: FileFault(.changedWhileRead, path: path)) { try Digest(of: file) }
  }
}
