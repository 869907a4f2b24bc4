extension String {
  /// Whether this text sorts before the other by its UTF-8 bytes, the order of every CSV we
  /// write. Swift's own `<` depends on Unicode normalisation.
  package func precedesInBytes(_ other: String) -> Bool {
    let left = utf8.span
    let right = other.utf8.span
    for index in 0..<min(left.count, right.count) where left[index] != right[index] {
      return left[index] < right[index]
    }
    return left.count < right.count
  }
}

extension Sequence<String> {
  /// Sorted by UTF-8 bytes.
  package func sortedInBytes() -> [String] {
    sorted { $0.precedesInBytes($1) }
  }
}

extension [String] {
  /// The places of the texts, sorted by the texts' UTF-8 bytes; equal texts keep their order.
  package func placesInByteOrder() -> [Int] {
    let keys = enumerated().map { (head: TextHead($1), place: $0) }
    return keys.sorted { left, right in
      left.head == right.head
        ? self[left.place].precedesInBytes(self[right.place]) : left.head < right.head
    }.map(\.place)
  }
}

/// The first 24 bytes of a text as three numbers that sort as they do. They settle nearly every
/// comparison of a million ids without looking at the texts, which lie all over memory.
private struct TextHead: Comparable {
  private let first: UInt64
  private let second: UInt64
  private let third: UInt64

  init(_ text: String) {
    let bytes = text.utf8.span
    func eightBytes(from start: Int) -> UInt64 {
      (start..<start + 8).reduce(0) { $0 << 8 | UInt64($1 < bytes.count ? bytes[$1] : 0) }
    }
    self.first = eightBytes(from: 0)
    self.second = eightBytes(from: 8)
    self.third = eightBytes(from: 16)
  }

  static func < (left: TextHead, right: TextHead) -> Bool {
    (left.first, left.second, left.third) < (right.first, right.second, right.third)
  }
}
