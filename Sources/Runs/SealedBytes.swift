import Files

/// Bytes of a file of the cache that were found whole and in their place.
///
/// Such a file is a line `AdSegments cache 1`, a line with its own name, a line with the number of
/// bytes between this and the seal, those bytes, and as seal the SHA-256 of all before in
/// hexadecimal:
///
///     AdSegments cache 1
///     index
///                  123
struct SealedBytes: Sendable {
  /// All of the file.
  let bytes: [UInt8]
  /// What was sealed, among them.
  let range: Range<Int>

  private static let sealByteCount = 64
  private static let widthOfCount = 20
  private static let unlookedByteCount = 1 << 20

  /// The whole file of bytes that are to lie under a name.
  static func sealed(_ bytes: [UInt8], name: String) -> [UInt8] {
    var sealed = head(name, byteCount: bytes.count)
    sealed.reserveCapacity(sealed.count + bytes.count + sealByteCount)
    sealed += bytes
    sealed += Digest(of: sealed).hex.utf8
    return sealed
  }

  private static func head(_ name: String, byteCount: Int) -> [UInt8] {
    let count = String(byteCount)
    let padding = String(repeating: " ", count: widthOfCount - count.utf8.count)
    return Array("AdSegments cache 1\n\(name)\n\(padding)\(count)\n".utf8)
  }

  /// Nil for a file that is torn, that was changed, or that was made under another name.
  static func read(_ file: InputFile, name: String) -> SealedBytes? {
    let byteCount = file.size - head(name, byteCount: 0).count - sealByteCount
    guard byteCount >= 0 else { return nil }
    let head = head(name, byteCount: byteCount)
    // The head of a large one is looked at first: what is no file of the cache may be of any size.
    if byteCount > unlookedByteCount {
      guard let start = try? file.start(byteCount: head.count), start == head else { return nil }
    }
    guard let bytes = try? file.readAll() else { return nil }
    let end = bytes.count - sealByteCount
    guard bytes.starts(with: head), bytes[end...].elementsEqual(Digest(of: bytes[..<end]).hex.utf8)
    else { return nil }
    return SealedBytes(bytes: bytes, range: head.count..<end)
  }
}
