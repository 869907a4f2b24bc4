/// Fields that stand in many rows, encoded once: the ids of accounts, the days and campaigns that
/// daily counts are of.
///
/// An entry is one field, or several that always stand side by side, as `CSVWriter` writes them:
/// quoted where needed, commas between. A row of such entries is a copy of bytes for each.
///
/// Unsafe is the copy, which for most entries is one of sixteen bytes, whatever is needed of them:
/// it may read and write up to `slackBytes` more than the entry has. Sound: that many bytes follow
/// the last entry here, and the caller has that many free behind the entry's.
package struct FieldTable: Sendable {
  /// Fields of an entry, at least 1.
  package let columnCount: Int
  private var bytes: [UInt8] = []
  /// Where each entry ends.
  private var ends: [Int] = []

  /// How many bytes past an entry's own `copy` may write.
  static let slackBytes = 16

  /// Entries of one field each.
  package init(_ texts: some Collection<String>) {
    self.columnCount = 1
    ends.reserveCapacity(texts.count)
    for text in texts {
      append(text)
      ends.append(bytes.count)
    }
    appendSlack()
  }

  /// Entries of one field each.
  ///
  /// - Parameter field: the bytes of an entry's field, in UTF-8, valid until the next is asked for.
  package init(count: Int, _ field: (Int) -> UnsafeBufferPointer<UInt8>) {
    self.columnCount = 1
    ends.reserveCapacity(count)
    for entry in 0..<count {
      unsafe CSVWriter.append(field(entry), to: &bytes)
      ends.append(bytes.count)
    }
  }

  /// - Parameter entries: as many texts each as there are columns.
  package init(columnCount: Int, _ entries: some Collection<[String]>) {
    self.columnCount = columnCount
    ends.reserveCapacity(entries.count)
    for texts in entries {
      precondition(texts.count == columnCount, "an entry has a text for each column")
      for (place, text) in texts.enumerated() {
        if place > 0 { bytes.append(UInt8(ascii: ",")) }
        append(text)
      }
      ends.append(bytes.count)
    }
    appendSlack()
  }

  package var count: Int { ends.count }

  private mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { unsafe CSVWriter.append($0, to: &bytes) }
  }

  private mutating func appendSlack() {
    bytes.append(contentsOf: repeatElement(0, count: FieldTable.slackBytes))
  }

  /// The bytes of an entry.
  func size(of entry: Int) -> Int { ends[entry] - start(of: entry) }

  private func start(of entry: Int) -> Int { entry == 0 ? 0 : ends[entry - 1] }

  /// Copies an entry to where its bytes and `slackBytes` more are free.
  ///
  /// - Returns: its size.
  @inline(__always)
  func copy(_ entry: Int, to room: UnsafeMutableRawPointer) -> Int {
    let start = start(of: entry)
    let size = ends[entry] - start
    unsafe bytes.withUnsafeBytes { bytes in
      var place = 0
      repeat {
        let next = unsafe bytes.loadUnaligned(
          fromByteOffset: start + place, as: SIMD16<UInt8>.self)
        unsafe room.storeBytes(of: next, toByteOffset: place, as: SIMD16<UInt8>.self)
        place += 16
      } while place < size
    }
    return size
  }
}
