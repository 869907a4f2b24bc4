import Files

/// Turns a stream of another encoding into UTF-8, chunk by chunk.
///
/// What is no text in it becomes the byte FF, which no UTF-8 contains, so that whoever reads the
/// field finds it invalid.
protocol Transcoder: AnyObject {
  /// Fills the buffer as far as whole characters fit; `isEnd` when nothing is left after them.
  func read(
    from stream: ByteStream, into buffer: UnsafeMutableRawBufferPointer
  ) throws(FileFault) -> (count: Int, isEnd: Bool)

  /// How many bytes of the file a piece of our UTF-8 came from.
  func sizeInFile(_ bytes: UnsafeBufferPointer<UInt8>) -> Int
}

/// The byte that stands for what is no text.
let invalidTextByte: UInt8 = 0xFF

/// Turns Windows-1252 into UTF-8.
@safe final class Windows1252Transcoder: Transcoder {
  /// The characters of the bytes 80 to 9F, 0 for none; above them, as below, a byte is its own
  /// code point. From https://www.unicode.org/Public/MAPPINGS/VENDORS/MICSFT/WINDOWS/CP1252.TXT.
  private static let specials: [UInt16] = [
    0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
    0x0152, 0, 0x017D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC,
    0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
  ]

  private static let inputSizeBytes = 1 << 16

  private let input: UnsafeMutableRawBufferPointer
  private let specials = Windows1252Transcoder.specials
  private var start = 0
  private var end = 0
  private var isStreamEnded = false

  init() {
    unsafe self.input = .allocate(byteCount: Windows1252Transcoder.inputSizeBytes, alignment: 16)
  }

  deinit {
    unsafe input.deallocate()
  }

  func read(
    from stream: ByteStream, into buffer: UnsafeMutableRawBufferPointer
  ) throws(FileFault) -> (count: Int, isEnd: Bool) {
    var count = 0
    // A character takes at most 3 bytes.
    while count + 3 <= buffer.count {
      if start == end {
        if isStreamEnded { return (count, true) }
        end = try unsafe stream.read(into: input)
        start = 0
        isStreamEnded = end < Windows1252Transcoder.inputSizeBytes
        continue
      }
      let byte = unsafe input[start]
      start += 1
      if byte < 0x80 {
        unsafe buffer[count] = byte
        count += 1
      } else {
        let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[count...])
        count += unsafe put(code(byte), rest)
      }
    }
    return (count, false)
  }

  func sizeInFile(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var size = 0
    for index in bytes.indices where unsafe bytes[index] & 0xC0 != 0x80 {
      size += 1
    }
    return size
  }

  private func code(_ byte: UInt8) -> UInt16 {
    byte < 0xA0 ? specials[Int(byte) - 0x80] : UInt16(byte)
  }

  /// UTF-8 of two or three bytes (RFC 3629, 3).
  private func put(_ code: UInt16, _ output: UnsafeMutableRawBufferPointer) -> Int {
    if code == 0 {
      unsafe output[0] = invalidTextByte
      return 1
    }
    let last = UInt8(0x80 | code & 0x3F)
    if code < 0x800 {
      unsafe output[0] = UInt8(0xC0 | code >> 6)
      unsafe output[1] = last
      return 2
    }
    unsafe output[0] = UInt8(0xE0 | code >> 12)
    unsafe output[1] = UInt8(0x80 | code >> 6 & 0x3F)
    unsafe output[2] = last
    return 3
  }
}
