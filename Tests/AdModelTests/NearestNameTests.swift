import AdModel
import Testing

@Suite struct NearestNameTests {
  @Test(arguments: [
    ("Awarness", ["Decision", "Awareness"], ["Awareness"]),
    // A swap of two letters is one change.
    ("Awarenses", ["Awareness"], ["Awareness"]),
    ("AWARENESS ", ["awareness"], ["awareness"]),
    ("x", ["y", "z", "yy", "w", "v"], ["y", "z", "w"]),
    ("abc", ["abd", "abc"], ["abc", "abd"]),
    ("abc", ["xyz", ""], []),
    ("", ["a", "ab"], ["a"]),
    ("abcdef", ["abcxyf", "abxxxf"], ["abcxyf"]),
    ("a", [], []),
  ])
  func nearestFirst(name: String, candidates: [String], expected: [String]) {
    #expect(nearestNames(to: name, among: candidates) == expected)
  }
}
