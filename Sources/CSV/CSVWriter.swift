package import Files

/// Writes a CSV: UTF-8, LF, a header line, quotes only where needed (RFC 4180).
///
/// Needed means: the field holds a comma, a quote or a line end, or begins or ends with a space or
/// tab that a reader might drop, or is the only field of its row and blank.
///
/// A run writes a million lines and more, so a field costs little more than the copy of its bytes.
/// They go straight into one buffer that is handed to the file at the end of a row once it is full;
/// numbers are written digit by digit without a text in between, and texts that stand in many rows
/// are encoded once, in a `FieldTable`.
///
/// Unsafe is the buffer, which is used by address. Sound: `room` makes certain before each write
/// that all of it fits, and the buffer lives as long as the writer, its only user.
@safe package final class CSVWriter {
  private static let flushSizeBytes = 1 << 17

  private let file: OutputFile
  private let columnCount: Int
  private var buffer: UnsafeMutableRawBufferPointer
  /// Bytes of the buffer that wait to be written.
  private var used = 0
  private var fieldsInRow = 0
  private var rowStart = 0
  /// Rows written, the header not included.
  package private(set) var rowCount = 0

  package init(_ file: OutputFile, header: [String]) throws(FileFault) {
    self.file = file
    self.columnCount = header.count
    let size = CSVWriter.flushSizeBytes + 4096
    unsafe buffer = .allocate(byteCount: size, alignment: 16)
    for name in header { field(name) }
    try endRow()
    rowCount = 0
  }

  deinit {
    unsafe buffer.deallocate()
  }

  package func field(_ text: String) {
    separate()
    var text = text
    text.withUTF8 { unsafe write($0) }
  }

  /// - Parameter bytes: UTF-8.
  package func field(_ bytes: UnsafeBufferPointer<UInt8>) {
    separate()
    unsafe write(bytes)
  }

  private func write(_ bytes: UnsafeBufferPointer<UInt8>) {
    if unsafe CSVWriter.needsQuotes(bytes) {
      unsafe copyQuoted(bytes)
    } else {
      unsafe copy(UnsafeRawBufferPointer(bytes))
    }
  }

  package func field(_ number: Int) {
    separate()
    // Twenty bytes hold the least number, sign included.
    let room = unsafe room(for: 20)
    var magnitude = number.magnitude
    var digitCount = 1
    var rest = magnitude / 10
    while rest > 0 {
      digitCount += 1
      rest /= 10
    }
    let signCount = number < 0 ? 1 : 0
    if number < 0 { unsafe room.storeBytes(of: UInt8(ascii: "-"), as: UInt8.self) }
    for place in (signCount..<signCount + digitCount).reversed() {
      let (tens, digit) = magnitude.quotientAndRemainder(dividingBy: 10)
      unsafe room.storeBytes(
        of: UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit), toByteOffset: place,
        as: UInt8.self)
      magnitude = tens
    }
    used += signCount + digitCount
  }

  /// Writes the fields of an entry of a table, as many as the table has columns.
  package func fields(_ entry: Int, of table: FieldTable) {
    separate()
    fieldsInRow += table.columnCount - 1
    unsafe table.withBytes(of: entry) { unsafe copy($0) }
  }

  package func blankField() {
    separate()
  }

  package func endRow() throws(FileFault) {
    precondition(fieldsInRow == columnCount, "a row has as many fields as the header")
    if fieldsInRow == 1, used == rowStart {
      append(UInt8(ascii: "\""))
      append(UInt8(ascii: "\""))
    }
    append(UInt8(ascii: "\n"))
    fieldsInRow = 0
    rowCount += 1
    if used >= CSVWriter.flushSizeBytes { try flush() }
    rowStart = used
  }

  /// Writes out what is left and closes the file.
  package func finish() throws(FileFault) -> Digest {
    try flush()
    return try file.finish()
  }

  private func separate() {
    if fieldsInRow > 0 { append(UInt8(ascii: ",")) }
    fieldsInRow += 1
  }

  /// Copies bytes that are encoded already.
  private func copy(_ bytes: UnsafeRawBufferPointer) {
    let room = unsafe room(for: bytes.count)
    if let source = bytes.baseAddress {
      unsafe room.copyMemory(from: source, byteCount: bytes.count)
    }
    used += bytes.count
  }

  /// Copies a text in quotes, those in it doubled.
  private func copyQuoted(_ text: UnsafeBufferPointer<UInt8>) {
    let quote = UInt8(ascii: "\"")
    let room = unsafe room(for: 2 * text.count + 2)
    unsafe room.storeBytes(of: quote, as: UInt8.self)
    var end = 1
    for place in text.indices {
      let byte = unsafe text[place]
      if byte == quote {
        unsafe room.storeBytes(of: quote, toByteOffset: end, as: UInt8.self)
        end &+= 1
      }
      unsafe room.storeBytes(of: byte, toByteOffset: end, as: UInt8.self)
      end &+= 1
    }
    unsafe room.storeBytes(of: quote, toByteOffset: end, as: UInt8.self)
    used += end + 1
  }

  /// Makes certain that so many bytes fit; where they go.
  private func room(for count: Int) -> UnsafeMutableRawPointer {
    let needed = used + count
    if unsafe needed > buffer.count {
      let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: needed * 2, alignment: 16)
      unsafe larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[..<used]))
      unsafe buffer.deallocate()
      unsafe buffer = larger
    }
    guard let start = unsafe buffer.baseAddress else { preconditionFailure("it has bytes") }
    return unsafe start + used
  }

  private func append(_ byte: UInt8) {
    unsafe room(for: 1).storeBytes(of: byte, as: UInt8.self)
    used += 1
  }

  private func flush() throws(FileFault) {
    try unsafe file.write(UnsafeRawBufferPointer(rebasing: buffer[..<used]))
    used = 0
  }

  /// Appends a field, in quotes where needed.
  static func append(_ field: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
    guard unsafe needsQuotes(field) else {
      unsafe bytes.append(contentsOf: field)
      return
    }
    bytes.append(UInt8(ascii: "\""))
    for index in field.indices {
      let byte = unsafe field[index]
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "\""))
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
