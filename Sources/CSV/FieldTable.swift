/// Fields that stand in many rows, encoded once: the ids of accounts, the days and campaigns that
/// daily counts are of.
///
/// An entry is one field, or several that always stand side by side, as `CSVWriter` writes them:
/// quoted where needed, commas between. A row of such entries is a copy of bytes for each.
package struct FieldTable: Sendable {
  /// Fields of an entry, at least 1.
  package let columnCount: Int
  private var bytes: [UInt8] = []
  /// Where each entry ends.
  private var ends: [Int] = []

  /// Entries of one field each.
  package init(_ texts: some Collection<String>) {
    self.columnCount = 1
    ends.reserveCapacity(texts.count)
    for text in texts {
      append(text)
      ends.append(bytes.count)
    }
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
  }

  package var count: Int { ends.count }

  private mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { unsafe CSVWriter.append($0, to: &bytes) }
  }

  /// Calls with the bytes of an entry, where they lie.
  func withBytes(of entry: Int, _ body: (UnsafeRawBufferPointer) -> Void) {
    let start = entry == 0 ? 0 : ends[entry - 1]
    let end = ends[entry]
    // Sound: ends never fall and none lies beyond the bytes; the view ends with the call.
    unsafe bytes.withUnsafeBytes {
      unsafe body(UnsafeRawBufferPointer(rebasing: $0[start..<end]))
    }
  }
}
