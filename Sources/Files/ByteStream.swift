/// The bytes of a file from an offset on, one after the other; gzip and zstd are unpacked by
/// content.
///
/// A plain file is entered anywhere at once; in a compressed file what comes before is unpacked
/// and dropped.
package final class ByteStream {
  package let file: InputFile
  package let compression: Compression?
  private var offset: Int
  private let unpacker: (any Unpacker)?

  /// - Parameter offset: the first byte to read, of the text as it is when unpacked.
  package init(_ file: InputFile, from offset: Int = 0) throws(FileFault) {
    self.file = file
    self.offset = offset
    self.compression = try Compression(of: file)
    self.unpacker =
      switch compression {
      case .gzip: GzipUnpacker(file)
      case .zstd: ZstdUnpacker(file)
      case nil: nil
      }
    try unpacker?.skip(offset)
  }

  package var isCompressed: Bool { compression != nil }

  /// Whether the file's first bytes are those of gzip.
  package static func isGzip(_ file: InputFile) throws(FileFault) -> Bool {
    try Compression(of: file) == .gzip
  }

  /// Fills the buffer; a smaller count than asked for means the end.
  package func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileFault) -> Int {
    if let unpacker { return try unsafe unpacker.read(into: buffer) }
    let count = try unsafe file.read(at: offset, into: buffer)
    offset += count
    return count
  }
}

/// The unpacked bytes of a compressed file, from its first one on.
protocol Unpacker: AnyObject {
  /// Fills the buffer; a smaller count than asked for means the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileFault) -> Int
}

extension Unpacker {
  /// Unpacks and drops so many bytes.
  func skip(_ count: Int) throws(FileFault) {
    guard count > 0 else { return }
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
}
