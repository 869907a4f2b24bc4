/// A CSV as text: comma, LF, quotes only where needed, `"` doubled (RFC 4180); rows of any length.
package struct NormalizedCSV {
  package private(set) var bytes: [UInt8] = []
  private var fieldsInRow = 0
  private var rowStart = 0

  package init() {}

  package mutating func field(_ text: String) {
    var text = text
    text.withUTF8 { unsafe field($0) }
  }

  /// Appends bytes as they are, UTF-8 or not.
  package mutating func field(_ text: UnsafeBufferPointer<UInt8>) {
    if fieldsInRow > 0 { bytes.append(UInt8(ascii: ",")) }
    fieldsInRow += 1
    unsafe CSVWriter.append(text, to: &bytes)
  }

  package mutating func row(_ fields: [String]) {
    for text in fields { field(text) }
    endRow()
  }

  package mutating func endRow() {
    // A line without a byte would be no row.
    if fieldsInRow <= 1, bytes.count == rowStart { bytes.append(contentsOf: "\"\"".utf8) }
    bytes.append(UInt8(ascii: "\n"))
    fieldsInRow = 0
    rowStart = bytes.count
  }

  package mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    rowStart = 0
  }
}
