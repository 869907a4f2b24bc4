internal import Glibc

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

/// Below 0 when the left bytes sort first, 0 when both are the same.
@inline(__always)
package func byteOrder(
  _ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>
) -> Int {
  let common = min(left.count, right.count)
  if common > 0, let one = left.baseAddress, let other = right.baseAddress {
    // Sound: both have as many bytes as are common to them.
    let order = unsafe memcmp(one, other, common)
    if order != 0 { return Int(order) }
  }
  return left.count - right.count
}

/// The first 24 bytes of a text as three numbers that sort as they do. They settle nearly every
/// comparison of a million ids without looking at the texts, which lie all over memory.
package struct TextHead: Comparable {
  private let first: UInt64
  private let second: UInt64
  private let third: UInt64

  package init(_ text: String) {
    self = unsafe text.utf8.span.withUnsafeBufferPointer { unsafe TextHead($0) }
  }

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    func eightBytes(from start: Int) -> UInt64 {
      (start..<start + 8).reduce(0) { $0 << 8 | UInt64($1 < bytes.count ? unsafe bytes[$1] : 0) }
    }
    self.first = eightBytes(from: 0)
    self.second = eightBytes(from: 8)
    self.third = eightBytes(from: 16)
  }

  package static func < (left: TextHead, right: TextHead) -> Bool {
    (left.first, left.second, left.third) < (right.first, right.second, right.third)
  }
}
