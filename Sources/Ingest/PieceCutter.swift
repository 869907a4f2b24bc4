import CSV
import Files

/// Cuts a file into pieces where records seem to begin.
///
/// Whether a place lies inside a quoted field cannot be known without reading all before it. The
/// guess: the first line near the place that has the right number of fields and paired quotes.
/// `ExportReading` finds a wrong guess when the piece before ends elsewhere.
struct PieceCutter {
  private static let lookSizeBytes = 1 << 16

  let file: InputFile
  let dialect: CSVDialect
  let fieldCount: Int

  /// - Returns: ranges of bytes that cover the file from `start` to `end`, in order, at least one.
  func pieces(from start: Int, to end: Int, sizeBytes: Int) throws(FileFault) -> [Range<Int>] {
    var bounds = [start]
    var next = start + sizeBytes
    while next + sizeBytes / 2 < end {
      if let bound = try lineStart(near: next), bound < end, bound > bounds[bounds.count - 1] {
        bounds.append(bound)
      }
      next += sizeBytes
    }
    bounds.append(max(end, start))
    return zip(bounds, bounds.dropFirst()).map { $0..<$1 }
  }

  /// The start of the first line after a place that looks like a record, else of the first line.
  private func lineStart(near place: Int) throws(FileFault) -> Int? {
    let bytes = try read(at: place)
    var firstLine: Int?
    var lineStart: Int?
    for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
      if let lineStart, looksLikeRecord(bytes[lineStart..<offset]) { return place + lineStart }
      lineStart = offset + 1
      firstLine = firstLine ?? lineStart
    }
    return firstLine.map { place + $0 }
  }

  private func looksLikeRecord(_ line: ArraySlice<UInt8>) -> Bool {
    var isQuoted = false
    var delimiters = 0
    for byte in line {
      if byte == dialect.quote { isQuoted.toggle() }
      if byte == dialect.delimiter, !isQuoted { delimiters += 1 }
    }
    return !isQuoted && delimiters == fieldCount - 1
  }

  private func read(at place: Int) throws(FileFault) -> [UInt8] {
    let buffer = UnsafeMutableRawBufferPointer.allocate(
      byteCount: PieceCutter.lookSizeBytes, alignment: 16)
    defer { unsafe buffer.deallocate() }
    let count = try unsafe file.read(at: place, into: buffer)
    return unsafe Array(buffer[..<count])
  }
}
