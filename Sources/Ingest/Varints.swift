import Files

/// Whole numbers in as few bytes as they need, seven bits a byte from the lowest, all but the last
/// with the high bit set; signed ones with their sign as the lowest bit (LEB128 and zigzag, as in
/// Protocol Buffers). Counts of a row and steps from one identity to the next mostly take one byte.
struct VarintBytes {
  private(set) var bytes: [UInt8] = []

  init(reserving byteCount: Int) { bytes.reserveCapacity(byteCount) }

  @inline(__always)
  mutating func append(_ value: UInt64) {
    var value = value
    while value >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: value) | 0x80)
      value >>= 7
    }
    bytes.append(UInt8(value))
  }

  @inline(__always)
  mutating func append(_ value: Int64) {
    append(UInt64(bitPattern: value << 1 ^ value >> 63))
  }
}

/// Reads what `VarintBytes` wrote; whatever the bytes are, it reads numbers or throws.
struct VarintReader {
  private let bytes: ArraySlice<UInt8>
  private var place: Int

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    self.place = bytes.startIndex
  }

  var isAtEnd: Bool { place == bytes.endIndex }

  @inline(__always)
  mutating func number() throws(PackedReader.Fault) -> UInt64 {
    if place < bytes.endIndex, bytes[place] < 0x80 {
      defer { place &+= 1 }
      return UInt64(bytes[place])
    }
    return try longNumber()
  }

  private mutating func longNumber() throws(PackedReader.Fault) -> UInt64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while place < bytes.endIndex, shift < 64 {
      let byte = bytes[place]
      place &+= 1
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 {
        // One way alone of writing a number.
        guard byte != 0 || shift == 0, shift < 63 || byte == 1 else { throw PackedReader.Fault() }
        return value
      }
      shift += 7
    }
    throw PackedReader.Fault()
  }

  @inline(__always)
  mutating func signedNumber() throws(PackedReader.Fault) -> Int64 {
    let value = try number()
    return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
  }
}
