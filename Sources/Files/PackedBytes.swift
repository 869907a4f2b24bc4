/// Values as bytes, one behind the other: whole numbers as eight bytes in this machine's order,
/// texts and arrays behind their counts, what may be missing behind a byte that says whether it is.
package struct PackedBytes {
  package private(set) var bytes: [UInt8]

  /// - Parameter byteCount: about how many bytes there will be.
  package init(reserving byteCount: Int = 0) {
    self.bytes = []
    bytes.reserveCapacity(byteCount)
  }

  package mutating func append(_ value: Int) {
    unsafe withUnsafeBytes(of: value) { unsafe bytes.append(contentsOf: $0) }
  }

  package mutating func append(_ value: Bool) { bytes.append(value ? 1 : 0) }

  package mutating func append(_ text: String) {
    append(text.utf8.count)
    bytes.append(contentsOf: text.utf8)
  }

  package mutating func append<Value>(
    _ value: Value?, _ body: (inout PackedBytes, Value) -> Void
  ) {
    append(value != nil)
    if let value { body(&self, value) }
  }

  package mutating func append(_ value: Int?) { append(value) { $0.append($1) } }

  package mutating func append(_ text: String?) { append(text) { $0.append($1) } }

  /// Appends values in the order given, behind their count.
  package mutating func append<Values: Collection>(
    _ values: Values, _ body: (inout PackedBytes, Values.Element) -> Void
  ) {
    append(values.count)
    for value in values { body(&self, value) }
  }

  /// Appends an array as it lies in memory, behind its count.
  package mutating func append(copying values: [some BitwiseCopyable]) {
    append(values.count)
    // Sound: the bytes of an array of such values, which have no gaps, are read while it lives.
    unsafe values.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
  }

  /// Appends bytes as they are, without their count.
  package mutating func append(bytes more: some Sequence<UInt8>) {
    bytes.append(contentsOf: more)
  }
}

/// Reads what `PackedBytes` wrote; whatever the bytes are, it reads values or throws.
package struct PackedReader {
  /// The bytes end too early, or are no such value.
  package struct Fault: Error {
    package init() {}
  }

  private let bytes: [UInt8]
  private var offset: Int
  private let end: Int

  /// - Parameter range: of the bytes; all of them when nil.
  package init(_ bytes: [UInt8], in range: Range<Int>? = nil) {
    self.bytes = bytes
    self.offset = range?.lowerBound ?? 0
    self.end = range?.upperBound ?? bytes.count
    precondition(0 <= offset && end <= bytes.count, "a range of the bytes")
  }

  package var isAtEnd: Bool { offset == end }

  private mutating func take(_ count: Int) throws(Fault) -> Range<Int> {
    guard count >= 0, count <= end - offset else { throw Fault() }
    defer { offset += count }
    return offset..<offset + count
  }

  package mutating func int() throws(Fault) -> Int {
    let range = try take(MemoryLayout<Int>.size)
    // Sound: the range was found to lie within the bytes.
    return unsafe bytes.withUnsafeBytes {
      unsafe $0.loadUnaligned(fromByteOffset: range.lowerBound, as: Int.self)
    }
  }

  /// A number of things, 0 or more.
  package mutating func count() throws(Fault) -> Int {
    let value = try int()
    guard value >= 0 else { throw Fault() }
    return value
  }

  package mutating func bool() throws(Fault) -> Bool {
    switch bytes[try take(1).lowerBound] {
    case 0: return false
    case 1: return true
    default: throw Fault()
    }
  }

  package mutating func text() throws(Fault) -> String {
    let range = try take(try int())
    guard let text = String(validating: bytes[range], as: UTF8.self) else { throw Fault() }
    return text
  }

  package mutating func optional<Value>(
    _ body: (inout PackedReader) throws(Fault) -> Value
  ) throws(Fault) -> Value? {
    try bool() ? try body(&self) : nil
  }

  /// Values behind their count, one after the other.
  package mutating func list<Value>(
    _ body: (inout PackedReader) throws(Fault) -> Value
  ) throws(Fault) -> [Value] {
    let count = try count()
    var values: [Value] = []
    for _ in 0..<count { values.append(try body(&self)) }
    return values
  }

  /// An array as it lay in memory.
  ///
  /// - Parameter type: one of which any bytes are a value, and that has no gaps.
  package mutating func copied<Value: BitwiseCopyable>(
    _ type: Value.Type
  ) throws(Fault) -> [Value] {
    let count = try count()
    let (byteCount, isTooLarge) = count.multipliedReportingOverflow(
      by: MemoryLayout<Value>.stride)
    guard !isTooLarge else { throw Fault() }
    let range = try take(byteCount)
    // Sound: as many bytes as `count` values have are copied from within the bytes.
    return unsafe Array(unsafeUninitializedCapacity: count) { buffer, initializedCount in
      unsafe bytes.withUnsafeBytes {
        unsafe UnsafeMutableRawBufferPointer(buffer).copyMemory(
          from: UnsafeRawBufferPointer(rebasing: $0[range]))
      }
      initializedCount = count
    }
  }

  /// Bytes that `append(copying:)` wrote, where they lie.
  package mutating func slice() throws(Fault) -> ArraySlice<UInt8> {
    bytes[try take(try count())]
  }
}
