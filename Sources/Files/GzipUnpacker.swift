import CZlib

/// Unpacks a gzip file of any number of members with zlib, in constant memory.
@safe final class GzipUnpacker: Unpacker {
  private static let inputSizeBytes = 1 << 18

  private let file: InputFile
  private var offset = 0
  private let input = UnsafeMutableRawBufferPointer.allocate(
    byteCount: GzipUnpacker.inputSizeBytes, alignment: 16)
  private var stream = unsafe z_stream()
  private var isAtEnd = false
  private var isInsideMember = false

  init(_ file: InputFile) {
    self.file = file
    // 15 window bits, plus 16 for a gzip header.
    let status = unsafe inflateInit2_(
      &stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    precondition(status == Z_OK, "zlib could not start")
  }

  deinit {
    unsafe inflateEnd(&stream)
    unsafe input.deallocate()
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileFault) -> Int {
    unsafe stream.next_out = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
    unsafe stream.avail_out = UInt32(buffer.count)
    while unsafe stream.avail_out > 0 && !isAtEnd {
      if unsafe stream.avail_in == 0 { try refill() }
      if unsafe stream.avail_in == 0 {
        if isInsideMember {
          throw FileFault(.brokenCompression, path: file.path, compression: .gzip)
        }
        isAtEnd = true
        break
      }
      try inflateOnce()
    }
    return unsafe buffer.count - Int(stream.avail_out)
  }

  private func refill() throws(FileFault) {
    let count = try unsafe file.read(at: offset, into: input)
    offset += count
    unsafe stream.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
    unsafe stream.avail_in = UInt32(count)
  }

  private func inflateOnce() throws(FileFault) {
    isInsideMember = true
    let status = unsafe inflate(&stream, Z_NO_FLUSH)
    if status == Z_STREAM_END {
      isInsideMember = false
      unsafe inflateReset(&stream)
    } else if status != Z_OK {
      throw FileFault(.brokenCompression, path: file.path, compression: .gzip)
    }
  }
}
