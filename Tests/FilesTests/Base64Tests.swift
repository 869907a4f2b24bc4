import Testing

@testable import Files

@Suite struct Base64Tests {
  /// RFC 4648, section 10.
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
    ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
  ])
  func theVectorsOfTheStandard(text: String, expected: String) {
    #expect(Base64.text(of: Array(text.utf8)) == expected)
  }

  /// The two digits that other alphabets write as `-` and `_`.
  @Test func theLastTwoDigits() {
    #expect(Base64.text(of: [0xFB, 0xEF, 0xFF]) == "++//")
  }

  /// unifiedid.com, "Normalization and encoding": both forms of one digest.
  @Test func ofADigest() throws {
    let digest = Digest(of: "user@example.com")
    #expect(digest.hex == "b4c9a289323b21a01c3e940f150eb9b8c542587f1abfd8f0e1cc1ffc5e475514")
    #expect(digest.base64 == "tMmiiTI7IaAcPpQPFQ65uMVCWH8av9jw4cwf/F5HVRQ=")
    let upperCase = digest.hex.uppercased()
    #expect(try #require(Digest(written: upperCase)) == digest)
  }

  @Test(arguments: [
    "", "b4c9", String(repeating: "g", count: 64), String(repeating: "0", count: 63),
    String(repeating: "0", count: 65), String(repeating: "é", count: 32),
  ])
  func noDigest(text: String) {
    #expect(Digest(written: text) == nil)
  }
}
