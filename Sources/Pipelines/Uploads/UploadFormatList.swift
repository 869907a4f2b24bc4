import AdModel
import CSV
import Export
import Runs

/// Every upload format, for people and programs.
///
/// Property names are those of the JSON.
package struct UploadFormatList: Encodable, Sendable {
  package struct Format: Encodable, Sendable {
    package var name: String
    package var taker: String
    /// `account` or `contact`.
    package var level: String
    package var header: [String]
    /// Whether the first line names the columns; true where the pipeline file says it.
    package var has_header_line: Bool
    package var has_byte_order_mark: Bool
    /// Rows between the header line and the first company or person, which say what the file is.
    package var rows_in_front: Int
    /// Of one file; nil where none is stated, as with the two below.
    package var maximum_rows: Int?
    package var maximum_bytes: Int?
    package var minimum: Int?
    /// `rows`, or `matches` that the platform finds; nil without a minimum.
    package var minimum_of: String?
    /// How personal data can stand in it, the default first; none where there is none.
    package var hashing: [String]
    /// Keys that can be set of it in `exports`.
    package var options: [String]
    package var sources: [String]
    /// What is not known for certain.
    package var caveat: String?
  }

  package var formats: [Format]

  package init() {
    self.formats = UploadFormat.all.map { format in
      let limits = format.limits
      let form =
        format.options.contains(.layout)
        ? nil : format.form(Segment(id: SegmentID("segment"), name: "Segment"), UploadOptions())
      return Format(
        name: format.name, taker: format.taker, level: format.level.rawValue,
        header: format.header, has_header_line: form?.dialect.hasHeader ?? true,
        has_byte_order_mark: form?.dialect.hasByteOrderMark ?? false,
        rows_in_front: form?.lead(.whole, false).count ?? 0, maximum_rows: limits.maximumRows,
        maximum_bytes: limits.maximumBytes, minimum: limits.minimum,
        minimum_of: limits.minimum == nil ? nil : limits.minimumUnit.rawValue,
        hashing: format.hashings.map(\.rawValue), options: PipelineReader.keys(of: format),
        sources: format.sources, caveat: format.caveat)
    }
  }

  package func json() throws -> [UInt8] { try RunJSON.bytes(self) }

  /// One line a format; lists are joined by ` | `, columns of the header as in the file.
  package func csv() -> [UInt8] {
    var csv = NormalizedCSV()
    csv.row([
      "name", "level", "taker", "header", "has_header_line", "has_byte_order_mark", "rows_in_front",
      "maximum_rows", "maximum_bytes", "minimum", "minimum_of",
      "hashing", "options", "sources", "caveat",
    ])
    for format in formats {
      csv.row([
        format.name, format.level, format.taker, format.header.joined(separator: ","),
        "\(format.has_header_line)", "\(format.has_byte_order_mark)", "\(format.rows_in_front)",
        format.maximum_rows.map { "\($0)" } ?? "", format.maximum_bytes.map { "\($0)" } ?? "",
        format.minimum.map { "\($0)" } ?? "", format.minimum_of ?? "",
        format.hashing.joined(separator: " | "), format.options.joined(separator: " | "),
        format.sources.joined(separator: " | "), format.caveat ?? "",
      ])
    }
    return csv.bytes
  }
}
