package import Files

/// How a file begins: its encoding and where its text starts.
///
/// The encoding is told by the byte order mark, else by NUL bytes (UTF-16), else by what is no
/// UTF-8 in the first MiB of the text (Windows-1252, see `EncodingEvidence`).
package struct FileOpening: Sendable {
  /// How much of the text is looked at.
  private static let lookSizeBytes = 1 << 20
  /// How much of it is looked at for UTF-16.
  private static let nulLookSizeBytes = 1 << 12

  package let encoding: TextEncoding
  package let compression: Compression?
  /// Size of the byte order mark; 0 without one.
  package let byteOrderMarkSize: Int
  /// Whether the encoding was found out, as against said by the mark or by the caller.
  package let isEncodingGuessed: Bool
  private let file: InputFile

  /// - Parameter encoding: what the caller knows; a byte order mark that fits it is still skipped,
  ///   and of UTF-16 it decides the order.
  package init(_ file: InputFile, encoding: TextEncoding? = nil) throws(FileFault) {
    let stream = try ByteStream(file)
    let head = UnsafeMutableRawBufferPointer.allocate(
      byteCount: FileOpening.lookSizeBytes, alignment: 16)
    defer { unsafe head.deallocate() }
    let count = try unsafe stream.read(into: head)
    let first = unsafe Array(head[..<min(count, FileOpening.nulLookSizeBytes)])
    self.file = file
    self.compression = stream.compression
    let mark = TextEncoding.mark(first)
    if let mark, encoding?.fits(mark.encoding) ?? true {
      self.encoding = mark.encoding
      self.byteOrderMarkSize = mark.size
      self.isEncodingGuessed = false
      return
    }
    self.byteOrderMarkSize = 0
    self.isEncodingGuessed = encoding == nil
    if let known = encoding ?? TextEncoding.utf16(withoutMark: first) {
      self.encoding = known
      return
    }
    var evidence = EncodingEvidence()
    unsafe evidence.add(UnsafeRawBufferPointer(rebasing: head[..<count]))
    if count < head.count { evidence.endText() }
    self.encoding = evidence.encoding
  }

  package var isCompressed: Bool { compression != nil }

  /// The first byte of the text, on line 1.
  package var start: RecordReader.Position {
    .init(byteOffset: byteOrderMarkSize, lineNumber: 1)
  }

  /// The delimiter under which the first record has most fields; comma when there is no other.
  package func dialectOfMostColumns() throws(FileFault) -> CSVDialect {
    var best = CSVDialect()
    var mostFields = 0
    for delimiter in CSVDialect.delimiters {
      let dialect = CSVDialect(delimiter: delimiter)
      let reader = try RecordReader(file, dialect: dialect, encoding: encoding, start: start)
      guard try reader.next() else { continue }
      if reader.batch.fieldCount(0) > mostFields {
        mostFields = reader.batch.fieldCount(0)
        best = dialect
      }
    }
    return best
  }
}
