import CSV
import Runs

/// The rows that were set aside, by file and reason.
struct RejectGroups {
  struct Group {
    let source: String
    let file: String
    let reason: String
    /// Of the first row.
    let line: String
    let message: String
    var count = 1
  }

  /// So many rows of one file and reason are listed in `rejects.csv`, and no more.
  static let listedCount = 1_000

  let reading: RunFiles.TableReading
  /// As they stand in the table.
  private(set) var groups: [Group] = []

  init(_ run: RunFiles) throws {
    var groups: [Group] = []
    var places: [[String]: Int] = [:]
    self.reading = try run.read(
      "1-ingest/rejects.csv", ["source", "file", "reason", "line", "message"]
    ) { row, columns in
      let key = columns[..<3].map { row.text($0) }
      if let place = places[key] {
        groups[place].count += 1
      } else {
        places[key] = groups.count
        groups.append(
          Group(
            source: key[0], file: key[1], reason: key[2], line: row.text(columns[3]),
            message: row.text(columns[4])))
      }
    }
    self.groups = groups
  }

  /// How many rows the table lists.
  var rowCount: Int { groups.reduce(0) { $0 + $1.count } }
}

extension PageSection {
  private static let groupsShown = 50

  static func rejects(_ rejects: RejectGroups) -> PageSection {
    let content: [Markup]
    if let excuse = excuse(rejects.reading, "1-ingest/rejects.csv") {
      content = [excuse]
    } else if rejects.groups.isEmpty {
      content = [paragraph("None.")]
    } else {
      content = [table(rejects.groups).markup]
    }
    return PageSection("rejects", "Rows set aside", content)
  }

  private static func table(_ groups: [RejectGroups.Group]) -> PageTable {
    var largest = TopList<RejectGroups.Group>(capacity: groupsShown)
    for group in groups { largest.offer(key: group.count, group) }
    return PageTable(
      "Rows set aside, by file and reason",
      [
        .text("File"), .text("Reason"), .number("Rows"), .number("First in line"),
        .text("What is wrong with it"),
      ],
      rows: largest.elements.map { group in
        [
          .text(group.file), .words(group.reason.replacing("_", with: " ").harmless),
          group.count == RejectGroups.listedCount
            ? "\(group.count) or more" : "\(group.count)",
          .text(group.line), .text(group.message),
        ]
      },
      note: rest(largest.restCount, in: "1-ingest/rejects.csv"))
  }
}
