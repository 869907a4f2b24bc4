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

/// Zstandard (RFC 8878) with raw blocks: no compression, so no library is needed.
package enum Zstd {
  /// One frame that unpacks to the bytes; without checksum, and with a window of 128 KiB.
  package static func frame(_ bytes: [UInt8]) -> [UInt8] {
    // Frame header: no flags, window descriptor 7 << 3 (2^17).
    var frame: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0x00, 0x38]
    var rest = bytes[...]
    repeat {
      let block = rest.prefix(100_000)
      rest = rest.dropFirst(block.count)
      let header = UInt32(block.count) << 3 | (rest.isEmpty ? 1 : 0)
      frame += (0..<3).map { UInt8(truncatingIfNeeded: header >> (8 * UInt32($0))) } + block
    } while !rest.isEmpty
    return frame
  }

  /// A frame that readers pass over (RFC 8878, 3.1.2).
  package static func skippable(_ bytes: [UInt8]) -> [UInt8] {
    [0x5A, 0x2A, 0x4D, 0x18, UInt8(bytes.count), 0, 0, 0] + bytes
  }
}
