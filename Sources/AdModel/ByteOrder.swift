extension String {
  /// Whether this text sorts before the other by its UTF-8 bytes, the order of every CSV we
  /// write. Swift's own `<` depends on Unicode normalisation.
  package func precedesInBytes(_ other: String) -> Bool {
    utf8.lexicographicallyPrecedes(other.utf8)
  }
}

extension Sequence<String> {
  /// Sorted by UTF-8 bytes.
  package func sortedInBytes() -> [String] {
    sorted { $0.precedesInBytes($1) }
  }
}
