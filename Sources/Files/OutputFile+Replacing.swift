import Glibc

/// Files that appear whole, by one rename, in the place of what was there.
extension OutputFile {
  /// Copies a file as it is.
  ///
  /// - Parameter isWanted: whether the copy with this digest is to be kept.
  /// - Returns: the digest of what was copied.
  package static func copy(
    _ file: InputFile, to path: String, if isWanted: (Digest) -> Bool = { _ in true }
  ) throws(FileFault) -> Digest {
    try replacing(path, isWanted: isWanted) { output throws(FileFault) in
      let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 64)
      defer { unsafe buffer.deallocate() }
      var offset = 0
      while true {
        let count = try unsafe file.read(at: offset, into: buffer)
        if count == 0 { break }
        try unsafe output.write(Array(buffer[..<count]))
        offset += count
      }
    }
  }

  /// Writes a small file in the place of an older one.
  package static func replace(_ path: String, with bytes: [UInt8]) throws(FileFault) {
    _ = try replacing(path) { output throws(FileFault) in try output.write(bytes) }
    try Folder.sync(Path.parent(of: path))
  }

  private static func replacing(
    _ path: String, isWanted: (Digest) -> Bool = { _ in true },
    _ body: (OutputFile) throws(FileFault) -> Void
  ) throws(FileFault) -> Digest {
    let temporary = Folder.temporaryName(beside: path)
    UnfinishedPaths.add(temporary)
    defer { UnfinishedPaths.remove(temporary) }
    do throws(FileFault) {
      let output = try OutputFile(path: temporary)
      try body(output)
      let digest = try output.finish()
      if isWanted(digest) {
        try Folder.rename(temporary, to: path)
      } else {
        _ = unsafe unlink(temporary)
      }
      return digest
    } catch {
      _ = unsafe unlink(temporary)
      throw error
    }
  }
}
