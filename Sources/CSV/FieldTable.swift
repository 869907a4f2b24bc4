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
    self.init(columnCount: 1, of: texts) { text, bytes in FieldTable.append(text, to: &bytes) }
  }

  /// Entries of one field each.
  ///
  /// - Parameter field: the bytes of an entry's field, in UTF-8, valid until the next is asked for.
  package init(count: Int, _ field: (Int) -> UnsafeBufferPointer<UInt8>) {
    self.init(columnCount: 1, of: 0..<count) { entry, bytes in
      unsafe CSVWriter.append(field(entry), to: &bytes)
    }
  }

  /// - Parameter entries: as many texts each as there are columns.
  package init(columnCount: Int, _ entries: some Collection<[String]>) {
    self.init(columnCount: columnCount, of: entries) { texts, bytes in
      precondition(texts.count == columnCount, "an entry has a text for each column")
      for (place, text) in texts.enumerated() {
        if place > 0 { bytes.append(UInt8(ascii: ",")) }
        FieldTable.append(text, to: &bytes)
      }
    }
  }

  /// The one way to make a table, so that none is without its slack.
  private init<Entries: Collection>(
    columnCount: Int, of entries: Entries, _ encode: (Entries.Element, inout [UInt8]) -> Void
  ) {
    self.columnCount = columnCount
    ends.reserveCapacity(entries.count)
    for entry in entries {
      encode(entry, &bytes)
      ends.append(bytes.count)
    }
    bytes.append(contentsOf: repeatElement(0, count: FieldTable.slackBytes))
  }

  package var count: Int { ends.count }

  private static func append(_ text: String, to bytes: inout [UInt8]) {
    var text = text
    text.withUTF8 { unsafe CSVWriter.append($0, to: &bytes) }
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
