import AdModel
import Testing

@Suite struct ByteOrderTests {
  /// Texts that differ at every depth the comparison looks at, NUL and prefixes included.
  static let texts: [String] = {
    let stems = ["", "a", "a\0", "ab", "é", "e\u{301}", "z", "Z", "0016000000000000", "😀"]
    let tails = ["", "0", "\0", "1234567", "12345678", "é", "12345678901234567890123456789"]
    return stems.flatMap { stem in tails.map { stem + $0 } }.reversed()
  }()

  @Test func precedesAsTheBytesDo() {
    for left in Self.texts {
      for right in Self.texts {
        #expect(
          left.precedesInBytes(right) == left.utf8.lexicographicallyPrecedes(right.utf8))
      }
    }
  }

  @Test func placesSortTheIDs() {
    let expected = Self.texts.indices.sorted { left, right in
      let (one, other) = (Array(Self.texts[left].utf8), Array(Self.texts[right].utf8))
      return one == other ? left < right : one.lexicographicallyPrecedes(other)
    }
    let accounts = AccountRecords(Self.texts.map { Account(id: AccountID($0)) })
    #expect(accounts.placesByID() == expected)
    #expect(accounts.picked(expected).placesByID() == nil)
    #expect(AccountRecords().placesByID() == nil)
  }
}
