/// The order of paths in which runs of digits compare as numbers and a browser's ` (3)` counts as
/// a later download: `report` < `report (2)` < `report (10)`.
package struct NaturalOrder: Comparable, Sendable {
  private enum Piece: Hashable, Sendable {
    case text([UInt8])
    /// Digits without leading zeroes.
    case number([UInt8])
  }

  private let pieces: [Piece]
  /// The digits of a trailing ` (3)` without leading zeroes; empty when there is none.
  private let copy: [UInt8]

  /// - Parameter path: the extensions of its last name are left out.
  package init(path: String) {
    var bytes = Array(NaturalOrder.withoutExtension(path).utf8)
    self.copy = NaturalOrder.takeCopyNumber(&bytes)
    self.pieces = NaturalOrder.pieces(bytes)
  }

  package static func < (left: NaturalOrder, right: NaturalOrder) -> Bool {
    for (one, other) in zip(left.pieces, right.pieces) where one != other {
      return precedes(one, other)
    }
    if left.pieces.count != right.pieces.count { return left.pieces.count < right.pieces.count }
    return isSmaller(left.copy, right.copy)
  }

  private static func precedes(_ left: Piece, _ right: Piece) -> Bool {
    switch (left, right) {
    case (.number(let one), .number(let other)): isSmaller(one, other)
    case (.text(let one), .text(let other)): one.lexicographicallyPrecedes(other)
    case (.number(let one), .text(let other)), (.text(let one), .number(let other)):
      one.lexicographicallyPrecedes(other)
    }
  }

  private static func isSmaller(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    left.count != right.count ? left.count < right.count : left.lexicographicallyPrecedes(right)
  }

  /// A file's name without the ` (3)` that a browser puts before its extension.
  static func withoutCopyNumber(_ name: String) -> String {
    let stem = withoutExtension(name)
    var bytes = Array(stem.utf8)
    guard !takeCopyNumber(&bytes).isEmpty else { return name }
    return String(decoding: bytes, as: UTF8.self) + name.dropFirst(stem.count)
  }

  /// Drops `.csv` and `.csv.gz`: what follows the first dot of the last name that is not at its
  /// start.
  private static func withoutExtension(_ path: String) -> String {
    let nameStart = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    var stem = path[...]
    for suffix in [".gz", ".zst"] where stem.lowercased().hasSuffix(suffix) {
      stem = stem.dropLast(suffix.count)
    }
    if let dot = stem[nameStart...].lastIndex(of: "."), dot != nameStart { stem = stem[..<dot] }
    return String(stem)
  }

  private static func takeCopyNumber(_ bytes: inout [UInt8]) -> [UInt8] {
    guard bytes.last == UInt8(ascii: ")"), let open = bytes.lastIndex(of: UInt8(ascii: "(")),
      open > 0, bytes[open - 1] == UInt8(ascii: " ")
    else { return [] }
    let digits = bytes[(open + 1)..<(bytes.count - 1)]
    guard !digits.isEmpty, digits.allSatisfy(isDigit) else { return [] }
    bytes.removeSubrange((open - 1)...)
    return Array(digits.drop { $0 == UInt8(ascii: "0") })
  }

  private static func pieces(_ bytes: [UInt8]) -> [Piece] {
    var pieces: [Piece] = []
    var rest = bytes[...]
    while let first = rest.first {
      let run = rest.prefix { isDigit($0) == isDigit(first) }
      pieces.append(
        isDigit(first) ? .number(Array(run.drop { $0 == UInt8(ascii: "0") })) : .text(Array(run)))
      rest = rest.dropFirst(run.count)
    }
    return pieces
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}
