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

  /// What the preset of a platform makes of the file.
  package struct Platform: Codable, Hashable, Sendable {
    package struct Rejects: Codable, Hashable, Sendable {
      package var reason: String
      package var line: Int
      package var column: String
      package var message: String
    }

    package var name: String
    /// What speaks for it; none when the caller named it.
    package var signs: [String] = []
    /// Whether its header is documented or was seen in a real export.
    package var is_sourced: Bool
    /// The language of its header, as ISO 639-1 code.
    package var language: String?
    /// Nil for a report without a header: an empty one.
    package var header_line: Int?
    /// `daily` or `period`.
    package var grain: String?
    package var first_day: String?
    package var last_day: String?
    package var generated_at: String?
    /// How days and numbers are read: `M/D/YYYY`, `1,234.56`.
    package var dates: String?
    package var numbers: String?
    package var row_count: Int?
    package var engagements: Int?
    package var campaigns: [String] = []
    package var campaign_count: Int?
    package var rejected_count: Int?
    package var first_rejects: [Rejects] = []
    package var totals: Int?
    package var repeated_headers: Int?
    package var footer_lines: Int?
    /// What a pipeline file has to say beside the preset.
    package var needs: [String] = []
    /// Why ingest would end the run.
    package var failure: String?
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
  /// Nil when no preset knows the file.
  package var platform: Platform?
  /// Why the file is taken for what it is, in sentences.
  package var reasons: [String] = []
}
