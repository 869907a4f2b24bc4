/// The rows of a table that a run wrote, by their column names.
enum CSVRows {
  /// - Parameter text: without line breaks in fields.
  static func of(_ text: String) -> [[String: String]] {
    let lines = text.split(separator: "\n").map { $0.cells }
    return lines.dropFirst().map { Dictionary(zip(lines[0], $0), uniquingKeysWith: { $1 }) }
  }
}

extension Substring {
  /// The fields of a line of CSV; quotes inside a field are dropped.
  fileprivate var cells: [String] {
    var cells = [""]
    var isQuoted = false
    for character in self {
      switch character {
      case "\"": isQuoted.toggle()
      case "," where !isQuoted: cells.append("")
      default: cells[cells.count - 1].append(character)
      }
    }
    return cells
  }
}
