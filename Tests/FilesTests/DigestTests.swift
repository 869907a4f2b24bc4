import Files
import TestSupport
import Testing

@Suite struct DigestTests {
  /// FIPS 180-4's examples (csrc.nist.gov, "SHA-256 Example" and "Short Message" vectors).
  private static let vectors: [(text: String, hex: String)] = [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmno"
        + "ijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
      "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
    ),
    (
      String(repeating: "a", count: 1_000_000),
      "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    ),
  ]

  @Test(arguments: vectors.indices)
  func ofTextBytesAndFiles(place: Int) throws {
    let (text, hex) = DigestTests.vectors[place]
    let folder = try TemporaryFolder()
    #expect(Digest(of: text).hex == hex)
    #expect(Digest(of: Array(text.utf8)).hex == hex)
    let path = "\(folder.path)/file"
    #expect(try OutputFile.write(Array(text.utf8), to: path).hex == hex)
    #expect(try Digest(of: InputFile(path: path)).hex == hex)
  }

  /// Longer than the buffer it reads through.
  @Test func ofALongFile() throws {
    let folder = try TemporaryFolder()
    let bytes = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
    let path = try folder.write(bytes)
    #expect(try Digest(of: InputFile(path: path)) == Digest(of: bytes))
  }
}
