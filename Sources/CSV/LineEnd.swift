import CRecordScan

/// The ways a line can end.
package enum LineEndKind: String, CaseIterable, Hashable, Sendable {
  case lineFeed = "LF"
  case both = "CRLF"
  case carriageReturn = "CR"
}

/// Where a line ends: LF, CR LF, CR, or the end of the file.
struct LineEnd {
  /// Offset of the line end's first byte.
  var textEnd: Int
  /// Offset of the next line.
  var next: Int

  /// The end of the line that starts at an offset, or nil when more bytes are needed to tell.
  ///
  /// The batch's memory is readable for 64 bytes beyond `limit`, as `RecordReader` sees to.
  static func find(in batch: RecordBatch, from start: Int, limit: Int, isEnd: Bool) -> LineEnd? {
    let place = unsafe Int(
      adsegments_find_line_end(batch.base, UInt32(start), UInt32(limit)))
    if place < limit { return lineEnd(in: batch, at: place, limit: limit, isEnd: isEnd) }
    return isEnd ? LineEnd(textEnd: limit, next: limit) : nil
  }

  /// The line end whose first byte stands at an offset; nil for a CR that may have an LF to come.
  static func lineEnd(
    in batch: RecordBatch, at offset: Int, limit: Int, isEnd: Bool
  ) -> LineEnd? {
    guard unsafe batch.base[offset] == UInt8(ascii: "\r") else {
      return LineEnd(textEnd: offset, next: offset + 1)
    }
    guard offset + 1 < limit else {
      return isEnd ? LineEnd(textEnd: offset, next: offset + 1) : nil
    }
    let isPair = unsafe batch.base[offset + 1] == UInt8(ascii: "\n")
    return LineEnd(textEnd: offset, next: offset + (isPair ? 2 : 1))
  }

  /// The end of what is surely no line end: `limit`, or one less for a CR that may be half of one.
  static func knownText(in batch: RecordBatch, limit: Int) -> Int {
    guard limit > 0 else { return limit }
    return unsafe batch.base[limit - 1] == UInt8(ascii: "\r") ? limit - 1 : limit
  }
}
