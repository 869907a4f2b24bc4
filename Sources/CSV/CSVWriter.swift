package import Files

/// Writes a CSV: UTF-8, LF, a header line, quotes only where needed (RFC 4180).
///
/// Needed means: the field holds a comma, a quote or a line end, or begins or ends with a space or
/// tab that a reader might drop, or is the only field of its row and blank.
package final class CSVWriter {
  private static let flushSizeBytes = 1 << 16

  private let file: OutputFile
  private let columnCount: Int
  private var buffer: [UInt8] = []
  private var fieldsInRow = 0
  private var rowStart = 0
  /// Rows written, the header not included.
  package private(set) var rowCount = 0

  package init(_ file: OutputFile, header: [String]) throws(FileFault) {
    self.file = file
    self.columnCount = header.count
    buffer.reserveCapacity(CSVWriter.flushSizeBytes + 4096)
    for name in header { field(name) }
    try endRow()
    rowCount = 0
  }

  package func field(_ text: String) {
    separate()
    var text = text
    text.withUTF8 { bytes in
      if unsafe CSVWriter.needsQuotes(bytes) {
        unsafe appendQuoted(bytes)
      } else {
        unsafe buffer.append(contentsOf: bytes)
      }
    }
  }

  package func field(_ number: Int) {
    separate()
    buffer.append(contentsOf: String(number).utf8)
  }

  package func blankField() {
    separate()
  }

  package func endRow() throws(FileFault) {
    precondition(fieldsInRow == columnCount, "a row has as many fields as the header")
    if fieldsInRow == 1, buffer.count == rowStart {
      buffer.append(contentsOf: "\"\"".utf8)
    }
    buffer.append(UInt8(ascii: "\n"))
    fieldsInRow = 0
    rowCount += 1
    if buffer.count >= CSVWriter.flushSizeBytes { try flush() }
    rowStart = buffer.count
  }

  /// Writes out what is left and closes the file.
  package func finish() throws(FileFault) -> Digest {
    try flush()
    return try file.finish()
  }

  private func separate() {
    if fieldsInRow > 0 { buffer.append(UInt8(ascii: ",")) }
    fieldsInRow += 1
  }

  private func flush() throws(FileFault) {
    try file.write(buffer)
    buffer.removeAll(keepingCapacity: true)
  }

  private func appendQuoted(_ bytes: UnsafeBufferPointer<UInt8>) {
    buffer.append(UInt8(ascii: "\""))
    for index in bytes.indices {
      let byte = unsafe bytes[index]
      if byte == UInt8(ascii: "\"") { buffer.append(byte) }
      buffer.append(byte)
    }
    buffer.append(UInt8(ascii: "\""))
  }

  static func needsQuotes(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = unsafe bytes.first, let last = unsafe bytes.last else { return false }
    if isBlank(first) || isBlank(last) { return true }
    return unsafe bytes.contains {
      $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\n")
        || $0 == UInt8(ascii: "\r")
    }
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }
}
