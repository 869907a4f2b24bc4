/// How a CSV that is written sets fields and rows apart. The encoding is always UTF-8.
package struct OutputDialect: Hashable, Sendable {
  package enum LineEnd: String, Sendable, CaseIterable {
    case lf
    case crlf
  }

  /// One byte of ASCII that is neither a quote nor a line end.
  package var delimiter: UInt8
  package var lineEnd: LineEnd
  /// Whether the file begins with the mark of UTF-8, by which spreadsheets know it.
  package var hasByteOrderMark: Bool
  /// Whether the first row names the columns.
  package var hasHeader: Bool

  package init(
    delimiter: UInt8 = UInt8(ascii: ","), lineEnd: LineEnd = .lf, hasByteOrderMark: Bool = false,
    hasHeader: Bool = true
  ) {
    self.delimiter = delimiter
    self.lineEnd = lineEnd
    self.hasByteOrderMark = hasByteOrderMark
    self.hasHeader = hasHeader
  }

  /// That of every table but for uploads whose takers want another.
  package static let standard = OutputDialect()

  static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
}
