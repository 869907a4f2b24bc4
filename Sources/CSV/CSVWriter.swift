package import Files

/// Writes a CSV: UTF-8, quotes only where needed (RFC 4180), and commas, LF and a header line where
/// the table's dialect says nothing else.
///
/// Needed means: the field holds a delimiter, a quote or a line end, or begins or ends with a space
/// or tab that a reader might drop, or is the only field of its row and blank.
///
/// A run writes millions of lines, so a field costs little more than the copy of its bytes. They go
/// straight into one buffer that is handed on at the end of a row once it is full; numbers are
/// written digit by digit without a text in between, texts that stand in many rows are encoded
/// once, in a `FieldTable`, and the longest tables write whole rows of such fields by one call. One
/// writer serves any number of tables, and parts of tables, one after the other.
///
/// Unsafe is the buffer, which is used by address. Sound: `room` makes certain before each write
/// that all of it fits, and the buffer lives as long as the writer, its only user.
@safe package final class CSVWriter {
  /// Once this much waits it is handed on.
  package static let flushSizeBytes = 1 << 18

  private var sink: (any ByteSink)?
  private var columnCount = 0
  private var dialect = OutputDialect.standard
  /// Whether it is that of nearly every table.
  private var isStandard = true
  private var buffer: UnsafeMutableRawBufferPointer
  /// Bytes of the buffer that wait to be handed on.
  private var used = 0
  private var fieldsInRow = 0
  private var rowStart = 0
  /// Rows since `begin`.
  package private(set) var rowCount = 0
  private var handedOnCount = 0

  /// Bytes written since `begin`.
  package var byteCount: Int { handedOnCount + used }

  package init() {
    let size = CSVWriter.flushSizeBytes + 4096
    unsafe buffer = .allocate(byteCount: size, alignment: 16)
  }

  deinit {
    unsafe buffer.deallocate()
  }

  /// Begins a table, or a part of one, whose rows go to a sink.
  package func begin(
    _ sink: any ByteSink, columnCount: Int, dialect: OutputDialect = .standard
  ) {
    self.sink = sink
    self.columnCount = columnCount
    self.dialect = dialect
    isStandard = dialect == .standard
    used = 0
    handedOnCount = 0
    rowStart = 0
    fieldsInRow = 0
    rowCount = 0
  }

  /// Hands on what is left.
  package func end() throws(FileFault) {
    try flush()
    sink = nil
  }

  /// Writes what a table begins with: the byte order mark and the header line, as far as the
  /// dialect has them. Neither is counted as a row.
  package func opening(_ names: [String]) throws(FileFault) {
    if dialect.hasByteOrderMark {
      for byte in OutputDialect.byteOrderMark { append(byte) }
      rowStart = used
    }
    guard dialect.hasHeader else { return }
    for name in names { field(name) }
    try endRow()
    rowCount = 0
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

  /// Writes a field that is two texts, one behind the other.
  ///
  /// - Parameter rest: UTF-8.
  package func field(_ head: StaticString, _ rest: UnsafeBufferPointer<UInt8>) {
    separate()
    let start = used
    head.withUTF8Buffer { unsafe copy(UnsafeRawBufferPointer($0)) }
    unsafe copy(UnsafeRawBufferPointer(rest))
    let text = unsafe UnsafeRawBufferPointer(rebasing: buffer[start..<used])
    guard unsafe text.withMemoryRebound(to: UInt8.self, { unsafe needsQuotes($0) }) else { return }
    let copied = unsafe Array(text)
    used = start
    unsafe copied.withUnsafeBufferPointer { unsafe copyQuoted($0) }
  }

  private func needsQuotes(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    unsafe CSVWriter.needsQuotes(bytes, delimiter: dialect.delimiter)
  }

  private func write(_ bytes: UnsafeBufferPointer<UInt8>) {
    if unsafe needsQuotes(bytes) {
      unsafe copyQuoted(bytes)
    } else {
      unsafe copy(UnsafeRawBufferPointer(bytes))
    }
  }

  package func field(_ number: Int) {
    separate()
    let room = unsafe room(for: CSVWriter.numberSizeBytes)
    used += unsafe CSVWriter.write(number, to: room)
  }

  /// Writes the fields of an entry of a table, as many as the table has columns.
  ///
  /// Only for tables of the standard dialect, which is what a `FieldTable` is encoded for.
  package func fields(_ entry: Int, of table: FieldTable) {
    precondition(isStandard, "encoded for the standard dialect")
    separate()
    fieldsInRow += table.columnCount - 1
    let room = unsafe room(for: table.size(of: entry) + FieldTable.slackBytes)
    used += unsafe table.copy(entry, to: room)
  }

  /// Writes a whole row: entries of two tables, a number, and with a third table an entry of that.
  ///
  /// Only for tables of the standard dialect.
  package func row(
    _ first: Int, of firsts: FieldTable, _ second: Int, of seconds: FieldTable, _ number: Int,
    _ last: Int = 0, of lasts: FieldTable? = nil
  ) throws(FileFault) {
    precondition(
      isStandard && fieldsInRow == 0
        && columnCount == firsts.columnCount + seconds.columnCount + 1 + (lasts?.columnCount ?? 0),
      "a whole row")
    let size =
      firsts.size(of: first) + seconds.size(of: second) + (lasts?.size(of: last) ?? 0)
      + CSVWriter.numberSizeBytes + 4
    let start = unsafe room(for: size + FieldTable.slackBytes)
    var room = unsafe start
    unsafe room += firsts.copy(first, to: room)
    unsafe room.storeBytes(of: CSVWriter.comma, as: UInt8.self)
    unsafe room += 1
    unsafe room += seconds.copy(second, to: room)
    unsafe room.storeBytes(of: CSVWriter.comma, as: UInt8.self)
    unsafe room += 1
    unsafe room += CSVWriter.write(number, to: room)
    if let lasts {
      unsafe room.storeBytes(of: CSVWriter.comma, as: UInt8.self)
      unsafe room += 1
      unsafe room += lasts.copy(last, to: room)
    }
    unsafe room.storeBytes(of: UInt8(ascii: "\n"), as: UInt8.self)
    used += unsafe room + 1 - start
    rowCount += 1
    if used >= CSVWriter.flushSizeBytes { try flush() }
    rowStart = used
  }

  /// Writes a day as `YYYY-MM-DD`.
  ///
  /// - Parameter year: 0…9999.
  package func date(year: Int, month: Int, day: Int) {
    precondition((0...9999).contains(year), "a year of four digits")
    separate()
    let room = unsafe room(for: 10)
    func write(_ value: Int, at start: Int, count: Int) {
      var rest = value
      for place in (start..<start + count).reversed() {
        // Sound: all ten places are within the room.
        unsafe room.storeBytes(
          of: UInt8(ascii: "0") + UInt8(rest % 10), toByteOffset: place, as: UInt8.self)
        rest /= 10
      }
    }
    write(year, at: 0, count: 4)
    unsafe room.storeBytes(of: UInt8(ascii: "-"), toByteOffset: 4, as: UInt8.self)
    write(month, at: 5, count: 2)
    unsafe room.storeBytes(of: UInt8(ascii: "-"), toByteOffset: 7, as: UInt8.self)
    write(day, at: 8, count: 2)
    used += 10
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
    if dialect.lineEnd == .crlf { append(UInt8(ascii: "\r")) }
    append(UInt8(ascii: "\n"))
    fieldsInRow = 0
    rowCount += 1
    if used >= CSVWriter.flushSizeBytes { try flush() }
    rowStart = used
  }

  private func separate() {
    if fieldsInRow > 0 { append(dialect.delimiter) }
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
  @inline(__always)
  private func room(for count: Int) -> UnsafeMutableRawPointer {
    if unsafe used + count > buffer.count { grow(to: used + count) }
    guard let start = unsafe buffer.baseAddress else { preconditionFailure("it has bytes") }
    return unsafe start + used
  }

  @inline(never)
  private func grow(to needed: Int) {
    let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: needed * 2, alignment: 16)
    unsafe larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[..<used]))
    unsafe buffer.deallocate()
    unsafe buffer = larger
  }

  private func append(_ byte: UInt8) {
    unsafe room(for: 1).storeBytes(of: byte, as: UInt8.self)
    used += 1
  }

  private func flush() throws(FileFault) {
    guard let sink else { preconditionFailure("a table was begun") }
    try unsafe sink.write(UnsafeRawBufferPointer(rebasing: buffer[..<used]))
    handedOnCount += used
    used = 0
  }

  private static let comma = UInt8(ascii: ",")
  /// Twenty bytes hold the least number, sign included.
  private static let numberSizeBytes = 20

  /// Writes a number's digits, and its sign, where `numberSizeBytes` bytes are free.
  ///
  /// - Returns: how many bytes they are.
  private static func write(_ number: Int, to room: UnsafeMutableRawPointer) -> Int {
    var magnitude = number.magnitude
    if magnitude < 10, number >= 0 {
      unsafe room.storeBytes(
        of: UInt8(ascii: "0") + UInt8(truncatingIfNeeded: magnitude), as: UInt8.self)
      return 1
    }
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
    return signCount + digitCount
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

  static func needsQuotes(
    _ bytes: UnsafeBufferPointer<UInt8>, delimiter: UInt8 = comma
  ) -> Bool {
    guard let first = unsafe bytes.first, let last = unsafe bytes.last else { return false }
    if isBlank(first) || isBlank(last) { return true }
    let text = UnsafeRawBufferPointer(bytes)
    guard text.count >= 8 else {
      for place in text.indices where isSpecial(unsafe text[place], delimiter) { return true }
      return false
    }
    var place = 0
    while place < text.count {
      // Sound: eight bytes are there, the last ones of which were looked at already where fewer than
      // eight are left.
      let word = unsafe text.loadUnaligned(
        fromByteOffset: min(place, text.count - 8), as: UInt64.self)
      if hasSpecial(word, delimiter) { return true }
      place &+= 8
    }
    return false
  }

  private static func isSpecial(_ byte: UInt8, _ delimiter: UInt8) -> Bool {
    byte == delimiter || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n")
      || byte == UInt8(ascii: "\r")
  }

  /// Whether one of eight bytes is special.
  ///
  /// A byte that is the one looked for becomes 0, and while none is 0 nothing is borrowed: only of a
  /// 0 is the highest bit set by taking 1 away and was not before.
  @inline(__always)
  private static func hasSpecial(_ word: UInt64, _ delimiter: UInt8) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    func zeros(_ special: UInt8) -> UInt64 {
      let other = word ^ (ones &* UInt64(special))
      return (other &- ones) & ~other
    }
    let found =
      zeros(delimiter) | zeros(UInt8(ascii: "\"")) | zeros(UInt8(ascii: "\n"))
      | zeros(UInt8(ascii: "\r"))
    return found & (ones &* 0x80) != 0
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }
}
