/// What a file is, as `adsegments inspect` found it; no rendering.
package struct FileInspection: Codable, Hashable, Sendable {
  /// A line of the file, as it stands.
  package struct Line: Codable, Hashable, Sendable {
    package var line: Int
    package var text: String
  }

  package struct Column: Codable, Hashable, Sendable {
    /// Blank where the file has no header.
    package var name: String
    /// What most cells look like, such as `number`.
    package var kind: String
    package var blank_count: Int
  }

  package struct Table: Codable, Hashable, Sendable {
    package var first_line: Int
    package var last_line: Int
    package var column_count: Int
    /// Without the header.
    package var row_count: Int
  }

  /// Rows that stand out, with the first of their lines.
  package struct OddRows: Codable, Hashable, Sendable {
    package var count = 0
    package var first_lines: [Int] = []

    static let shownCount = 5

    mutating func add(line: Int) {
      count += 1
      if first_lines.count < OddRows.shownCount { first_lines.append(line) }
    }
  }

  package var path: String
  package var byte_count: Int
  package var encoding: String
  /// `gzip`, `zstd`, or nil.
  package var compression: String?
  /// A name such as `comma`.
  package var delimiter: String
  /// Nil when there is none.
  package var quote: String?
  /// `doubled`, or the escape byte.
  package var escape: String
  /// `LF`, `CRLF`, `CR`, several joined with ` and `; blank for one line without an end.
  package var line_end: String
  package var line_count: Int
  /// All tables of the file, in their order.
  package var tables: [Table] = []
  /// The one the facts below speak of, from 1; nil for a file without a row, and for a table that
  /// the options made up.
  package var table: Int?
  package var preamble: [Line] = []
  /// The line the header starts on; nil without one.
  package var header_line: Int?
  package var header_row_count = 0
  package var columns: [Column] = []
  /// Rows of the table, the header not counted.
  package var row_count = 0
  package var short_rows = OddRows()
  package var long_rows = OddRows()
  /// Rows that ingest would reject: quotes that fit no rule, too long.
  package var faulty_rows = OddRows()
  /// Rows with bytes that are not in the encoding.
  package var garbled_rows = OddRows()
  /// Rows that were read with a delimiter of their own.
  package var other_delimiter_rows = OddRows()
  package var first_rows: [[String]] = []
  package var footer: [Line] = []
  /// Why the file is taken for what it is, in sentences.
  package var reasons: [String] = []
}
