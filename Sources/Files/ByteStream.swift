import CZlib

/// The bytes of a file from an offset on, one after the other; gzip is unpacked by content.
///
/// A plain file is entered anywhere at once; in a gzip file what comes before is unpacked and
/// dropped.
package final class ByteStream {
  package let file: InputFile
  package let isCompressed: Bool
  private var offset: Int
  private var inflater: GzipInflater?

  /// - Parameter offset: the first byte to read, of the text as it is when unpacked.
  package init(_ file: InputFile, from offset: Int = 0) throws(FileFault) {
    self.file = file
    self.offset = offset
    self.isCompressed = try ByteStream.isGzip(file)
    self.inflater = isCompressed ? GzipInflater(file) : nil
    try inflater?.skip(offset)
  }

  /// Whether the file's first bytes are those of gzip (RFC 1952, 2.3.1).
  package static func isGzip(_ file: InputFile) throws(FileFault) -> Bool {
    var magic: [UInt8] = [0, 0, 0]
    let count: Int
    do {
      count = try unsafe magic.withUnsafeMutableBytes { try unsafe file.read(at: 0, into: $0) }
    } catch let fault as FileFault {
      throw fault
    } catch {
      preconditionFailure("read throws nothing else")
    }
    return count == 3 && magic == [0x1F, 0x8B, 0x08]
  }

  /// Fills the buffer; a smaller count than asked for means the end.
  package func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileFault) -> Int {
    if let inflater { return try unsafe inflater.read(into: buffer) }
    let count = try unsafe file.read(at: offset, into: buffer)
    offset += count
    return count
  }
}

/// Unpacks a gzip file of any number of members with zlib, in constant memory.
@safe private final class GzipInflater {
  private static let inputSizeBytes = 1 << 18

  private let file: InputFile
  private var offset = 0
  private let input = UnsafeMutableRawBufferPointer.allocate(
    byteCount: GzipInflater.inputSizeBytes, alignment: 16)
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
        if isInsideMember { throw FileFault(.brokenCompression, path: file.path) }
        isAtEnd = true
        break
      }
      try inflateOnce()
    }
    return unsafe buffer.count - Int(stream.avail_out)
  }

  /// Unpacks and drops so many bytes.
  func skip(_ count: Int) throws(FileFault) {
    let dropped = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { unsafe dropped.deallocate() }
    var left = count
    while left > 0 {
      let part = unsafe UnsafeMutableRawBufferPointer(rebasing: dropped[..<min(left, 1 << 16)])
      let read = try unsafe self.read(into: part)
      if read == 0 { return }
      left -= read
    }
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
      throw FileFault(.brokenCompression, path: file.path)
    }
  }
}
