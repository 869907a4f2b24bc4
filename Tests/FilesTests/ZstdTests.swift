import Files
import TestSupport
import Testing

@Suite struct ZstdTests {
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

  private static let text = Array("hello hello hello hello hello hello\n".utf8)

  /// The text above as `zstd -19` packs it, with a checksum.
  private static let packed: [UInt8] = [
    0x28, 0xB5, 0x2F, 0xFD, 0x04, 0x68, 0x6D, 0x00, 0x00, 0x38, 0x68, 0x65, 0x6C, 0x6C, 0x6F, 0x20,
    0x0A, 0x01, 0x00, 0xB9, 0x4B, 0x11, 0x6B, 0x1F, 0x08, 0x67,
  ]

  @Test(arguments: [1, 2, 5, 35, 36, 37, 1000]) func isUnpacked(portion: Int) throws {
    for offset in [0, 1, 35, 36, 37] {
      #expect(
        try read(ZstdTests.packed, from: offset, portion: portion)
          == Array(ZstdTests.text.dropFirst(offset)))
    }
  }

  @Test func framesFollowEachOtherAndSomeAreSkipped() throws {
    let frames =
      Zstd.skippable([1, 2, 3]) + ZstdTests.packed + Zstd.frame([]) + Zstd.skippable([])
      + Zstd.frame([4, 5]) + ZstdTests.packed
    #expect(try read(frames) == ZstdTests.text + [4, 5] + ZstdTests.text)
  }

  /// Longer than the input buffer, in blocks.
  @Test func longFilesAreUnpackedInParts() throws {
    let bytes = (0..<700_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
    #expect(try read(Zstd.frame(bytes), portion: 65_536) == bytes)
  }

  @Test func whatIsCutOffOrBrokenIsAFault() throws {
    var inputs = (4..<ZstdTests.packed.count).map { Array(ZstdTests.packed[..<$0]) }
    var broken = ZstdTests.packed
    broken[broken.count - 1] ^= 1
    inputs += [broken, ZstdTests.packed + Array("text".utf8)]
    inputs.append(Zstd.frame([1, 2, 3]).dropLast())
    for input in inputs {
      #expect {
        try read(input)
      } throws: {
        ($0 as? FileFault)?.kind == .brokenCompression
          && ($0 as? FileFault)?.description == "the zstd data is broken or ends early"
      }
    }
  }

  /// A frame that wants a window of 256 MiB: window descriptor 18 << 3 (2^28).
  @Test func memoryIsBounded() throws {
    var frame = Zstd.frame([1, 2, 3])
    frame[5] = 18 << 3
    #expect(throws: FileFault.self) { try read(frame) }
    frame[5] = 17 << 3
    #expect(try read(frame) == [1, 2, 3])
  }

  @Test func compressionIsToldByTheFirstBytes() throws {
    for (bytes, expected) in [
      (ZstdTests.packed, .zstd), (Zstd.skippable([]), .zstd), ([0x28, 0xB5, 0x2F], nil), ([], nil),
      (ZstdTests.text, nil), (Gzip.member([]), .gzip),
    ] as [([UInt8], Compression?)] {
      let file = try InputFile(path: try folder.write(bytes))
      #expect(try Compression(of: file) == expected)
      #expect(try ByteStream(file).isCompressed == (expected != nil))
    }
  }
}
