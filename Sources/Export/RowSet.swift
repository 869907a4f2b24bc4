import AdModel

/// A set of rows, known by all that stands in them or by some of it.
///
/// A hash table of bytes: fields lie one behind the other, canonically composed, each behind its
/// length. A set of arrays of texts would hash and keep each by itself.
package struct RowSet {
  /// What a row is known by.
  package enum Measure: Sendable {
    case all
    case columns([Int])
    /// The first of several groups of columns whose fields are all there; all of it when there is
    /// none.
    case firstWhole([[Int]])
  }

  private let measure: Measure
  private var slots = TextSlots()
  private var bytes: [UInt8] = []
  /// Where the bytes of each row end.
  private var ends: [Int] = []

  package init(by measure: Measure) {
    self.measure = measure
  }

  package init(by measure: Measure, of rows: some Sequence<[String]>) {
    self.init(by: measure)
    for row in rows { insert(row) }
  }

  package var count: Int { ends.count }

  /// - Returns: whether it was not in the set yet.
  @discardableResult
  package mutating func insert(_ row: [String]) -> Bool {
    let hash = append(row)
    if number(of: hash) != nil {
      removeLast()
      return false
    }
    slots.insert(hash, number: ends.count)
    ends.append(bytes.count)
    return true
  }

  /// Mutating, since the row stands behind the others while it is looked for.
  package mutating func contains(_ row: [String]) -> Bool {
    let hash = append(row)
    defer { removeLast() }
    return number(of: hash) != nil
  }

  private var start: Int { ends.last ?? 0 }

  private mutating func removeLast() { bytes.removeLast(bytes.count - start) }

  /// Puts what a row is known by behind the others.
  ///
  /// - Returns: its hash.
  private mutating func append(_ row: [String]) -> UInt64 {
    switch measure {
    case .all:
      for field in row { append(field) }
    case .columns(let columns):
      for column in columns { append(row[column]) }
    case .firstWhole(let groups):
      let group = groups.firstIndex { group in group.allSatisfy { !row[$0].isEmpty } }
      bytes.append(UInt8(truncatingIfNeeded: (group ?? -1) + 1))
      if let group {
        for column in groups[group] { append(row[column]) }
      } else {
        for field in row { append(field) }
      }
    }
    return unsafe bytes.withUnsafeBufferPointer { bytes in
      unsafe TextSlots.hash(of: UnsafeBufferPointer(rebasing: bytes[start...]))
    }
  }

  private mutating func append(_ field: String) {
    unsafe field.utf8.span.withUnsafeBufferPointer { text in
      unsafe withComposedText(text) { text in
        unsafe withUnsafeBytes(of: UInt32(text.count)) { unsafe bytes.append(contentsOf: $0) }
        unsafe bytes.append(contentsOf: text)
      }
    }
  }

  /// The number of the row of the set that is the same as the last one put behind them.
  private func number(of hash: UInt64) -> Int? {
    unsafe bytes.withUnsafeBufferPointer { bytes in
      // Sound: all of it are ranges of the bytes.
      let row = unsafe UnsafeBufferPointer(rebasing: bytes[start...])
      return slots.number(hash) { other in
        let otherStart = other == 0 ? 0 : ends[other - 1]
        return unsafe byteOrder(
          UnsafeBufferPointer(rebasing: bytes[otherStart..<ends[other]]), row) == 0
      }
    }
  }
}
