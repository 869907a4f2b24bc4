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
