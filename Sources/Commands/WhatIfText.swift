import Pipelines

/// A threshold table for a marketer.
enum WhatIfText {
  static func text(_ table: ThresholdTable) -> String {
    let test = table.test == "engagements" ? "so many engagements or more" : "fewer than so many"
    var lines = [
      "'\(table.name)' with other thresholds and windows, as of \(table.as_of); nothing is written",
      "Rows: within so many days. Columns: \(test). In brackets: as the pipeline file has it",
    ]
    lines += ["", "Accounts it would match:"] + grid(table) { "\($0.matched)" }
    for (place, name) in table.segmentNames.enumerated() {
      lines += ["", "Members of \(name) after the run:"]
      lines += grid(table) { "\($0.segments[place].members)" }
    }
    if table.cells.contains(where: \.is_skipped) {
      lines += ["", "- : some day of the window is not covered, so the rule may not act"]
    }
    return lines.map(\.onOnePlainLine).joined(separator: "\n") + "\n"
  }

  private static func grid(
    _ table: ThresholdTable, _ figure: (ThresholdTable.Cell) -> String
  ) -> [String] {
    let header = ["within days"] + table.thresholds.map { "\($0)" }
    let rows = table.windows.map { within in
      ["\(within)"]
        + table.cells.filter { $0.within_days == within }.map { cell in
          let isOwn =
            cell.within_days == table.within_days && cell.threshold == table.threshold
          let text = cell.is_skipped ? "-" : figure(cell)
          return isOwn ? "[\(text)]" : text
        }
    }
    return TextTable.lines([header] + rows)
  }
}
