import AdModel
import CSV
import Files
import Runs

/// What there is to upload, and who is left out of it.
extension PageSection {
  static func uploads(_ run: RunFiles) throws -> PageSection {
    let files = run.manifest.outputs.filter {
      $0.path.hasPrefix("uploads/") && $0.path != heldPath
    }
    var content: [Markup] = []
    if files.isEmpty {
      content.append(paragraph("The run made nothing to upload."))
    } else {
      content.append(try table(files, run).markup)
    }
    if run.has(heldPath) { content += try held(run) }
    return PageSection("uploads", "Uploads", content)
  }

  private static let filesShown = 200
  private static let heldPath = "uploads/held.csv"

  private static func table(_ files: [Manifest.Output], _ run: RunFiles) throws -> PageTable {
    let shown = files.prefix(filesShown)
    let counts = try companyCounts(shown, run)
    return PageTable(
      "Files to upload",
      [.text("File"), .text("What"), .number("Companies"), .number("Bytes")],
      rows: zip(shown, counts).map { file, count in
        [
          .element("a", ["href": file.path.asRelativeAddress], .text(file.path)),
          content(of: file.path), count.map { "\($0)" } ?? "–", "\(file.bytes)",
        ]
      },
      note: rest(files.count - shown.count, in: "manifest.json"))
  }

  /// Of whole lists they are known; differences are counted while they are small, which all of
  /// them together are but in the first run.
  private static func companyCounts(
    _ files: ArraySlice<Manifest.Output>, _ run: RunFiles
  ) throws -> [Int?] {
    var bytesLeft = RunFiles.largestTableBytes
    return try files.map { file in
      guard isDifference(file.path) else {
        let id = Path.name(of: file.path).dropLast(".csv".count)
        return run.results.segments.first { $0.id == id }?.uploaded
      }
      guard file.bytes <= bytesLeft else { return nil }
      bytesLeft -= file.bytes
      return try run.rowCount(of: file.path)
    }
  }

  private static func isDifference(_ path: String) -> Bool {
    path.hasSuffix(".added.csv") || path.hasSuffix(".removed.csv")
  }

  private static func content(of path: String) -> Markup {
    guard isDifference(path) else { return "the whole list" }
    return path.hasSuffix(".added.csv") ? "new against the base" : "no longer in it"
  }

  private static func held(_ run: RunFiles) throws -> [Markup] {
    var counts: [HeldReason: Int] = [:]
    let reading = try run.read(heldPath, ["segment", "reason"]) { row, columns in
      let segment = row.text(columns[0])
      for reason in RunFiles.parts(of: row.text(columns[1])) {
        counts[HeldReason(segment: segment, reason: reason), default: 0] += 1
      }
    }
    if let excuse = excuse(reading, "uploads/held.csv") { return [excuse] }
    guard !counts.isEmpty else { return [paragraph("Nobody is held back.")] }
    let sorted = counts.keys.sorted {
      $0.segment == $1.segment
        ? $0.reason.precedesInBytes($1.reason) : $0.segment.precedesInBytes($1.segment)
    }
    let table = PageTable(
      "Members held back", [.text("Segment"), .text("Why"), .number("Accounts")],
      rows: sorted.map {
        [.text(run.segmentName($0.segment)), words(for: $0.reason, run), "\(counts[$0] ?? 0)"]
      },
      note: "An account that is held for two reasons stands in both rows.")
    return [table.markup]
  }

  private struct HeldReason: Hashable {
    var segment: String
    var reason: String
  }

  private static func words(for reason: String, _ run: RunFiles) -> Markup {
    switch reason {
    case "not_in_account_list": return "no longer in the account list"
    case "banned": return "banned by an override"
    default:
      let prefix = "excluded:"
      guard reason.hasPrefix(prefix) else { return .text(reason) }
      return "excluded, for it is in \(run.segmentName(String(reason.dropFirst(prefix.count))))"
    }
  }
}
