import Testing

@testable import Normalize

@Suite struct JaroWinklerTests {
  static func similarity(_ left: String, _ right: String) -> Double {
    let left = left.unicodeScalars.map(\.value)
    let right = right.unicodeScalars.map(\.value)
    return JaroWinkler.similarity(left.span, right.span)
  }

  /// From table 4 of Winkler's paper of 1990 and the names its successors repeat; three decimals.
  @Test(arguments: [
    ("SHACKLEFORD", "SHACKELFORD", 0.982), ("DUNNINGHAM", "CUNNIGHAM", 0.896),
    ("NICHLESON", "NICHULSON", 0.956), ("JONES", "JOHNSON", 0.832), ("MASSEY", "MASSIE", 0.933),
    ("ABROMS", "ABRAMS", 0.922), ("HARDIN", "MARTINEZ", 0.722), ("ITMAN", "SMITH", 0.467),
    ("JERALDINE", "GERALDINE", 0.926), ("MARHTA", "MARTHA", 0.961),
    ("MICHELLE", "MICHAEL", 0.921), ("JULIES", "JULIUS", 0.933), ("TANYA", "TONYA", 0.880),
    ("DWAYNE", "DUANE", 0.840), ("SEAN", "SUSAN", 0.805), ("JON", "JOHN", 0.933),
    ("JON", "JAN", 0.800), ("DIXON", "DICKSONX", 0.813),
  ])
  func publishedValues(left: String, right: String, expected: Double) {
    #expect(abs(Self.similarity(left, right) - expected) < 0.0006)
    #expect(abs(Self.similarity(right, left) - expected) < 0.0006)
  }

  @Test func endsOfTheScale() {
    #expect(Self.similarity("", "") == 1)
    #expect(Self.similarity("a", "") == 0)
    #expect(Self.similarity("abc", "xyz") == 0)
    #expect(Self.similarity("acme", "acme") == 1)
    #expect(Self.similarity("a", "a") == 1)
    #expect(Self.similarity("a", "b") == 0)
  }

  /// The 65th letter and all behind it count for nothing.
  @Test func longTextsAreComparedByTheirBeginning() {
    let long = String(repeating: "abcdefgh", count: 8)
    #expect(Self.similarity(long + "x", long + "yz") == 1)
    #expect(Self.similarity(long, "x" + long) < 1)
  }
}
