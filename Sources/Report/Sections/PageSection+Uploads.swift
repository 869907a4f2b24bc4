import AdModel
import CSV
import Files
import Runs

/// What there is to upload, and who is left out of it.
extension PageSection {
  static func uploads(_ run: RunFiles) throws -> PageSection {
    let files = UploadedFile.list(run)
    var content: [Markup] = []
    if files.isEmpty {
      content.append(paragraph("The run made nothing to upload."))
    } else {
      content.append(table(files).markup)
    }
    if run.has(heldPath) { content += try held(run) }
    return PageSection("uploads", "Uploads", content)
  }

  private static let filesShown = 200
  private static let heldPath = "uploads/held.csv"

  private static func table(_ files: [UploadedFile]) -> PageTable {
    let shown = files.prefix(filesShown)
    return PageTable(
      "Files to upload",
      [.text("File"), .text("What"), .number("Rows"), .number("Bytes")],
      rows: shown.map { file in
        [
          .element("a", ["href": file.path.asRelativeAddress], .text(file.path)),
          .text(file.what), file.rows.map { "\($0)" } ?? "–", "\(file.bytes)",
        ]
      },
      note: rest(files.count - shown.count, in: "manifest.json"))
  }

  /// One file to upload.
  private struct UploadedFile {
    var path: String
    var what: String
    /// Nil where several files are one upload.
    var rows: Int?
    var bytes: Int

    static func list(_ run: RunFiles) -> [UploadedFile] {
      let sizes = Dictionary(
        run.manifest.outputs.map { ($0.path, $0.bytes) }, uniquingKeysWith: { $1 })
      return run.manifest.uploadRecords.flatMap { record in
        let result = (run.results.uploads ?? []).first {
          $0.format == record.format && $0.segment == record.segment
        }
        let kinds: [(paths: [String], what: String, rows: Int?)] = [
          (record.files, "the whole list", result?.rows),
          (record.added, "new against the base", result?.added),
          (record.removed, "no longer in it", result?.removed),
        ]
        return kinds.flatMap { kind in
          kind.paths.enumerated().map { place, path in
            let part = kind.paths.count == 1 ? "" : ", part \(place + 1) of \(kind.paths.count)"
            return UploadedFile(
              path: path, what: kind.what + part, rows: kind.paths.count == 1 ? kind.rows : nil,
              bytes: sizes[path] ?? 0)
          }
        }
      }
    }
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
      switch HoldReason(reason) {
      case .excluded(let segment)?:
        return "excluded, for it is in \(run.segmentName(segment.text))"
      case .lacking(let what, let format)?:
        let lack = what.split(separator: "_").joined(separator: " ")
        return "\(lack), which \(format) needs"
      default: return .text(reason)
      }
    }
  }
}
