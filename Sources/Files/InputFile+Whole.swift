extension InputFile {
  /// All bytes of the file, for the small ones.
  package func readAll() throws(FileFault) -> [UInt8] {
    let bytes = try start(byteCount: size)
    guard bytes.count == size else { throw FileFault(.changedWhileRead, path: path) }
    return bytes
  }

  /// Its first bytes, fewer when it has not as many.
  package func start(byteCount: Int) throws(FileFault) -> [UInt8] {
    do {
      // Sound: as many bytes are there as were read into the array's room.
      return try unsafe [UInt8](unsafeUninitializedCapacity: byteCount) { buffer, count in
        count = try unsafe read(
          at: 0,
          into: UnsafeMutableRawBufferPointer(
            rebasing: UnsafeMutableRawBufferPointer(buffer)[..<byteCount]))
      }
    } catch let fault as FileFault {
      throw fault
    } catch {
      preconditionFailure("read throws nothing else")
    }
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
