import Pipelines

/// What a file is, for people.
enum InspectText {
  private static let shownColumns = 50
  private static let longestCell = 40

  static func text(_ file: FileInspection) -> String {
    let parts = [
      [file.path], facts(file), outside("preamble", file.preamble), header(file),
      rows(file), first(file), outside("footer", file.footer),
      file.platform.map(InspectText.platform) ?? ["  platform   none of the presets knows it"],
      reasons(file),
    ]
    return parts.joined().map(\.onOnePlainLine).joined(separator: "\n") + "\n"
  }

  private static func facts(_ file: FileInspection) -> [String] {
    let compression = file.compression.map { ", \($0)" } ?? ""
    var lines = [
      "  encoding   \(file.encoding)\(compression)",
      "  delimiter  \(file.delimiter); quote \(file.quote ?? "none"); escape \(file.escape)",
      "  lines      \(file.line_count)\(file.line_end.isEmpty ? "" : ", ending in \(file.line_end)")",
    ]
    for (index, table) in file.tables.enumerated() {
      let mark = file.tables.count > 1 && file.table == index + 1 ? " (shown)" : ""
      lines.append(
        "  table \(index + 1)    lines \(table.first_line) to \(table.last_line): "
          + "\(count(table.column_count, "column")), \(count(table.row_count, "row"))\(mark)")
    }
    return lines
  }

  private static func header(_ file: FileInspection) -> [String] {
    let place =
      file.header_line.map {
        "line \($0)" + (file.header_row_count > 1 ? ", \(file.header_row_count) rows" : "")
      } ?? "none"
    var lines = ["  header     \(place)"]
    for (index, column) in file.columns.prefix(shownColumns).enumerated() {
      let blank = column.blank_count > 0 ? ", \(column.blank_count) blank" : ""
      lines.append("    \(index + 1)  \(short(column.name)) (\(column.kind)\(blank))")
    }
    let more = file.columns.count - shownColumns
    if more > 0 { lines.append("    and \(more) more") }
    return lines
  }

  private static func rows(_ file: FileInspection) -> [String] {
    var lines = ["  rows       \(file.row_count)"]
    let odd = [
      ("short", file.short_rows), ("long", file.long_rows), ("with stray quotes", file.faulty_rows),
      ("not in the encoding", file.garbled_rows),
      ("with a delimiter of their own", file.other_delimiter_rows),
    ]
    for (name, rows) in odd where rows.count > 0 {
      let places = rows.first_lines.map(String.init).joined(separator: ", ")
      let more = rows.count > rows.first_lines.count ? "…" : ""
      lines.append("    \(rows.count) \(name): line \(places)\(more)")
    }
    return lines
  }

  private static func first(_ file: FileInspection) -> [String] {
    guard !file.first_rows.isEmpty else { return [] }
    return ["  first rows"]
      + file.first_rows.map { row in
        "    " + row.prefix(shownColumns).map(short).joined(separator: " | ")
          + (row.count > shownColumns ? " | …" : "")
      }
  }

  private static func outside(_ name: String, _ lines: [FileInspection.Line]) -> [String] {
    guard !lines.isEmpty else { return [] }
    return ["  \(name)"] + lines.map { "    \($0.line)  \($0.text.prefix(100))" }
  }

  private static func platform(_ platform: FileInspection.Platform) -> [String] {
    var lines = ["  platform   \(platform.name)"]
    if !platform.signs.isEmpty {
      lines[0] += ", for it has " + platform.signs.map { "'\($0)'" }.joined(separator: ", ")
    }
    if !platform.is_sourced { lines.append("    its header is a guess: map it in 'columns'") }
    if let failure = platform.failure {
      return lines + ["    ingest would end the run: \(failure)"]
    }
    if let header = platform.header_line {
      lines.append("    header     line \(header), language \(platform.language ?? "")")
    } else {
      lines.append("    header     none: an empty report")
    }
    let days = [platform.first_day, platform.last_day].compactMap(\.self)
    lines.append(
      "    period     \(days.isEmpty ? "not stated" : days.joined(separator: " to ")), "
        + "\(platform.grain == "daily" ? "daily rows" : "rows of the whole period")"
        + (platform.generated_at.map { ", made \($0)" } ?? ""))
    lines.append(
      "    written    days \(platform.dates ?? ""), numbers \(platform.numbers ?? "")")
    lines.append(
      "    counted    \(count(platform.row_count ?? 0, "row")), "
        + "\(count(platform.engagements ?? 0, "engagement")), "
        + count(platform.campaign_count ?? 0, "campaign")
        + (platform.campaigns.isEmpty
          ? "" : ": " + platform.campaigns.map(short).joined(separator: ", "))
        + (platform.campaign_count ?? 0 > platform.campaigns.count ? ", …" : ""))
    let leftOut = [
      ("row of sums", "rows of sums", platform.totals),
      ("header", "headers", platform.repeated_headers),
      ("line below", "lines below", platform.footer_lines),
    ].compactMap { one, many, number in
      number.flatMap { $0 > 0 ? "\($0) \($0 == 1 ? one : many)" : nil }
    }
    if !leftOut.isEmpty { lines.append("    left out   " + leftOut.joined(separator: ", ")) }
    if let rejected = platform.rejected_count, rejected > 0 {
      lines.append("    rejected   \(count(rejected, "row"))")
      lines += platform.first_rejects.map {
        "      line \($0.line)\($0.column.isEmpty ? "" : ", \($0.column)"): \($0.message)"
      }
    }
    return lines + platform.needs.map { "    needs      \($0)" }
  }

  private static func reasons(_ file: FileInspection) -> [String] {
    ["  because"] + file.reasons.map { "    \($0)" }
  }

  private static func short(_ text: String) -> String {
    text.count > longestCell ? text.prefix(longestCell) + "…" : text
  }

  private static func count(_ number: Int, _ one: String) -> String {
    "\(number) \(one)\(number == 1 ? "" : "s")"
  }
}
