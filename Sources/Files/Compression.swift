/// How a file is packed, told by its first bytes and never by its name.
package enum Compression: String, Hashable, Sendable {
  case gzip
  case zstd

  /// Nil for a file that lies as it is.
  ///
  /// gzip: RFC 1952, 2.3.1. zstd: RFC 8878, 3.1.1 and 3.1.2; a skippable frame may come first.
  package init?(of file: InputFile) throws(FileFault) {
    var first: [UInt8] = [0, 0, 0, 0]
    let count: Int
    do {
      count = try unsafe first.withUnsafeMutableBytes { try unsafe file.read(at: 0, into: $0) }
    } catch let fault as FileFault {
      throw fault
    } catch {
      preconditionFailure("read throws nothing else")
    }
    self.init(firstBytes: Array(first[..<count]))
  }

  private init?(firstBytes: [UInt8]) {
    if firstBytes.starts(with: [0x1F, 0x8B, 0x08]) {
      self = .gzip
    } else if firstBytes == [0x28, 0xB5, 0x2F, 0xFD] {
      self = .zstd
    } else if firstBytes.count == 4, firstBytes[0] & 0xF0 == 0x50,
      firstBytes[1...] == [0x2A, 0x4D, 0x18]
    {
      self = .zstd
    } else {
      return nil
    }
  }
}
