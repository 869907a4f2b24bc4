import Files
import TestSupport
import Testing

@Suite struct ByteStreamTests {
  private let folder: TemporaryFolder

  init() throws {
    self.folder = try TemporaryFolder()
  }

  /// All bytes from an offset on, read in portions.
  private func read(_ bytes: [UInt8], from offset: Int = 0, portion: Int = 7) throws -> [UInt8] {
    let stream = try ByteStream(InputFile(path: try folder.write(bytes)), from: offset)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: portion, alignment: 1)
    defer { unsafe buffer.deallocate() }
    var all: [UInt8] = []
    while true {
      let count = try unsafe stream.read(into: buffer)
      unsafe all += buffer[..<count]
      if count < portion { return all }
    }
  }

  private static let text = Array("hello hello hello hello\n".utf8)

  /// The text above as `gzip -n9` packs it, with matches that reach over a portion's end.
  private static let packed: [UInt8] = [
    0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xCB, 0x48, 0xCD, 0xC9, 0xC9, 0x57,
    0xC8, 0x40, 0x27, 0xB9, 0x00, 0x00, 0x88, 0x59, 0x0B, 0x18, 0x00, 0x00, 0x00,
  ]

  @Test func plainBytesAreReadAsTheyLie() throws {
    for offset in 0...ByteStreamTests.text.count + 1 {
      #expect(
        try read(ByteStreamTests.text, from: offset)
          == Array(ByteStreamTests.text.dropFirst(offset)))
    }
  }

  @Test(arguments: [1, 2, 5, 23, 24, 25, 1000])
  func gzipIsUnpacked(portion: Int) throws {
    for offset in [0, 1, 23, 24, 25] {
      #expect(
        try read(ByteStreamTests.packed, from: offset, portion: portion)
          == Array(ByteStreamTests.text.dropFirst(offset)))
    }
  }

  @Test func membersFollowEachOther() throws {
    let members =
      ByteStreamTests.packed + Gzip.member([]) + Gzip.member([1, 2]) + ByteStreamTests.packed
    #expect(try read(members) == ByteStreamTests.text + [1, 2] + ByteStreamTests.text)
  }

  @Test func whatIsCutOffOrBrokenIsAFault() throws {
    var inputs = (3..<ByteStreamTests.packed.count).map { Array(ByteStreamTests.packed[..<$0]) }
    for place in [12, 22, 26] {
      var broken = ByteStreamTests.packed
      broken[place] ^= 0x10
      inputs.append(broken)
    }
    inputs.append(ByteStreamTests.packed + Array("text".utf8))
    inputs.append(ByteStreamTests.packed + Gzip.member([1]).dropLast())
    for input in inputs {
      #expect {
        try read(input)
      } throws: {
        ($0 as? FileFault)?.kind == .brokenCompression
      }
    }
  }

  @Test func gzipIsToldByItsFirstBytes() throws {
    for (bytes, expected) in [
      (ByteStreamTests.packed, true), ([0x1F, 0x8B], false), ([0x1F, 0x8B, 9], false), ([], false),
      (ByteStreamTests.text, false),
    ] {
      let file = try InputFile(path: try folder.write(bytes))
      #expect(try ByteStream.isGzip(file) == expected)
    }
  }
}
