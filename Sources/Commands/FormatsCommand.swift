import ArgumentParser
import Pipelines

/// `adsegments formats`: what can be written to upload.
struct FormatsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "formats",
    abstract: "List the formats of files to upload.",
    discussion: """
      Of each its columns, whether a row is a company or a person, what the platform takes at most \
      and needs at least, and the pages that say so.
      """)

  @Option(help: "How to print: text, json or csv (one line a format).")
  var format: OutputFormat = .text

  func run() throws {
    try describingErrors {
      let list = UploadFormatList()
      switch format {
      case .text: try StandardOutput.write(FormatsText.text(list))
      case .json: _ = try StandardOutput.write(list.json())
      case .csv: _ = try StandardOutput.write(list.csv())
      }
    }
  }
}

/// The formats for people.
enum FormatsText {
  static func text(_ list: UploadFormatList) -> String {
    list.formats.map { format in
      var lines = ["\(format.name) (\(format.level)): \(format.taker)"]
      if !format.header.isEmpty {
        let what = format.has_header_line ? "header   " : "columns  "
        lines.append("  \(what)\(format.header.joined(separator: ","))\(remarks(on: format))")
      }
      if let limits = limits(of: format) { lines.append("  limits   \(limits)") }
      if !format.hashing.isEmpty {
        lines.append("  hashing  \(format.hashing.joined(separator: " or "))")
      }
      if !format.options.isEmpty {
        lines.append("  options  \(format.options.joined(separator: ", "))")
      }
      lines += format.sources.map { "  source   \($0)" }
      if let caveat = format.caveat { lines.append("  unsure   \(caveat)") }
      return lines.map { "\($0)\n" }.joined()
    }.joined(separator: "\n")
  }

  /// What is odd about the file's beginning.
  private static func remarks(on format: UploadFormatList.Format) -> String {
    var remarks: [String] = []
    if !format.has_header_line { remarks.append("without a header line") }
    if format.has_byte_order_mark { remarks.append("behind a byte order mark") }
    if format.rows_in_front > 0 { remarks.append("then \(format.rows_in_front) rows in front") }
    return remarks.isEmpty ? "" : " (\(remarks.joined(separator: ", ")))"
  }

  private static func limits(of format: UploadFormatList.Format) -> String? {
    var limits: [String] = []
    if let rows = format.maximum_rows { limits.append("at most \(grouped(rows)) rows a file") }
    if let bytes = format.maximum_bytes { limits.append("at most \(grouped(bytes)) bytes a file") }
    if let minimum = format.minimum, let unit = format.minimum_of {
      limits.append("at least \(grouped(minimum)) \(unit)")
    }
    return limits.isEmpty ? nil : limits.joined(separator: ", ")
  }

  /// `300,000`.
  private static func grouped(_ number: Int) -> String {
    var text = ""
    for (place, digit) in String(number).reversed().enumerated() {
      if place > 0, place % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return String(text.reversed())
  }
}
