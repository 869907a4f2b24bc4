extension InputFile {
  /// All bytes of the file, for the small ones.
  package func readAll() throws(FileFault) -> [UInt8] {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: max(size, 1), alignment: 16)
    defer { unsafe buffer.deallocate() }
    let count = try unsafe read(at: 0, into: buffer)
    guard count == size else { throw FileFault(.changedWhileRead, path: path) }
    return unsafe Array(buffer[..<count])
  }
}
