import CFileMapping

/// A stretch of a file's bytes as the page cache has them, without a copy.
///
/// Unsafe, and why it is sound: the memory stays mapped as long as this lives, and nobody writes to
/// it. What another process writes to the file shows in it, as it would between two reads; a file
/// that is cut short meanwhile has zeroes there (`CFileMapping`), and `check` tells.
@safe package final class MappedBytes {
  private let mapping: adsegments_mapping
  private let file: InputFile
  /// The bytes of the file.
  package let range: Range<Int>
  package let bytes: UnsafeBufferPointer<UInt8>

  /// Nil where the system cannot map so much, or the file is shorter: it can still be read.
  package init?(_ file: InputFile, _ range: Range<Int>) {
    guard !range.isEmpty, range.upperBound <= file.size else { return nil }
    let mapping = unsafe file.map(range)
    guard let start = unsafe mapping.bytes else { return nil }
    unsafe self.mapping = mapping
    self.file = file
    self.range = range
    unsafe self.bytes = UnsafeBufferPointer(start: start, count: range.count)
  }

  deinit {
    unsafe adsegments_unmap(mapping)
  }

  /// Makes sure that what was looked at so far were the file's bytes.
  ///
  /// - Throws: `changedWhileRead`, or what reading the same bytes fails with.
  package func check() throws(FileFault) {
    guard unsafe adsegments_is_broken(mapping) else { return }
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { unsafe buffer.deallocate() }
    for offset in stride(from: range.lowerBound, to: range.upperBound, by: buffer.count) {
      _ = try unsafe file.read(at: offset, into: buffer)
    }
    throw FileFault(.changedWhileRead, path: file.path)
  }
}
