extension InputFile {
  /// All bytes of the file, for the small ones.
  package func readAll() throws(FileFault) -> [UInt8] {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: max(size, 1), alignment: 16)
    defer { unsafe buffer.deallocate() }
    let count = try unsafe read(at: 0, into: buffer)
    guard count == size else { throw FileFault(.changedWhileRead, path: path) }
    return unsafe Array(buffer[..<count])
  }

  /// Whether its first bytes are those of a ZIP archive, as Excel workbooks are.
  ///
  /// Source: APPNOTE.TXT 4.3.7, the signature of a local file header.
  package func isZipArchive() throws(FileFault) -> Bool {
    let head = UnsafeMutableRawBufferPointer.allocate(byteCount: 4, alignment: 1)
    defer { unsafe head.deallocate() }
    let count = try unsafe read(at: 0, into: head)
    return unsafe count == 4 && head.elementsEqual([0x50, 0x4B, 0x03, 0x04])
  }
}
