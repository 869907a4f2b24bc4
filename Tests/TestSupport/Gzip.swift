/// Gzip (RFC 1952) with stored blocks (RFC 1951, 3.2.4): no compression, so no library is needed.
package enum Gzip {
  /// One member that unpacks to the bytes.
  package static func member(_ bytes: [UInt8]) -> [UInt8] {
    let header: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
    var blocks: [UInt8] = []
    var rest = bytes[...]
    repeat {
      let block = rest.prefix(65_535)
      rest = rest.dropFirst(block.count)
      let size = UInt16(block.count)
      blocks.append(rest.isEmpty ? 1 : 0)
      blocks += littleEndian(UInt32(size), count: 2) + littleEndian(UInt32(~size), count: 2) + block
    } while !rest.isEmpty
    return header + blocks + littleEndian(checksum(bytes), count: 4)
      + littleEndian(UInt32(bytes.count), count: 4)
  }

  /// CRC-32 (RFC 1952, 8).
  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var sum: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
    }
    return ~sum
  }

  private static func littleEndian(_ number: UInt32, count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * UInt32($0))) }
  }
}
