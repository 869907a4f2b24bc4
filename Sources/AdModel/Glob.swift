/// A pattern of plain characters, `*` (any run, also none) and `?` (exactly one).
package struct Glob: Hashable, Sendable {
  private let pattern: [Unicode.Scalar]

  package init(_ pattern: String) {
    self.pattern = Array(pattern.unicodeScalars)
  }

  package var hasWildcard: Bool { pattern.contains("*") || pattern.contains("?") }

  /// Whether the whole text fits; linear in text times pattern at worst.
  package func matches(_ text: String) -> Bool {
    let scalars = Array(text.unicodeScalars)
    var patternIndex = 0
    var textIndex = 0
    var lastStar: (pattern: Int, text: Int)?
    while textIndex < scalars.count {
      if patternIndex < pattern.count, pattern[patternIndex] == "*" {
        lastStar = (patternIndex, textIndex)
        patternIndex += 1
      } else if patternIndex < pattern.count,
        pattern[patternIndex] == "?" || pattern[patternIndex] == scalars[textIndex]
      {
        patternIndex += 1
        textIndex += 1
      } else if let star = lastStar {
        lastStar = (star.pattern, star.text + 1)
        patternIndex = star.pattern + 1
        textIndex = star.text + 1
      } else {
        return false
      }
    }
    return pattern[patternIndex...].allSatisfy { $0 == "*" }
  }
}
