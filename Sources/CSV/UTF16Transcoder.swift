import Files

/// Turns a stream of UTF-16 into UTF-8 (RFC 2781, RFC 3629), chunk by chunk.
///
/// A surrogate without its partner and an odd last byte become the byte FF. Text is mostly ASCII, so
/// sixteen units are turned at a time as long as all are.
///
/// Unsafe, and why it is sound: units are loaded from between `start` and `end`, sixteen when as many
/// are there, and stored to as many bytes of the buffer, whose room is asked for before.
@safe final class UTF16Transcoder: Transcoder {
  private let isLittleEndian: Bool
  private let input: UnsafeMutableRawBufferPointer
  /// Bytes of `input` that are read but not yet turned.
  private var start = 0
  private var end = 0
  private var isStreamEnded = false

  init(_ encoding: TextEncoding) {
    self.isLittleEndian = encoding == .utf16LittleEndian
    unsafe self.input = .allocate(byteCount: 1 << 17, alignment: 2)
  }

  deinit {
    unsafe input.deallocate()
  }

  func read(
    from stream: ByteStream, into buffer: UnsafeMutableRawBufferPointer
  ) throws(FileFault) -> (count: Int, isEnd: Bool) {
    var count = 0
    // A character takes at most 4 bytes.
    while count + 4 <= buffer.count {
      if end - start < 4, !isStreamEnded { try refill(from: stream) }
      guard start < end else { return (count, true) }
      count += unsafe turnASCII(UnsafeMutableRawBufferPointer(rebasing: buffer[count...]))
      guard count + 4 <= buffer.count, start < end, end - start >= 4 || isStreamEnded else {
        continue
      }
      count += unsafe turnOne(UnsafeMutableRawBufferPointer(rebasing: buffer[count...]))
    }
    return (count, false)
  }

  private func refill(from stream: ByteStream) throws(FileFault) {
    let tail = end - start
    for index in 0..<tail { unsafe input[index] = input[start + index] }
    start = 0
    let room = unsafe UnsafeMutableRawBufferPointer(rebasing: input[tail...])
    let count = try unsafe stream.read(into: room)
    end = tail + count
    isStreamEnded = count < room.count
  }

  /// Turns ASCII, sixteen characters at a time, up to others.
  private func turnASCII(_ output: UnsafeMutableRawBufferPointer) -> Int {
    guard let from = unsafe input.baseAddress, let to = output.baseAddress else { return 0 }
    var count = 0
    while end - start >= 32, output.count - count >= 16 {
      let loaded = unsafe from.loadUnaligned(fromByteOffset: start, as: SIMD16<UInt16>.self)
      let units = isLittleEndian ? loaded : loaded &>> 8 | loaded &<< 8
      guard (units & 0xFF80) == SIMD16<UInt16>(repeating: 0) else { return count }
      let bytes = SIMD16<UInt8>(truncatingIfNeeded: units)
      unsafe to.storeBytes(of: bytes, toByteOffset: count, as: SIMD16<UInt8>.self)
      start += 32
      count += 16
    }
    return count
  }

  /// Turns one character; at least one byte of input is there.
  private func turnOne(_ output: UnsafeMutableRawBufferPointer) -> Int {
    guard end - start >= 2 else {
      start = end
      return unsafe put(invalidTextByte, output)
    }
    let lead = takeUnit()
    guard UTF16.isSurrogate(lead) else {
      return unsafe put(Unicode.Scalar(UInt32(lead)), output)
    }
    guard UTF16.isLeadSurrogate(lead), end - start >= 2, UTF16.isTrailSurrogate(unit(at: start))
    else { return unsafe put(invalidTextByte, output) }
    let trail = takeUnit()
    let value = 0x10000 + (UInt32(lead - 0xD800) << 10) + UInt32(trail - 0xDC00)
    return unsafe put(Unicode.Scalar(value), output)
  }

  private func takeUnit() -> UInt16 {
    defer { start += 2 }
    return unit(at: start)
  }

  private func unit(at offset: Int) -> UInt16 {
    let first = unsafe UInt16(input[offset])
    let second = unsafe UInt16(input[offset + 1])
    return isLittleEndian ? second << 8 | first : first << 8 | second
  }

  private func put(_ byte: UInt8, _ output: UnsafeMutableRawBufferPointer) -> Int {
    unsafe output[0] = byte
    return 1
  }

  private func put(_ scalar: Unicode.Scalar?, _ output: UnsafeMutableRawBufferPointer) -> Int {
    guard let scalar else { return unsafe put(invalidTextByte, output) }
    if scalar.value < 0x80 { return unsafe put(UInt8(scalar.value), output) }
    var count = 0
    for byte in UTF8.encode(scalar)! {
      unsafe output[count] = byte
      count += 1
    }
    return count
  }

  func sizeInFile(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    let raw = UnsafeRawBufferPointer(bytes)
    var size = 0
    var place = 0
    while place < raw.count {
      // Eight characters of ASCII at once.
      if place + 8 <= raw.count,
        unsafe raw.loadUnaligned(fromByteOffset: place, as: UInt64.self) & 0x8080_8080_8080_8080
          == 0
      {
        size &+= 16
        place &+= 8
        continue
      }
      let byte = unsafe raw[place]
      if byte == invalidTextByte || byte & 0xC0 != 0x80 { size &+= 2 }
      if byte >= 0xF0 && byte != invalidTextByte { size &+= 2 }
      place &+= 1
    }
    return size
  }
}
